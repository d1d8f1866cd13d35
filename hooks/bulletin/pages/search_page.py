"""Search: its page, and the table that a browser needs before it can query the index."""

import json
from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.inputs import Alerts
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..machine import version
from ..press.recipe import Recipe
from ..search.splits import TEXTS, TITLES
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts.head import head
from .parts.notices import notices
from .parts.years import Year, in_words, years

SHELLS = ("search",)


class SearchPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]
    authors: tuple[tuple[str, str], ...]
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        description = texts["search_description"].format(site=settings.site_name)
        return self.shell.fill(
            {
                "head": head(settings, texts["search"], description, addresses.SEARCH),
                "section": addresses.SEARCH.rstrip("/"),
                "alerts": notices(settings, self.alerts),
                "title": texts["search"],
                "years": [in_words(settings, year) for year in self.years],
                "authors": self.authors,
                "root": settings.root,
                "category_names": settings.categories,
            }
        )


class SearchTable(Recipe, frozen=True, gc=False):
    """The splits and categories of the search. `text_splits` are name, digest, first and last month of each, newest
    first; `title_splits` are name and digest, newest first; `categories` are slug and name.
    """

    text_splits: tuple[tuple[str, ...], ...]
    title_splits: tuple[tuple[str, ...], ...]
    categories: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        table = {
            "version": version.PAGEFIND,
            "texts": self.text_splits,
            "titles": self.title_splits,
            "categories": dict(self.categories),
            "says": words.search(),
        }
        return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, SearchPage | SearchTable]]:
    page = SearchPage(
        shell=theme.shells["search"],
        settings=edition.settings,
        years=years(edition),
        authors=tuple((slug, group.name) for slug, group in edition.catalogue.authors.items()),
        alerts=edition.alerts,
    )
    yield addresses.output(addresses.SEARCH), page
    if edition.splits:
        texts = [
            (split.name, split.digest.hex(), split.months[0].name, split.months[-1].name)
            for split in edition.splits
            if split.kind == TEXTS
        ]
        titles = [(split.name, split.digest.hex()) for split in edition.splits if split.kind == TITLES]
        categories = tuple(edition.settings.categories.items())
        yield addresses.SEARCH_TABLE, SearchTable(tuple(texts[::-1]), tuple(titles[::-1]), categories)
