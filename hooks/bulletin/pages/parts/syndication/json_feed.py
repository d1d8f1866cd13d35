"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from ....settings.settings import Settings
from ....stylebook import addresses, dates
from .channel import Channel, Entry


def document(settings: Settings, channel: Channel) -> bytes:
    """Returns a channel as JSON."""
    hub = settings.bulletin.hub
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": settings.full_url(channel.address),
        "feed_url": settings.full_url(addresses.json_feed(channel.address)),
        "description": channel.description,
        "icon": settings.full_url("assets/icon-512.png"),
        "favicon": settings.full_url("assets/icon-192.png"),
        "authors": [{"name": settings.bulletin.publisher, "url": settings.full_url("")}],
        "language": channel.language,
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        "items": [_item(entry) for entry in channel.entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "date_published": dates.iso(entry.published),
        "date_modified": dates.iso(entry.updated),
        "summary": entry.summary,
    }
    item |= {"content_html": entry.content} if entry.content else {"content_text": entry.summary}
    if entry.source and "://" in entry.source:
        item["external_url"] = entry.source
    if entry.categories:
        item["tags"] = list(entry.categories)
    if entry.creators:
        item["authors"] = [{"name": name} for name in entry.creators]
    if entry.enclosure:
        item["image"] = entry.enclosure.url
    return item
