"""Feeds of keywords and authors: the newest articles with their leads.

Their number grows with the archive, so they must cost next to nothing: their input is the same as that of the list
beside them, and they fetch no text. The feeds of the bulletin and of its categories have whole texts.
"""

from collections.abc import Iterator, Sequence

from ..archive.names import Group
from ..edition.edition import Edition
from ..edition.inputs import Summaries
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .list_page import ListInfo
from .parts.syndication.channel import Channel
from .parts.syndication.formats import FORMATS
from .parts.syndication.lead_entry import lead_entry

FEWEST_ARTICLES = 5
"""The fewest articles for which a name has a feed."""
_LENGTH = 20


class LeadFeed(Recipe, frozen=True, gc=False):
    settings: Settings
    format: str
    """A key of `FORMATS`."""
    info: ListInfo
    articles: Summaries
    """Oldest first."""

    def render(self) -> bytes:
        settings, info = self.settings, self.info
        texts = words.site()
        description = texts["lead_feed_description"].format(kind=info.kicker, name=info.title, site=settings.site_name)
        entries = [lead_entry(settings, article) for article in reversed(self.articles)]
        channel = Channel(info.address, _title(settings, info.title), description, entries)
        return FORMATS[self.format].document(settings, channel)


def link(settings: Settings, address: str, group: Group) -> tuple[str, str] | None:
    """Returns address and title of a list's feed, or None if it has none."""
    return (addresses.feed(address), _title(settings, group.name)) if len(group.articles) >= FEWEST_ARTICLES else None


def outputs(settings: Settings, info: ListInfo, group: Group) -> Iterator[tuple[str, LeadFeed]]:
    if info.feed:
        yield from _feeds(settings, info, Summaries(group.articles[-_LENGTH:]))


def shared_outputs(
    edition: Edition, address: str, title: str, kicker: str, groups: Sequence[Group]
) -> Iterator[tuple[str, LeadFeed]]:
    """Keeps the feed at an address that no longer belongs to a single name, so that its subscribers keep their news. It
    contains the articles of all names that it may have belonged to.
    """
    if any(len(group.articles) >= FEWEST_ARTICLES for group in groups):
        articles = {article.address: article for group in groups for article in group.articles[-_LENGTH:]}
        newest = sorted(articles.values(), key=lambda article: (article.published, article.address))[-_LENGTH:]
        yield from _feeds(edition.settings, ListInfo(address, title, kicker), Summaries(newest))


def _feeds(settings: Settings, info: ListInfo, articles: Summaries) -> Iterator[tuple[str, LeadFeed]]:
    for name, form in FORMATS.items():
        yield form.address(info.address), LeadFeed(settings, name, info, articles)


def _title(settings: Settings, name: str) -> str:
    return f"{name} – {settings.site_name}"
