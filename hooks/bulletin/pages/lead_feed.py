"""RSS 2.0 feeds of keywords and authors: the newest articles with their leads.

There are the more of them, the larger the archive, so they must cost next to nothing: their input is what the list beside them
prints, and no text is fetched for them. Who wants whole texts has the feeds of the bulletin and of its categories.
"""

import html
from collections.abc import Iterator, Sequence

from .. import addresses, words
from ..edition import Cards, Edition
from ..names import Group
from ..recipe import Recipe
from ..settings import Settings
from . import feed
from .listing import Place

FROM = 5
"""With fewer articles a name has no feed."""
_LENGTH = 20


class LeadFeed(Recipe, frozen=True, gc=False):
    settings: Settings
    place: Place
    articles: Cards
    """Oldest first."""

    def render(self) -> bytes:
        settings, place = self.settings, self.place
        title, newest = _title(settings, place.title), self.articles[-1].published
        description = words.site()["lead_feed_description"].format(kind=place.kicker, name=place.title, site=settings.site_name)
        channel = feed.channel(settings, place.address, title, description, newest)
        for article in reversed(self.articles):
            facts = article.facts
            entry = feed.add_entry(channel, settings, article, facts.author)
            entry.description(html.escape(facts.lead or facts.title, quote=False))
        return bytes(channel.rss_str(pretty=True))


def link(settings: Settings, address: str, group: Group) -> tuple[str, str] | None:
    """Address and title of the feed of a list, if it has one."""
    return (addresses.feed(address), _title(settings, group.name)) if len(group.articles) >= FROM else None


def outputs(edition: Edition, place: Place, group: Group) -> Iterator[tuple[str, LeadFeed]]:
    if place.feed:
        yield place.feed[0], LeadFeed(edition.settings, place, Cards(group.articles[-_LENGTH:]))


def kept(edition: Edition, address: str, title: str, kicker: str, groups: Sequence[Group]) -> Iterator[tuple[str, LeadFeed]]:
    """The feed at an address that belongs to no single name any longer, with the articles of all that it may have belonged to: its subscribers stay."""
    if any(len(group.articles) >= FROM for group in groups):
        articles = {article.address: article for group in groups for article in group.articles[-_LENGTH:]}
        newest = sorted(articles.values(), key=lambda article: (article.published, article.address))[-_LENGTH:]
        yield addresses.feed(address), LeadFeed(edition.settings, Place(address, title, kicker), Cards(newest))


def _title(settings: Settings, name: str) -> str:
    return f"{name} – {settings.site_name}"
