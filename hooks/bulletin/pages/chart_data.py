"""The numbers of an article's charts, as files for other programs."""

from collections.abc import Iterator

from ..edition.month_edition import MonthEdition
from ..edition.texts import Text
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..stylebook import addresses


class ChartData(Recipe, frozen=True, gc=False):
    text: Text
    number: int
    """The number of the chart in its article, from 1."""

    def render(self) -> bytes:
        """Returns the numbers in UTF-8 with a byte order mark. Without the mark Excel reads Vietnamese as Western
        letters.
        """
        return self.text.read().charts[self.number - 1].data.encode("utf-8-sig")


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, ChartData]]:
    for article in month.articles:
        for number in range(1, article.facts.charts + 1):
            yield addresses.chart_data(article.address, number), ChartData(month.text(article), number)
