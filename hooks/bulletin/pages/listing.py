"""Lists in pages that don't move: numbered from the oldest, so a full page stays what it is.

The list's own address shows the newest articles, between one and two pages full; `trang/1/` holds the first
twenty ever. A new article changes the list's own page, and, when twenty have gathered, adds one numbered page,
to which the full page before it then leads on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import addresses, dates, words
from ..article import Article
from ..catalogue import Group
from ..edition import Edition
from ..recipe import Recipe
from ..shells import Shell, fill
from .card import card
from .head import head

PAGE_LENGTH = 20


@dataclass(frozen=True)
class Place:
    """Where a list stands: its address, its title, what it is (`kicker`), and the feed it has, if any."""

    address: str
    title: str
    kicker: str
    section: str | None = None
    feed: tuple[str, str] | None = None


def full_pages(count: int) -> int:
    """How many numbered pages a list of `count` articles has. The newest page keeps at least PAGE_LENGTH."""
    return max(0, count // PAGE_LENGTH - 1)


def outputs(edition: Edition, shell: Shell, kind: str, place: Place, group: Group) -> Iterator[tuple[str, Recipe]]:
    """The list's own page and its numbered pages."""
    numbered = full_pages(len(group.articles))
    for number in [None, *range(1, numbered + 1)]:
        yield _page(edition, shell, kind, place, group, number, numbered)


def _page(edition: Edition, shell: Shell, kind: str, place: Place, group: Group, number: int | None, numbered: int) -> tuple[str, Recipe]:
    settings, texts = edition.settings, words.site()
    start = numbered * PAGE_LENGTH if number is None else (number - 1) * PAGE_LENGTH
    articles = group.articles[start:] if number is None else group.articles[start : start + PAGE_LENGTH]
    older_number = numbered if number is None else number - 1
    newer = None
    if number is not None:
        newer = settings.url(addresses.older_page(place.address, number + 1) if number < numbered else place.address)
    title = place.title if number is None else f"{place.title} – {texts['page']} {number}"
    address = place.address if number is None else addresses.older_page(place.address, number)
    span = _span(group.articles if number is None else articles)
    values = {
        "head": head(settings, title, f"{place.kicker}: {place.title}. {span}".strip(), address, feed=place.feed),
        "section": place.section,
        "kicker": place.kicker,
        "title": place.title,
        "number": number,
        "url": settings.url(place.address),
        "count": len(group.articles) if number is None else None,
        "span": span,
        "cards": [card(edition, article) for article in reversed(articles)],
        "older": settings.url(addresses.older_page(place.address, older_number)) if older_number else None,
        "newer": newer,
        "feed_url": settings.url(place.feed[0]) if place.feed else None,
    }
    return addresses.output(address), Recipe(kind, fill, (shell, values))


def _span(articles: Sequence[Article]) -> str:
    """From when to when, in days."""
    if not articles:
        return ""
    first, last = dates.day(articles[0].front.date), dates.day(articles[-1].front.date)
    return first if first == last else f"{first} – {last}"
