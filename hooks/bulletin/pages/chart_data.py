"""The numbers of an article's charts, as files for programs."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Text, Volume
from ..recipe import Recipe
from ..theme import Theme


class ChartData(Recipe, frozen=True, gc=False):
    text: Text
    number: int
    """Of the chart in its article, from 1."""

    def render(self) -> bytes:
        """UTF-8 with a byte order mark: without it Excel takes Vietnamese for Western letters."""
        return self.text.read().charts[self.number - 1].data.encode("utf-8-sig")


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, ChartData]]:
    for article in volume.articles:
        for number in range(1, article.facts.charts + 1):
            yield addresses.chart_data(article.address, number), ChartData(volume.text(article), number)
