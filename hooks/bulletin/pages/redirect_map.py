"""The map of old addresses for servers that can lead on by themselves: for those with a query there is no other way."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, old_addresses
from .parts import server_map


class RedirectMap(Recipe, frozen=True, gc=False):
    """The body of an nginx `map`, from `$uri` or `"$uri?$args"` to the URL of the article: see server_map.py."""

    settings: Settings
    moved: tuple[tuple[str, str], ...]
    """Aliases as the posts have them, each with the address of its article."""

    def render(self) -> bytes:
        return server_map.body(
            self.settings,
            (
                (request, self.settings.url(address))
                for alias, address in self.moved
                for request in old_addresses.requests_for(alias)
            ),
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, RedirectMap]]:
    catalogue = edition.catalogue
    moved = [
        (alias, article.address) for article in (*catalogue.articles, *catalogue.removed) for alias in article.aliases
    ]
    yield addresses.REDIRECT_MAP, RedirectMap(edition.settings, tuple(moved))
