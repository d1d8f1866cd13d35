"""Tag pages: everything under one keyword."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition
from ..theme import Theme
from . import listing
from .listing import ListPage, Place


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ListPage]]:
    for group in edition.catalogue.tags.values():
        place = Place(addresses.tag(group.slug), group.name, words.site()["tag"])
        yield from listing.outputs(edition, theme.shells["listing"], place, group)
