"""The numbers of an article's charts, as files for programs."""

from collections.abc import Iterator

from ..edition.edition import MonthEdition
from ..edition.inputs import Text
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..stylebook import addresses


class ChartData(Recipe, frozen=True, gc=False):
    text: Text
    number: int
    """Of the chart in its article, from 1."""

    def render(self) -> bytes:
        """UTF-8 with a byte order mark: without it Excel takes Vietnamese for Western letters."""
        return self.text.read().charts[self.number - 1].data.encode("utf-8-sig")


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, ChartData]]:
    for article in month.articles:
        for number in range(1, article.facts.charts + 1):
            yield addresses.chart_data(article.address, number), ChartData(month.text(article), number)
