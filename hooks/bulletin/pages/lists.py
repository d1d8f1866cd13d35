"""The lists of articles of each category, series, author and keyword, with the feeds of all but categories.

Most of the pages that belong to no month are theirs, and a piece of news changes only a few lists. So each list is a
section of the site.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ..archive.names import Group
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Summaries
from ..edition.theme import Theme
from ..machine import digest
from ..press.recipe import Recipe
from ..press.section import Section
from ..stylebook import addresses, words
from . import lead_feed, list_page
from .list_page import ListInfo, Rail
from .parts.most_read import most_read

SHELLS = ("listing",)

_MOST_READ, _READ_AMONG, _MONTHS = 5, 30, 6
"""The rail beside a category: the number of articles, the number of newest articles to choose from, and of months."""


class _List(NamedTuple):
    """A list with everything that its pages print. Only categories have a rail and alerts: the number of other lists
    grows with the archive. Only they have no feed with leads.
    """

    info: ListInfo
    group: Group
    rail: Rail | None = None
    alerts: Alerts = Alerts()
    has_lead_feed: bool = False

    @property
    def digest(self) -> bytes:
        rail = self.rail and self.rail.digest
        return digest.of_values(self.info.digest, Summaries(self.group.articles).digest, rail, self.alerts.digest)


def sections(edition: Edition, theme: Theme) -> Iterator[Section]:
    look = digest.of_values(theme.shells["listing"].digest, edition.settings.digest)
    for listing in (*_categories(edition), *_series(edition), *_authors(edition), *_tags(edition)):
        yield Section(
            listing.info.address.rstrip("/"),
            digest.of(look + listing.digest),
            partial(_outputs, edition, theme, listing),
        )


def _outputs(edition: Edition, theme: Theme, listing: _List) -> Iterator[tuple[str, Recipe]]:
    info, group = listing.info, listing.group
    yield from list_page.outputs(edition.settings, theme.shells["listing"], info, group, listing.alerts, listing.rail)
    if listing.has_lead_feed:
        yield from lead_feed.outputs(edition.settings, info, group)


def _categories(edition: Edition) -> Iterator[_List]:
    for slug, group in edition.catalogue.categories.items():
        feed = (addresses.feed(f"{slug}/"), f"{group.name} – {edition.settings.site_name}")
        info = ListInfo(f"{slug}/", group.name, words.site()["category"], section=slug, feed=feed)
        rail = _rail(edition, group) if group.articles else None
        yield _List(info, group, rail, edition.alerts)


def _series(edition: Edition) -> Iterator[_List]:
    for series in edition.settings.bulletin.series:
        group, address = edition.catalogue.series[series.slug], addresses.series(series.slug)
        feed = (addresses.feed(address), f"{series.name} – {edition.settings.site_name}")
        info = ListInfo(
            address,
            series.name,
            words.site()["series"]["kicker"],
            index=addresses.SERIES,
            feed=feed,
            about=series.description,
        )
        yield _List(info, group, has_lead_feed=True)


def _rail(edition: Edition, group: Group) -> Rail:
    months = tuple(list(edition.catalogue.months)[: -_MONTHS - 1 : -1])
    return Rail(most_read(group.articles, edition.readership, _MOST_READ, _READ_AMONG), months)


def _authors(edition: Edition) -> Iterator[_List]:
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
        yield _List(info, group, has_lead_feed=True)


def _tags(edition: Edition) -> Iterator[_List]:
    for group in edition.catalogue.tags.values():
        address = addresses.tag(group.slug)
        feed = lead_feed.link(edition.settings, address, group)
        info = ListInfo(address, group.name, words.site()["tag"], index=addresses.TAGS, feed=feed)
        yield _List(info, group, has_lead_feed=True)
