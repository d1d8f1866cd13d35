"""Tag pages: everything under one keyword."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from . import listing


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for group in edition.catalogue.tags.values():
        place = listing.Place(addresses.tag(group.slug), group.name, words.site()["tag"])
        yield from listing.outputs(edition, theme.shells["listing"], "tag", place, group)
