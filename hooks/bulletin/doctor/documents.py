"""Documents that programs read from the site: feeds and sitemaps, as far as the doctor must understand them."""

from typing import NamedTuple

import msgspec
from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class UnreadableError(Exception):
    """A document is not what it should be."""


class Feed(NamedTuple):
    """The guids of a feed, as it lists them, and the program that it names."""

    guids: list[str]
    generator: str


class _Item(msgspec.Struct):
    id: str


class _JsonFeed(msgspec.Struct):
    version: str
    items: list[_Item]


def rss(content: bytes) -> Feed:
    root = _xml(content, "rss")
    guids = [(item.findtext("guid") or "").strip() for item in root.iterfind("channel/item")]
    return Feed(guids, root.findtext("channel/generator") or "")


def atom(content: bytes) -> Feed:
    root = _xml(content, f"{_ATOM}feed")
    guids = [(entry.findtext(f"{_ATOM}id") or "").strip() for entry in root.iterfind(f"{_ATOM}entry")]
    return Feed(guids, root.findtext(f"{_ATOM}generator") or "")


def json_feed(content: bytes) -> Feed:
    try:
        feed = msgspec.json.decode(content, type=_JsonFeed)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise UnreadableError from None
    if not feed.version.startswith("https://jsonfeed.org/"):
        raise UnreadableError
    return Feed([item.id for item in feed.items], "")


def sitemap(content: bytes, element: str) -> list[str]:
    """The addresses of a sitemap (`urlset`) or of an index of sitemaps (`sitemapindex`)."""
    root = _xml(content, f"{_SITEMAP}{element}")
    return [(place.text or "").strip() for place in root.iterfind(f"*/{_SITEMAP}loc")]


def _xml(content: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        raise UnreadableError from None
    if root is None or root.tag != name:
        raise UnreadableError
    return root
