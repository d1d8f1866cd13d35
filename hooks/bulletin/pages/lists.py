"""The lists of articles of each category, author and keyword, with the feeds of authors and keywords."""

from collections.abc import Iterator

from ..archive.names import Group
from ..edition.edition import Edition
from ..edition.inputs import Headlines
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..stylebook import addresses, words
from . import lead_feed, list_page
from .list_page import ListInfo, Rail
from .parts.most_read import most_read

SHELLS = ("listing",)

_MOST_READ, _READ_AMONG, _MONTHS = 5, 30, 6
"""The rail beside a category: the number of articles, the number of newest articles to choose from, and of months."""

Outputs = Iterator[tuple[str, Recipe]]


def outputs(edition: Edition, theme: Theme) -> Outputs:
    yield from _categories(edition, theme)
    yield from _authors(edition, theme)
    yield from _tags(edition, theme)


def _categories(edition: Edition, theme: Theme) -> Outputs:
    for slug, group in edition.catalogue.categories.items():
        feed = (addresses.feed(f"{slug}/"), f"{group.name} – {edition.settings.site_name}")
        info = ListInfo(f"{slug}/", group.name, words.site()["category"], section=slug, feed=feed)
        rail = _rail(edition, group) if group.articles else None
        yield from list_page.outputs(edition, theme.shells["listing"], info, group, rail)


def _rail(edition: Edition, group: Group) -> Rail:
    months = tuple(list(edition.catalogue.months)[: -_MONTHS - 1 : -1])
    return Rail(Headlines(most_read(group.articles, _MOST_READ, _READ_AMONG)), months)


def _authors(edition: Edition, theme: Theme) -> Outputs:
    for group in edition.catalogue.authors.values():
        author = edition.settings.author(group.name)
        address = addresses.author(group.slug)
        info = ListInfo(
            address,
            group.name,
            words.site()["author"],
            index=addresses.AUTHORS,
            feed=lead_feed.link(edition.settings, address, group),
            role=author.role if author else None,
            mail=author.mail if author else None,
        )
        yield from _list_with_feed(edition, theme, info, group)


def _tags(edition: Edition, theme: Theme) -> Outputs:
    for group in edition.catalogue.tags.values():
        address = addresses.tag(group.slug)
        feed = lead_feed.link(edition.settings, address, group)
        info = ListInfo(address, group.name, words.site()["tag"], index=addresses.TAGS, feed=feed)
        yield from _list_with_feed(edition, theme, info, group)


def _list_with_feed(edition: Edition, theme: Theme, info: ListInfo, group: Group) -> Outputs:
    yield from list_page.outputs(edition, theme.shells["listing"], info, group)
    yield from lead_feed.outputs(edition, info, group)
