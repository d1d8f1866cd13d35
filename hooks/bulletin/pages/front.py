"""The front page, composed by rule: a lead story, the second rank, the latest, notices, the most read, and each category.

Nothing on it is placed by hand but what is `pinned`. What there is little of takes little room: a category with few
articles is a short list among others like it, a rubric without articles is not there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .. import addresses, dates, digest
from ..article import Article
from ..edition import Alerts, Cards, Edition, Headlines
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import alert, json_ld
from .card import Card, card
from .head import head
from .most_read import most_read

_SECOND_RANK, _LATEST, _BLOCK, _MOST_READ, _NOTICES = 4, 5, 4, 5, 5
_THIN = 3
"""With fewer articles a category has no block of its own."""
_NEWEST = 200
"""Among so many of the newest articles the page finds what it shows."""
NOTICES = "thong-bao"


class Blocks(NamedTuple):
    """Articles of some categories with the categories' slugs, in the order of the menu. The first one of each may have its picture shown."""

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
    notices: Headlines
    alerts: Alerts

    def render(self) -> bytes:
        settings = self.settings
        changed = dates.moment(self.changed) if self.changed is not None else None
        top = _cards(settings, self.top)
        return self.shell.fill(
            {
                "head": head(settings, "", settings.site_description, "", json_ld=(json_ld.website(settings),)),
                "section": "",
                "alerts": alert.notices(settings, self.alerts),
                "title": settings.site_name,
                "changed": {"time": dates.iso(changed), "day": dates.weekday_and_day(changed), "clock": f"{dates.local(changed):%H:%M}"} if changed else None,
                "lead_story": next(iter(top), None),
                "second_rank": top[1:],
                "latest": _cards(settings, self.latest),
                "blocks": _blocks(settings, self.blocks),
                "thin_blocks": _blocks(settings, self.thin_blocks),
                "most_read": _cards(settings, self.most_read),
                "notices": _cards(settings, self.notices),
                "notices_url": settings.url(f"{NOTICES}/"),
                "archive_url": settings.url(addresses.ARCHIVE),
            }
        )


def _cards(settings: Settings, articles: Iterable[Article]) -> list[Card]:
    return [card(settings, article) for article in articles]


def _blocks(settings: Settings, blocks: Blocks) -> list[dict[str, object]]:
    return [{"name": settings.categories[slug], "url": settings.url(f"{slug}/"), "cards": _cards(settings, articles)} for slug, articles in blocks.blocks]


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FrontPage]]:
    catalogue = edition.catalogue
    newest = catalogue.newest(_NEWEST)
    top = _top(newest)
    on_top = {article.name for article in top}
    latest = [article for article in newest if article.name not in on_top and article.category != NOTICES]
    full: list[tuple[str, Cards]] = []
    thin: list[tuple[str, Cards]] = []
    for slug, group in catalogue.categories.items():
        articles = _block([article for article in group.articles[: -_BLOCK - len(top) - 1 : -1] if article.name not in on_top])
        if slug != NOTICES and articles:
            (full if len(articles) >= _THIN else thin).append((slug, articles))
    notices = catalogue.categories.get(NOTICES)
    yield (
        addresses.output(""),
        FrontPage(
            shell=theme.shells["front"],
            settings=edition.settings,
            changed=max((article.changed for article in newest), default=None),
            top=Cards(top),
            latest=Headlines(latest[:_LATEST]),
            blocks=Blocks(tuple(full)),
            thin_blocks=Blocks(tuple(thin)),
            most_read=Headlines(most_read(catalogue.articles, _MOST_READ, _NEWEST)),
            notices=Headlines(notices.articles[: -_NOTICES - 1 : -1] if notices else ()),
            alerts=edition.alerts,
        ),
    )


def _top(newest: Sequence[Article]) -> list[Article]:
    """The newest pinned article leads, else the newest with a picture; then the newest of the rest."""
    if not newest:
        return []
    pinned = next((article for article in newest if article.facts.pinned), None)
    pictured = next((article for article in newest[:_SECOND_RANK] if article.facts.thumbnail), None)
    first = pinned or pictured or newest[0]
    rest = [article for article in newest if article is not first and article.category != NOTICES]
    return [first, *rest[:_SECOND_RANK]]


def _block(newest: Sequence[Article]) -> Cards:
    """The newest articles of a category. One with a picture comes first, if there is any."""
    shown = newest[:_BLOCK]
    pictured = next((article for article in shown if article.facts.thumbnail), None)
    return Cards([pictured, *[article for article in shown if article is not pictured]] if pictured else shown)
