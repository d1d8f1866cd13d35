"""Author pages: everything that one person wrote."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from . import listing


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for group in edition.catalogue.authors.values():
        place = listing.Place(addresses.author(group.slug), group.name, words.site()["author"])
        yield from listing.outputs(edition, theme.shells["listing"], "author", place, group)
