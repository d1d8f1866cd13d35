"""Author pages: everything that one person wrote."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition
from ..theme import Theme
from . import listing
from .listing import ListPage, Place


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ListPage]]:
    for group in edition.catalogue.authors.values():
        place = Place(addresses.author(group.slug), group.name, words.site()["author"])
        yield from listing.outputs(edition, theme.shells["listing"], place, group)
