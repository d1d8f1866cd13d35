"""Lists in stable pages: they are numbered from the oldest, so a full page never changes.

The list's own address shows the newest articles, one to two pages of them; `trang/1/` has the first twenty ever. A new
article changes the list's own page. When twenty more have gathered, it also adds a numbered page, and the full page
before it gets a link to that page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..archive.names import Group
from ..edition.inputs import Alerts, Cards
from ..edition.shells import Shell
from ..machine import digest
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts import day_calendar
from .parts.card import card, line
from .parts.head import head
from .parts.most_read import MostRead
from .parts.notices import notices
from .parts.span import span

PAGE_LENGTH = 20


@dataclass(frozen=True)
class ListInfo:
    """The description of a list: its address, title, kind (`kicker`), feed (address and title) and `index`, the address
    of the list of such lists. `role` and `mail` of an author, and what a series is `about`, come from the settings.
    """

    address: str
    title: str
    kicker: str
    section: str | None = None
    feed: tuple[str, str] | None = None
    index: str | None = None
    role: str | None = None
    mail: str | None = None
    about: str | None = None

    @cached_property
    def digest(self) -> bytes:
        return digest.of_values(self)


class Rail(NamedTuple):
    """The column beside the newest articles of a category: its most read articles, and the last months (`2020/06`) of
    the bulletin, newest first.
    """

    most_read: MostRead
    months: tuple[str, ...]

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.most_read.articles.digest, self.most_read.is_of_week, self.months)


class ListPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    info: ListInfo
    articles: Cards
    """Oldest first."""
    first: int
    """The time of the oldest article of the list, or of a numbered page, in seconds since 1970."""
    number: int | None
    """None for the list's own page."""
    count: int
    """The number of articles in the whole list, or on a numbered page."""
    older: str | None
    newer: str | None
    """Addresses of the neighbouring pages."""
    alerts: Alerts
    rail: Rail | None

    def render(self) -> bytes:
        settings, info, texts = self.settings, self.info, words.site()
        title = info.title if self.number is None else f"{info.title} – {texts['page']} {self.number}"
        address = info.address if self.number is None else addresses.older_page(info.address, self.number)
        period = span(self.first, self.articles[-1].published) if self.articles else ""
        parents = [(info.kicker, info.index)] if info.index else []
        page_link = [(title, address)] if self.number else []
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    title,
                    f"{info.kicker}: {info.title}. {period}".strip(),
                    address,
                    feed=info.feed,
                    trail=[*parents, (info.title, info.address), *page_link],
                ),
                "section": info.section,
                "alerts": notices(settings, self.alerts),
                "kicker": info.kicker,
                "index_url": settings.url(info.index) if info.index else None,
                "role": info.role,
                "mail": info.mail,
                "about": info.about,
                "title": info.title,
                "namesakes": [],
                "number": self.number,
                "url": settings.url(info.address),
                "count": self.count,
                "span": period,
                "cards": [card(settings, article) for article in reversed(self.articles)],
                "older": None if self.older is None else settings.url(self.older),
                "newer": None if self.newer is None else settings.url(self.newer),
                "feed_url": settings.url(info.feed[0]) if info.feed else None,
                "rail": self.rail and _rail_values(settings, self.rail),
            }
        )


def _rail_values(settings: Settings, rail: Rail) -> dict[str, object]:
    return {
        "most_read": [line(settings, article) for article in rail.most_read.articles],
        "is_of_week": rail.most_read.is_of_week,
        "months": [
            {"name": day_calendar.month_in_words(int(name[:4]), int(name[5:])), "url": settings.url(f"{name}/")}
            for name in rail.months
        ],
    }


def full_pages(count: int) -> int:
    """Returns the number of numbered pages of a list of `count` articles. The newest page keeps at least
    PAGE_LENGTH.
    """
    return max(0, count // PAGE_LENGTH - 1)


def outputs(
    settings: Settings, shell: Shell, info: ListInfo, group: Group, alerts: Alerts, rail: Rail | None
) -> Iterator[tuple[str, ListPage]]:
    """Yields the list's own page, with the `alerts` and the `rail`, and its numbered pages."""
    articles, count = group.articles, len(group.articles)
    numbered = full_pages(count)
    older_pages = [addresses.older_page(info.address, number) for number in range(1, numbered + 1)]
    pages = [info.address, *older_pages]
    yield (
        addresses.output(info.address),
        ListPage(
            shell=shell,
            settings=settings,
            info=info,
            articles=Cards(articles[numbered * PAGE_LENGTH :]),
            first=articles[0].published if articles else 0,
            number=None,
            count=count,
            older=pages[numbered] if numbered else None,
            newer=None,
            alerts=alerts,
            rail=rail,
        ),
    )
    for number in range(1, numbered + 1):
        page_articles = articles[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
        yield (
            addresses.output(pages[number]),
            ListPage(
                shell=shell,
                settings=settings,
                info=info,
                articles=Cards(page_articles),
                first=page_articles[0].published,
                number=number,
                count=len(page_articles),
                older=pages[number - 1] if number > 1 else None,
                newer=pages[number + 1] if number < numbered else info.address,
                alerts=Alerts(),
                rail=None,
            ),
        )
