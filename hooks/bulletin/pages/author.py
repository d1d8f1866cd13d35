"""Author pages: everything that one person wrote, and from five articles on a feed of it."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition
from ..recipe import Recipe
from ..theme import Theme
from . import lead_feed, listing
from .listing import Place


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    texts = words.site()
    for group in edition.catalogue.authors.values():
        author = edition.settings.author(group.name)
        address = addresses.author(group.slug)
        place = Place(
            address,
            group.name,
            texts["author"],
            index=addresses.AUTHORS,
            feed=lead_feed.link(edition.settings, address, group),
            role=author.role if author else None,
            mail=author.mail if author else None,
        )
        yield from listing.outputs(edition, theme.shells["listing"], place, group)
        yield from lead_feed.outputs(edition, place, group)
