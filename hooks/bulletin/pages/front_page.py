"""The front page, composed by rule: a lead story, the second rank, the latest, notices, the most read, and each
category.

Only a `pinned` article is placed by hand. A category with few articles becomes a short list beside others like it; a
rubric without articles is left out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..archive.catalogue import Catalogue
from ..articles.article import Article
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Cards, Headlines
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..machine import digest
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates
from .parts import json_ld
from .parts.card import Card, Line, card, line
from .parts.head import head
from .parts.most_read import most_read
from .parts.notices import notices

SHELLS = ("front",)

_SECOND_RANK, _LATEST, _BLOCK, _MOST_READ, _NOTICES = 4, 5, 4, 5, 5
_THIN = 3
"""The fewest articles for which a category has a block of its own."""
_NEWEST = 200
"""The number of newest articles among which the page chooses."""


class Blocks(NamedTuple):
    """Articles of categories with the categories' slugs, in the order of the menu. The page may show the picture of the
    first article of each.
    """

    blocks: tuple[tuple[str, Cards], ...]

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([slug.encode() + articles.digest for slug, articles in self.blocks]))


class FrontPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    changed: int | None
    """Seconds since 1970."""
    top: Cards
    """The lead story, then the second rank."""
    latest: Headlines
    blocks: Blocks
    thin_blocks: Blocks
    most_read: Headlines
    is_of_week: bool
    """Whether the most read are those of the last week that was counted."""
    notices: Headlines
    alerts: Alerts

    def render(self) -> bytes:
        settings = self.settings
        top = _cards(settings, self.top)
        website = json_ld.website(settings)
        return self.shell.fill(
            {
                "head": head(settings, "", settings.site_description, "", further_json_ld=(website,)),
                "section": "",
                "alerts": notices(settings, self.alerts),
                "title": settings.site_name,
                "changed": _in_words(self.changed),
                "lead_story": next(iter(top), None),
                "second_rank": top[1:],
                "latest": _lines(settings, self.latest),
                "blocks": _blocks(settings, self.blocks),
                "thin_blocks": _blocks(settings, self.thin_blocks),
                "most_read": _lines(settings, self.most_read),
                "is_of_week": self.is_of_week,
                "notices": _lines(settings, self.notices),
                "notices_url": settings.url(f"{settings.bulletin.notices}/"),
                "archive_url": settings.url(addresses.ARCHIVE),
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FrontPage]]:
    catalogue, notices_category = edition.catalogue, edition.settings.bulletin.notices
    newest = [article for article in catalogue.newest(_NEWEST) if not article.is_over]
    news = [article for article in newest if article.category != notices_category]
    top = _top(newest, news)
    on_top = {article.name for article in top}
    full_blocks, thin_blocks = _category_blocks(catalogue, on_top, notices_category)
    notices_group = catalogue.categories.get(notices_category or "")
    in_force = [article for article in reversed(notices_group.articles) if not article.is_over] if notices_group else []
    by_readers = most_read(catalogue.articles, edition.readership, _MOST_READ, _NEWEST)
    page = FrontPage(
        shell=theme.shells["front"],
        settings=edition.settings,
        changed=max((article.changed for article in newest), default=None),
        top=Cards(top),
        latest=Headlines([article for article in news if article.name not in on_top][:_LATEST]),
        blocks=full_blocks,
        thin_blocks=thin_blocks,
        most_read=by_readers.articles,
        is_of_week=by_readers.is_of_week,
        notices=Headlines(in_force[:_NOTICES]),
        alerts=edition.alerts,
    )
    yield addresses.output(""), page


def _top(newest: Sequence[Article], news: Sequence[Article]) -> list[Article]:
    """Returns the lead story and the second rank. The newest pinned article leads, or else the newest one with a
    picture among the first few, or else the newest one. The second rank are the newest of the rest. `news` are the
    articles of `newest` without the notices.
    """
    if not newest:
        return []
    pinned_article = next((article for article in newest if article.facts.pinned), None)
    pictured_article = next((article for article in newest[:_SECOND_RANK] if article.facts.thumbnail), None)
    lead_story = pinned_article or pictured_article or newest[0]
    other_news = [article for article in news if article is not lead_story]
    return [lead_story, *other_news[:_SECOND_RANK]]


def _category_blocks(catalogue: Catalogue, on_top: set[str], notices_category: str | None) -> tuple[Blocks, Blocks]:
    """Returns the categories with a block of their own, and those with few articles, both without the articles on
    top.
    """
    full_blocks: list[tuple[str, Cards]] = []
    thin_blocks: list[tuple[str, Cards]] = []
    for slug, group in catalogue.categories.items():
        newest = [
            article
            for article in reversed(group.articles[-_NEWEST:])
            if not article.is_over and article.name not in on_top
        ]
        if slug != notices_category and newest:
            (full_blocks if len(newest[:_BLOCK]) >= _THIN else thin_blocks).append((slug, _block(newest)))
    return Blocks(tuple(full_blocks)), Blocks(tuple(thin_blocks))


def _block(newest: Sequence[Article]) -> Cards:
    """Returns the newest articles of a category, the newest one with a picture first."""
    articles = newest[:_BLOCK]
    pictured_article = next((article for article in articles if article.facts.thumbnail), None)
    return Cards(
        [pictured_article, *[article for article in articles if article is not pictured_article]]
        if pictured_article
        else articles
    )


def _cards(settings: Settings, articles: Cards) -> list[Card]:
    return [card(settings, article) for article in articles]


def _lines(settings: Settings, articles: Headlines) -> list[Line]:
    return [line(settings, article) for article in articles]


def _blocks(settings: Settings, blocks: Blocks) -> list[dict[str, object]]:
    return [
        {"name": settings.categories[slug], "url": settings.url(f"{slug}/"), "cards": _cards(settings, articles)}
        for slug, articles in blocks.blocks
    ]


def _in_words(changed: int | None) -> dict[str, str] | None:
    if changed is None:
        return None
    moment = dates.moment(changed)
    return {"time": dates.iso(moment), "day": dates.weekday_and_day(moment), "clock": f"{dates.local(moment):%H:%M}"}
