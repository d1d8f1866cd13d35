"""Year pages: twelve calendars, in which each day leads to its articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from .. import addresses, digest, words
from ..article import Article
from ..edition import Alerts, Edition
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import day_calendar
from .alert import notices
from .head import head
from .listing import span

Year = tuple[int, tuple[int, ...]]
"""A year, and how many articles each of its twelve months has."""


class Times(tuple[Article, ...]):
    """Articles of which a page tells no more than when they were published. Oldest first."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([article.published for article in self])


class YearPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    year: int
    articles: Times
    older: int | None
    newer: int | None
    """The years before and after it that have articles."""
    alerts: Alerts

    def render(self) -> bytes:
        settings = self.settings
        title = _title(self.year)
        counts: dict[int, Counter[int]] = defaultdict(Counter)
        for date in map(attrgetter("date"), self.articles):
            counts[date.month][date.day] += 1
        return self.shell.fill(
            {
                "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), addresses.year(self.year)),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "count": len(self.articles),
                "span": span(self.articles[0].published, self.articles),
                "months": [_month(settings, self.year, month, counts[month]) for month in range(1, 13)],
                "archive_url": settings.url("luu-tru/"),
                "older": _neighbour(settings, self.older),
                "newer": _neighbour(settings, self.newer),
            }
        )


def _month(settings: Settings, year: int, month: int, counts: Counter[int]) -> dict[str, Any]:
    """A month without articles has neither link nor calendar."""
    url = settings.url(addresses.month(year, month)) if counts else None
    calendar = day_calendar.weeks(settings, year, month, counts) if counts else None
    return {"title": words.site()["month_of_year"].format(month=month, year=year), "count": counts.total(), "url": url, "calendar": calendar}


def _neighbour(settings: Settings, year: int | None) -> dict[str, str] | None:
    return {"url": settings.url(addresses.year(year)), "name": _title(year)} if year else None


def _title(year: int) -> str:
    return words.site()["year"].format(year=year)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, YearPage]]:
    articles: dict[int, list[Article]] = defaultdict(list)
    for month, group in edition.catalogue.months.items():
        articles[int(month[:4])] += group.articles
    names = [None, *articles, None]
    for older, (year, found), newer in zip(names, articles.items(), names[2:], strict=False):
        yield addresses.output(addresses.year(year)), YearPage(theme.shells["year"], edition.settings, year, Times(found), older, newer, edition.alerts_beside(found[-1].month))


def years(edition: Edition) -> tuple[Year, ...]:
    """All years of the archive, newest first."""
    months = edition.catalogue.months
    counts = {key: len(group.articles) for key, group in months.items()}
    found = sorted({int(key[:4]) for key in months}, reverse=True)
    return tuple((year, tuple(counts.get(f"{year:04}/{month:02}", 0) for month in range(1, 13))) for year in found)


def in_words(settings: Settings, year: Year) -> dict[str, Any]:
    """A year as templates print it; months without articles have no link."""
    number, counts = year
    return {
        "name": str(number),
        "url": settings.url(addresses.year(number)),
        "count": sum(counts),
        "months": [
            {"number": month, "count": count, "url": settings.url(addresses.month(number, month)) if count else None} for month, count in enumerate(counts, 1)
        ],
    }
