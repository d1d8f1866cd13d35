"""Category pages: `/thoi-su/` and its older pages."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition
from ..theme import Theme
from . import listing
from .listing import ListPage, Place


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ListPage]]:
    for slug, group in edition.catalogue.categories.items():
        feed = (addresses.feed(f"{slug}/"), f"{group.name} – {edition.settings.site_name}")
        place = Place(f"{slug}/", group.name, words.site()["category"], section=slug, feed=feed)
        yield from listing.outputs(edition, theme.shells["listing"], place, group)
