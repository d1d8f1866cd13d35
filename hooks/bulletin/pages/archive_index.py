"""The archive: all years and months on one page."""

from collections.abc import Iterator

from .. import words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .head import head
from .year import years


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings, texts = edition.settings, words.site()
    values = {
        "head": head(settings, texts["archive"], texts["archive_description"].format(site=settings.site_name), "luu-tru/"),
        "section": "luu-tru",
        "title": texts["archive"],
        "years": years(edition),
    }
    yield "luu-tru/index.html", Recipe("archive_index", fill, (theme.shells["archive"], values))
