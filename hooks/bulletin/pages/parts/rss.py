"""The common part of all RSS 2.0 feeds: the channel, and the fields of an entry that need no text.

The fields follow the RSS 2.0 specification and the RSS Advisory Board's best practices profile: `dc:creator` for
people, since RSS's own `author` requires an e-mail address, and `atom:link rel="self"`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from ...articles.extents import Headline
from ...machine import version
from ...settings.settings import Settings
from ...stylebook import addresses, dates, words

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator


def channel(settings: Settings, address: str, title: str, description: str, changed: int | None) -> "FeedGenerator":
    """Makes a feed without entries for the list at `address`. `changed` is the time of the newest change in seconds
    since 1970.
    """
    # Imported here because feedgen and its XML library take long to load, and a build that changes no feed needs
    # neither.
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.title(title)
    generator.description(description)
    generator.language("vi")
    generator.generator(words.sentence("software", number=version.NUMBER))
    # feedgen prints the last link added as the channel's own, so the feed's address has to come first.
    generator.link(href=settings.full_url(addresses.feed(address)), rel="self", type="application/rss+xml")
    generator.link(href=settings.full_url(address), rel="alternate")
    generator.lastBuildDate(datetime(2000, 1, 1, tzinfo=dates.HOME) if changed is None else dates.moment(changed))
    return generator


def add_entry(
    generator: "FeedGenerator", settings: Settings, article: Headline, tags: Iterable[str], authors: Iterable[str]
) -> "FeedEntry":
    """Appends the entry of an article, with all fields that need no text."""
    url = settings.full_url(article.address)
    entry = generator.add_entry(order="append")
    entry.title(article.title)
    entry.link(href=url)
    entry.guid(url, permalink=True)
    for term in dict.fromkeys((settings.categories[article.category], *tags)):
        entry.category(term=term)
    entry.published(article.date)
    for author in authors:
        entry.dc.dc_creator(author)
    return entry
