"""The archive: all years and months on one page."""

from collections.abc import Iterator

from .. import words
from ..edition import Alerts, Edition, Headlines
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from .alert import notices
from .head import head
from .listing import span
from .year import Year, in_words, years


class ArchiveIndex(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]
    ends: Headlines
    """The first article and the last one."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        return self.shell.fill(
            {
                "head": head(settings, texts["archive"], texts["archive_description"].format(site=settings.site_name), "luu-tru/"),
                "section": "luu-tru",
                "alerts": notices(settings, self.alerts),
                "title": texts["archive"],
                "count": sum(sum(counts) for _, counts in self.years),
                "span": span(self.ends[0].published, self.ends) if self.ends else "",
                "years": [in_words(settings, year) for year in self.years],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ArchiveIndex]]:
    articles = edition.catalogue.articles
    yield "luu-tru/index.html", ArchiveIndex(theme.shells["archive"], edition.settings, years(edition), Headlines((*articles[:1], *articles[-1:])), edition.alerts)
