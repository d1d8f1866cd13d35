"""A channel: a feed of the site, whatever its format is, and its entries."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ....stylebook import dates


class Enclosure(NamedTuple):
    """A picture that comes with an entry. `length` is in bytes."""

    url: str
    length: int
    media_type: str


class Warning(NamedTuple):
    """An emergency notice: its end and the area that it is for."""

    until: datetime
    area: str


class Entry(NamedTuple):
    """One article in a feed. URLs are full; `summary` is plain text, `content` is HTML or empty."""

    guid: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str
    content: str = ""
    categories: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    source: str | None = None
    """The URL of the original, or the name of its publisher."""
    warning: Warning | None = None
    enclosure: Enclosure | None = None


class Channel(NamedTuple):
    """A feed. `address` is that of the list that it belongs to."""

    address: str
    title: str
    description: str
    entries: Sequence[Entry]
    language: str = "vi"
    archive: str | None = None
    """The address of the archive before this document (RFC 5005)."""
    archive_of: str | None = None
    """The address of the document itself, if it is such an archive."""

    @property
    def updated(self) -> datetime:
        """The time of the newest change."""
        return max((entry.updated for entry in self.entries), default=datetime(2000, 1, 1, tzinfo=dates.HOME))
