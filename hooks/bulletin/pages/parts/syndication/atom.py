"""Atom (RFC 4287), with archives (RFC 5005)."""

import html
from typing import Any

from ....machine import version
from ....settings.settings import Settings
from ....stylebook import addresses, words
from . import stylesheet
from .channel import Channel

_HISTORY = "http://purl.org/syndication/history/1.0"


def document(settings: Settings, channel: Channel) -> bytes:
    """Returns a channel as Atom."""
    # Imported here because most builds change no feed.
    from feedgenerator import Atom1Feed, Enclosure

    class Feed(Atom1Feed):  # type: ignore[misc]
        """Adds what the library leaves out: several authors, the generator, and the links between archives."""

        def root_attributes(self) -> dict[str, str]:
            attributes: dict[str, str] = super().root_attributes()
            return {**attributes, "xmlns:fh": _HISTORY} if channel.archive_of else attributes

        def latest_post_date(self) -> Any:
            return channel.updated

        def add_root_elements(self, handler: Any) -> None:
            super().add_root_elements(handler)
            handler.addQuickElement("generator", words.sentence("software", number=version.NUMBER))
            handler.addQuickElement("icon", settings.full_url("assets/icon-192.png"))
            if settings.bulletin.hub and not channel.archive_of:
                handler.addQuickElement("link", "", {"rel": "hub", "href": settings.bulletin.hub})
            if channel.archive_of:
                handler.addQuickElement("fh:archive", "")
                current = settings.full_url(addresses.atom_feed(channel.address))
                handler.addQuickElement("link", "", {"rel": "current", "href": current})
            if channel.archive:
                older = settings.full_url(channel.archive)
                handler.addQuickElement("link", "", {"rel": "prev-archive", "href": older})

        def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
            super().add_item_elements(handler, item)
            for name in item["creators"]:
                handler.startElement("author", {})
                handler.addQuickElement("name", name)
                handler.endElement("author")

    own = settings.full_url(channel.archive_of or addresses.atom_feed(channel.address))
    feed = Feed(
        title=channel.title,
        link=settings.full_url(channel.address),
        description=channel.description,
        language=channel.language,
        author_name=settings.bulletin.publisher,
        author_email=settings.bulletin.email,
        feed_url=own,
        feed_guid=own,
        feed_copyright=settings.bulletin.publisher,
    )
    for entry in channel.entries:
        enclosure = entry.enclosure
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=html.escape(entry.summary, quote=False),
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.guid,
            categories=entry.categories,
            content=entry.content or None,
            enclosures=[Enclosure(enclosure.url, str(enclosure.length), enclosure.media_type)] if enclosure else [],
            creators=entry.creators,
        )
    return stylesheet.linked(settings, str(feed.writeString("utf-8")).encode() + b"\n")
