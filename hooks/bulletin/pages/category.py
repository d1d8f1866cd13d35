"""Category pages: `/thoi-su/` and its older pages."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Edition, Headlines
from ..names import Group
from ..theme import Theme
from . import listing
from .listing import ListPage, Place, Rail
from .most_read import most_read

_MOST_READ, _READ_AMONG, _MONTHS = 5, 30, 6


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ListPage]]:
    for slug, group in edition.catalogue.categories.items():
        feed = (addresses.feed(f"{slug}/"), f"{group.name} – {edition.settings.site_name}")
        place = Place(f"{slug}/", group.name, words.site()["category"], section=slug, feed=feed)
        yield from listing.outputs(edition, theme.shells["listing"], place, group, _rail(edition, group) if group.articles else None)


def _rail(edition: Edition, group: Group) -> Rail:
    return Rail(Headlines(most_read(group.articles, _MOST_READ, _READ_AMONG)), tuple(list(edition.catalogue.months)[: -_MONTHS - 1 : -1]))
