"""Extents: how much of an article a page may read.

Each page reads an article in one extent, which is a struct: Headline, CardFacts, TextFacts or PageFacts, and FeedFacts
for feeds. The digest of an extent is the digest of its struct. So everything that a page can read is in the digest that
decides whether the page is made again.
"""

from datetime import datetime

import msgspec

from ..stylebook import dates
from .event import Event, LiveUpdate
from .facts import Alert, Thumbnail
from .life import Life


class Headline(msgspec.Struct, frozen=True, gc=False):
    """Everything that a line of a list may show of an article. `published` is in seconds since 1970."""

    address: str
    published: int
    category: str
    title: str
    marks: tuple[str, ...]
    """What lists say of the article's life: marks of `life.py`."""
    id: str | None
    """What feeds know the article by."""

    @property
    def date(self) -> datetime:
        return dates.moment(self.published)

    @property
    def month(self) -> str:
        """`2020/06`"""
        return self.address[:7]


class CardFacts(Headline, frozen=True, gc=False):
    """Everything that an entry with lead and picture may show."""

    lead: str
    author: tuple[str, ...]
    tags: tuple[str, ...]
    thumbnail: Thumbnail | None


class TextFacts(Headline, frozen=True, gc=False):
    """Everything that the print view may show besides the fragment. `updated` is in seconds since 1970."""

    lead: str
    updated: int | None
    author: tuple[str, ...]
    thumbnail: Thumbnail | None
    charts: int
    fragment: bytes
    life: Life
    lang: str

    @property
    def changed(self) -> int:
        return self.updated or self.published


class PageFacts(TextFacts, frozen=True, gc=False):
    """Everything that the article's own page may show besides the fragment and the number of views."""

    tags: tuple[str, ...]
    series: str | None
    event: Event | None
    updates: tuple[LiveUpdate, ...]


class FeedFacts(PageFacts, frozen=True, gc=False):
    """Everything that a feed may print besides the fragment."""

    alert: Alert | None
