"""RSS 2.0, by the specification and the RSS Advisory Board's best practices profile.

People stand in `dc:creator`, since RSS's own `author` requires an e-mail address, the text in `content:encoded`, and
the source of a reprint in `dc:source`, since RSS's own `source` names another feed.
"""

import html
from typing import TYPE_CHECKING

from ....machine import version
from ....settings.settings import Settings
from ....stylebook import addresses, words
from . import stylesheet
from .channel import Channel, Entry
from .feed_terms import Terms

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_LOGO, _LOGO_SIDE = "assets/icon-192.png", "144"
"""RSS 2.0 allows a channel's image 144 pixels of width at most."""


def document(settings: Settings, channel: Channel) -> bytes:
    """Returns a channel as RSS. `lastBuildDate` is the newest change of its entries, so the same posts give the same
    bytes.
    """
    # Imported here because feedgen and its XML library take long to load, and a build that changes no feed needs
    # neither.
    from feedgen.feed import FeedGenerator

    bulletin = settings.bulletin
    generator = FeedGenerator()
    generator.load_extension("dc")
    if any(entry.warning for entry in channel.entries):
        generator.register_extension("terms", Terms, Terms, atom=False)
    generator.title(channel.title)
    generator.description(channel.description)
    generator.language(channel.language)
    generator.copyright(bulletin.publisher)
    generator.managingEditor(f"{bulletin.email} ({bulletin.editor_in_chief})")
    generator.generator(words.sentence("software", number=version.NUMBER))
    # feedgen prints the last link added as the channel's own, so the feed's address has to come first.
    if bulletin.hub:
        generator.link(href=bulletin.hub, rel="hub")
    generator.link(href=settings.full_url(addresses.feed(channel.address)), rel="self", type="application/rss+xml")
    home = settings.full_url(channel.address)
    generator.link(href=home, rel="alternate")
    generator.image(settings.full_url(_LOGO), channel.title, home, _LOGO_SIDE, _LOGO_SIDE)
    generator.lastBuildDate(channel.updated)
    for entry in channel.entries:
        _add(generator, entry)
    return stylesheet.linked(settings, bytes(generator.rss_str(pretty=True)))


def _add(generator: "FeedGenerator", entry: Entry) -> None:
    added = generator.add_entry(order="append")
    added.title(entry.title)
    added.link(href=entry.url)
    added.guid(entry.guid, permalink=entry.guid == entry.url)
    for term in entry.categories:
        added.category(term=term)
    added.published(entry.published)
    for creator in entry.creators:
        added.dc.dc_creator(creator)
    added.description(html.escape(entry.summary, quote=False))  # feed readers parse it as HTML
    if entry.content:
        added.content(entry.content.replace("]]>", "]]&gt;"), type="CDATA")
    if entry.source:
        added.dc.dc_source(entry.source)
    if entry.warning:
        added.terms.begins, added.terms.ends, added.terms.area = entry.published, *entry.warning
    if entry.enclosure:
        added.enclosure(entry.enclosure.url, str(entry.enclosure.length), entry.enclosure.media_type)
