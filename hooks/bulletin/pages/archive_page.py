"""The archive: all years and months on one page."""

from collections import defaultdict
from collections.abc import Iterator

from ..articles.extents import Headline
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Headlines
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts.card import line
from .parts.head import head
from .parts.notices import notices
from .parts.span import span
from .parts.years import Year, in_words, years

SHELLS = ("archive",)

_FEW = 12
"""A year with at most so many articles shows their titles instead of its months."""


class ArchivePage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]
    ends: Headlines
    """The first and the last article."""
    titles: Headlines
    """The articles of years with few articles."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        titles: dict[int, list[Headline]] = defaultdict(list)
        for article in self.titles:
            titles[int(article.month[:4])].append(article)
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    texts["archive"],
                    texts["archive_description"].format(site=settings.site_name),
                    addresses.ARCHIVE,
                    trail=[(texts["archive"], addresses.ARCHIVE)],
                ),
                "section": addresses.ARCHIVE.rstrip("/"),
                "alerts": notices(settings, self.alerts),
                "title": texts["archive"],
                "count": sum(sum(counts) for _, counts in self.years),
                "span": span(self.ends[0].published, self.ends[-1].published) if self.ends else "",
                "years": [
                    {**in_words(settings, year), "titles": [line(settings, article) for article in titles[year[0]]]}
                    for year in self.years
                ],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ArchivePage]]:
    articles, archive_years = edition.catalogue.articles, years(edition)
    months_with_titles = [
        f"{year:04}/{month:02}"
        for year, counts in reversed(archive_years)
        if sum(counts) <= _FEW
        for month, count in enumerate(counts, 1)
        if count
    ]
    page = ArchivePage(
        shell=theme.shells["archive"],
        settings=edition.settings,
        years=archive_years,
        ends=Headlines((*articles[:1], *articles[-1:])),
        titles=Headlines(
            [article for month in months_with_titles for article in edition.catalogue.months[month].articles]
        ),
        alerts=edition.alerts,
    )
    yield addresses.output(addresses.ARCHIVE), page
