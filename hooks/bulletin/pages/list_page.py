"""Lists in pages that don't move: numbered from the oldest, so a full page stays what it is.

The list's own address shows the newest articles, between one and two pages full; `trang/1/` holds the first twenty
ever. A new article changes the list's own page, and, when twenty have gathered, adds one numbered page, to which the
full page before it then leads on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..archive.names import Group
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Cards, Headlines
from ..edition.shells import Shell
from ..machine import digest
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts import day_calendar
from .parts.card import card, line
from .parts.head import head
from .parts.notices import notices
from .parts.span import span

PAGE_LENGTH = 20


@dataclass(frozen=True)
class ListInfo:
    """What a list says of itself: its address, its title, what it is (`kicker`), the list of such lists (`index`), the
    feed it has, and of an author what the settings say.
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
    """What stands beside the newest articles of a category: its most read ones, and the last months (`2020/06`) of the
    bulletin, newest first.
    """

    most_read: Headlines
    months: tuple[str, ...]

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.most_read.digest, self.months)


class ListPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    info: ListInfo
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
        settings, info, texts = self.settings, self.info, words.site()
        title = info.title if self.number is None else f"{info.title} – {texts['page']} {self.number}"
        address = info.address if self.number is None else addresses.older_page(info.address, self.number)
        covered = span(self.first, self.articles[-1].published) if self.articles else ""
        above = [(info.kicker, info.index)] if info.index else []
        numbered = [(title, address)] if self.number else []
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    title,
                    f"{info.kicker}: {info.title}. {covered}".strip(),
                    address,
                    feed=info.feed,
                    trail=[*above, (info.title, info.address), *numbered],
                ),
                "section": info.section,
                "alerts": notices(settings, self.alerts),
                "kicker": info.kicker,
                "index_url": settings.url(info.index) if info.index else None,
                "role": info.role,
                "mail": info.mail,
                "title": info.title,
                "namesakes": [],
                "number": self.number,
                "url": settings.url(info.address),
                "count": self.count,
                "span": covered,
                "cards": [card(settings, article) for article in reversed(self.articles)],
                "older": None if self.older is None else settings.url(self.older),
                "newer": None if self.newer is None else settings.url(self.newer),
                "feed_url": settings.url(info.feed[0]) if info.feed else None,
                "rail": self.rail and _shown(settings, self.rail),
            }
        )


def _shown(settings: Settings, rail: Rail) -> dict[str, object]:
    return {
        "most_read": [line(settings, article) for article in rail.most_read],
        "months": [
            {"name": day_calendar.month_in_words(int(name[:4]), int(name[5:])), "url": settings.url(f"{name}/")}
            for name in rail.months
        ],
    }


def full_pages(count: int) -> int:
    """How many numbered pages a list of `count` articles has. The newest page keeps at least PAGE_LENGTH."""
    return max(0, count // PAGE_LENGTH - 1)


def outputs(
    edition: Edition, shell: Shell, info: ListInfo, group: Group, rail: Rail | None = None
) -> Iterator[tuple[str, ListPage]]:
    """The list's own page, which has the `rail`, and its numbered pages."""
    articles, count = group.articles, len(group.articles)
    numbered = full_pages(count)
    older_pages = [addresses.older_page(info.address, number) for number in range(1, numbered + 1)]
    pages = [info.address, *older_pages]
    yield (
        addresses.output(info.address),
        ListPage(
            shell=shell,
            settings=edition.settings,
            info=info,
            articles=Cards(articles[numbered * PAGE_LENGTH :]),
            first=articles[0].published if articles else 0,
            number=None,
            count=count,
            older=pages[numbered] if numbered else None,
            newer=None,
            # Of authors and keywords there are more, the larger the archive.
            alerts=edition.alerts if info.section else Alerts(),
            rail=rail,
        ),
    )
    for number in range(1, numbered + 1):
        here = articles[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
        yield (
            addresses.output(pages[number]),
            ListPage(
                shell=shell,
                settings=edition.settings,
                info=info,
                articles=Cards(here),
                first=here[0].published,
                number=number,
                count=len(here),
                older=pages[number - 1] if number > 1 else None,
                newer=pages[number + 1] if number < numbered else info.address,
                alerts=Alerts(),
                rail=None,
            ),
        )
