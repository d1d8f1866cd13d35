"""The formats of feeds: for each, the end of its address and the function that writes it."""

from collections.abc import Callable
from typing import NamedTuple

from ....settings.settings import Settings
from ....stylebook import addresses
from . import atom, json_feed, rss
from .channel import Channel


class Format(NamedTuple):
    """A format of feeds. `address` makes the feed's address from that of its list."""

    address: Callable[[str], str]
    document: Callable[[Settings, Channel], bytes]
    media_type: str


FORMATS = {
    "rss": Format(addresses.feed, rss.document, "application/rss+xml"),
    "atom": Format(addresses.atom_feed, atom.document, "application/atom+xml"),
    "json": Format(addresses.json_feed, json_feed.document, "application/feed+json"),
}
