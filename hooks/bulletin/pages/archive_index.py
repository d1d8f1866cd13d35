"""The archive: all years and months on one page."""

from collections import defaultdict
from collections.abc import Iterator

from .. import addresses, words
from ..article import Article
from ..edition import Alerts, Edition, Headlines
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import json_ld
from .alert import notices
from .card import line
from .head import head
from .listing import span
from .year import Year, in_words, years

_FEW = 12
"""A year with so few articles has their titles in the place of its months."""


class ArchiveIndex(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]
    ends: Headlines
    """The first article and the last one."""
    titles: Headlines
    """The articles of the years that have few."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        titles: dict[int, list[Article]] = defaultdict(list)
        for article in self.titles:
            titles[int(article.month[:4])].append(article)
        return self.shell.fill(
            {
                "head": head(settings, texts["archive"], texts["archive_description"].format(site=settings.site_name), addresses.ARCHIVE, json_ld=(json_ld.breadcrumbs(settings, [(texts["archive"], addresses.ARCHIVE)]),)),
                "section": "luu-tru",
                "alerts": notices(settings, self.alerts),
                "title": texts["archive"],
                "count": sum(sum(counts) for _, counts in self.years),
                "span": span(self.ends[0].published, self.ends) if self.ends else "",
                "years": [{**in_words(settings, year), "titles": [line(settings, article) for article in titles[year[0]]]} for year in self.years],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ArchiveIndex]]:
    articles, found = edition.catalogue.articles, years(edition)
    few = [f"{year:04}/{month:02}" for year, counts in reversed(found) if sum(counts) <= _FEW for month, count in enumerate(counts, 1) if count]
    titles = Headlines([article for month in few for article in edition.catalogue.months[month].articles])
    yield addresses.output(addresses.ARCHIVE), ArchiveIndex(theme.shells["archive"], edition.settings, found, Headlines((*articles[:1], *articles[-1:])), titles, edition.alerts)
