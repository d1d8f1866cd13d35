"""Lists in pages that don't move: numbered from the oldest, so a full page stays what it is.

The list's own address shows the newest articles, between one and two pages full; `trang/1/` holds the first
twenty ever. A new article changes the list's own page, and, when twenty have gathered, adds one numbered page,
to which the full page before it then leads on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .. import addresses, dates, digest, words
from ..article import Article
from ..edition import Alerts, Cards, Edition, Headlines
from ..names import Group
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from . import day_calendar, json_ld
from .alert import notices
from .card import card, line
from .head import head

PAGE_LENGTH = 20


@dataclass(frozen=True)
class Place:
    """Where a list stands: its address, its title, what it is (`kicker`), the list of such lists, the feed it has, and of an author what
    the settings say.
    """

    address: str
    title: str
    kicker: str
    section: str | None = None
    feed: tuple[str, str] | None = None
    index: str | None = None
    role: str | None = None
    mail: str | None = None

    @cached_property
    def digest(self) -> bytes:
        return digest.of_values(self)


class Rail(NamedTuple):
    """What stands beside the newest articles of a category: its most read ones, and the last months (`2020/06`) of the bulletin, newest first."""

    most_read: Headlines
    months: tuple[str, ...]

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.most_read.digest, self.months)


class ListPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    place: Place
    articles: Cards
    """Oldest first."""
    first: int
    """When the list begins, or this page of it, in seconds since 1970."""
    number: int | None
    """None for the list's own page."""
    count: int
    """How many articles the whole list has; on a numbered page, how many that has."""
    older: str | None
    newer: str | None
    """Addresses of the neighbouring pages."""
    alerts: Alerts
    rail: Rail | None

    def render(self) -> bytes:
        settings, place, texts = self.settings, self.place, words.site()
        title = place.title if self.number is None else f"{place.title} – {texts['page']} {self.number}"
        address = place.address if self.number is None else addresses.older_page(place.address, self.number)
        covered = span(self.first, self.articles)
        trail = [*([(place.kicker, place.index)] if place.index else []), (place.title, place.address), *([(title, address)] if self.number else [])]
        rail = self.rail
        return self.shell.fill(
            {
                "head": head(settings, title, f"{place.kicker}: {place.title}. {covered}".strip(), address, feed=place.feed, json_ld=(json_ld.breadcrumbs(settings, trail),)),
                "section": place.section,
                "alerts": notices(settings, self.alerts),
                "kicker": place.kicker,
                "index_url": settings.url(place.index) if place.index else None,
                "role": place.role,
                "mail": place.mail,
                "title": place.title,
                "namesakes": [],
                "number": self.number,
                "url": settings.url(place.address),
                "count": self.count,
                "span": covered,
                "cards": [card(settings, article) for article in reversed(self.articles)],
                "older": None if self.older is None else settings.url(self.older),
                "newer": None if self.newer is None else settings.url(self.newer),
                "feed_url": settings.url(place.feed[0]) if place.feed else None,
                "rail": rail and {
                    "most_read": [line(settings, article) for article in rail.most_read],
                    "months": [{"name": day_calendar.month_in_words(int(name[:4]), int(name[5:])), "url": settings.url(f"{name}/")} for name in rail.months],
                },
            }
        )


def full_pages(count: int) -> int:
    """How many numbered pages a list of `count` articles has. The newest page keeps at least PAGE_LENGTH."""
    return max(0, count // PAGE_LENGTH - 1)


def outputs(edition: Edition, shell: Shell, place: Place, group: Group, rail: Rail | None = None) -> Iterator[tuple[str, ListPage]]:
    """The list's own page, which has the `rail`, and its numbered pages."""
    articles, count = group.articles, len(group.articles)
    numbered = full_pages(count)
    pages = [place.address, *[addresses.older_page(place.address, number) for number in range(1, numbered + 1)]]
    newest = Cards(articles[numbered * PAGE_LENGTH :])
    first = articles[0].published if articles else 0
    alerts = edition.alerts if place.section else Alerts()  # of authors and keywords there are more, the larger the archive
    yield addresses.output(place.address), ListPage(shell, edition.settings, place, newest, first, None, count, pages[numbered] if numbered else None, None, alerts, rail)
    for number in range(1, numbered + 1):
        here = Cards(articles[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH])
        older = pages[number - 1] if number > 1 else None
        newer = pages[number + 1] if number < numbered else place.address
        yield addresses.output(pages[number]), ListPage(shell, edition.settings, place, here, here[0].published, number, len(here), older, newer, Alerts(), None)


def span(first: int, articles: Sequence[Article]) -> str:
    """From when to when, in days."""
    if not articles:
        return ""
    begin, end = dates.day(dates.moment(first)), dates.day(articles[-1].date)
    return begin if begin == end else f"{begin} – {end}"
