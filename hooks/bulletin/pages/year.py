"""Year pages: the titles of a year with few articles, else its calendars, in which each day leads to its articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from .. import addresses, digest, words
from ..article import Article
from ..edition import Alerts, Edition, Headlines
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import day_calendar, json_ld
from .alert import notices
from .card import line
from .head import head
from .listing import span

_FEW = 60
"""So many titles still are a page that one reads."""

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
    articles: Times | Headlines
    """With their titles, if there are few."""
    older: int | None
    newer: int | None
    """The years before and after it that have articles."""
    alerts: Alerts

    def render(self) -> bytes:
        settings = self.settings
        title = _title(self.year)
        months: dict[int, list[Article]] = defaultdict(list)
        for article in self.articles:
            months[article.date.month].append(article)
        return self.shell.fill(
            {
                "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), addresses.year(self.year), json_ld=(json_ld.breadcrumbs(settings, [(words.site()["archive"], addresses.ARCHIVE), (title, addresses.year(self.year))]),)),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "count": len(self.articles),
                "span": span(self.articles[0].published, self.articles),
                "months": [_month(settings, self.year, month, found, has_titles=isinstance(self.articles, Headlines)) for month, found in months.items()],
                "archive_url": settings.url(addresses.ARCHIVE),
                "older": _neighbour(settings, self.older),
                "newer": _neighbour(settings, self.newer),
            }
        )


def _month(settings: Settings, year: int, month: int, articles: list[Article], has_titles: bool) -> dict[str, Any]:
    """A month with its titles or its calendar. Those without articles are not on the page."""
    return {
        "title": f"{words.site()['month']} {month}",
        "name": day_calendar.month_in_words(year, month),
        "count": len(articles),
        "url": settings.url(addresses.month(year, month)),
        "titles": [line(settings, article) for article in articles] if has_titles else [],
        "calendar": None if has_titles else day_calendar.weeks(settings, year, month, Counter(article.date.day for article in articles)),
    }


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
        yield addresses.output(addresses.year(year)), YearPage(theme.shells["year"], edition.settings, year, Headlines(found) if len(found) <= _FEW else Times(found), older, newer, edition.alerts_beside(found[-1].month))


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
