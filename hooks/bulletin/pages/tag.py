"""Tag pages: everything under one keyword, and from five articles on a feed of it."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition
from ..recipe import Recipe
from ..theme import Theme
from . import lead_feed, listing
from .listing import Place


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    texts = words.site()
    for group in edition.catalogue.tags.values():
        address = addresses.tag(group.slug)
        place = Place(address, group.name, texts["tag"], index=addresses.TAGS, feed=lead_feed.link(edition.settings, address, group))
        yield from listing.outputs(edition, theme.shells["listing"], place, group)
        yield from lead_feed.outputs(edition, place, group)
