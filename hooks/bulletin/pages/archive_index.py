"""The archive: all years and months on one page."""

from collections.abc import Iterator

from .. import words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .head import head
from .year import Year, in_words, years


class ArchiveIndex(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        return self.shell.fill(
            {
                "head": head(settings, texts["archive"], texts["archive_description"].format(site=settings.site_name), "luu-tru/"),
                "section": "luu-tru",
                "title": texts["archive"],
                "years": [in_words(settings, year) for year in self.years],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ArchiveIndex]]:
    yield "luu-tru/index.html", ArchiveIndex(theme.shells["archive"], edition.settings, years(edition))
