"""Year pages: the titles of a year with few articles, or else its calendars, in which each day links to its
articles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from ..articles.article import Article
from ..articles.extents import Headline
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Headlines, Times
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from .parts import day_calendar
from .parts.card import line
from .parts.head import head
from .parts.notices import notices
from .parts.span import span

SHELLS = ("year",)

_FEW = 60
"""The most titles that make a readable page."""


class YearPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    year: int
    articles: Times | Headlines
    """Oldest first; with their titles if there are few."""
    older: int | None
    newer: int | None
    """The next year that has articles; `older` is the one before."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        title, address = _title(self.year), addresses.year(self.year)
        titles = list(self.articles) if isinstance(self.articles, Headlines) else []
        times = (
            [article.published for article in titles]
            if titles
            else [time for time in self.articles if isinstance(time, int)]
        )
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    title,
                    texts["month_description"].format(title=title, site=settings.site_name),
                    address,
                    trail=[(texts["archive"], addresses.ARCHIVE), (title, address)],
                ),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "count": len(times),
                "span": span(times[0], times[-1]),
                "months": _months(settings, self.year, times, titles),
                "archive_url": settings.url(addresses.ARCHIVE),
                "older": _neighbour(settings, self.older),
                "newer": _neighbour(settings, self.newer),
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, YearPage]]:
    articles_by_year: dict[int, list[Article]] = defaultdict(list)
    for month, group in edition.catalogue.months.items():
        articles_by_year[int(month[:4])] += group.articles
    years = [None, *articles_by_year, None]
    for older, (year, articles), newer in zip(years, articles_by_year.items(), years[2:], strict=False):
        page = YearPage(
            shell=theme.shells["year"],
            settings=edition.settings,
            year=year,
            articles=Headlines(articles) if len(articles) <= _FEW else Times(articles),
            older=older,
            newer=newer,
            alerts=edition.alerts_beside(articles[-1].month),
        )
        yield addresses.output(addresses.year(year)), page


def _months(settings: Settings, year: int, times: list[int], titles: list[Headline]) -> list[dict[str, Any]]:
    """Returns the months that have articles, each with the titles of its articles, or else with its calendar."""
    days: dict[int, Counter[int]] = defaultdict(Counter)
    for time in times:
        date = dates.moment(time)
        days[date.month][date.day] += 1
    headlines: dict[int, list[Headline]] = defaultdict(list)
    for title in titles:
        headlines[title.date.month].append(title)
    return [
        {
            "title": f"{words.site()['month']} {month}",
            "name": day_calendar.month_in_words(year, month),
            "count": counts.total(),
            "url": settings.url(addresses.month(year, month)),
            "titles": [line(settings, title) for title in headlines[month]],
            "calendar": None if titles else day_calendar.weeks(settings, year, month, counts),
        }
        for month, counts in days.items()
    ]


def _neighbour(settings: Settings, year: int | None) -> dict[str, str] | None:
    return {"url": settings.url(addresses.year(year)), "name": _title(year)} if year else None


def _title(year: int) -> str:
    return str(words.site()["year"].format(year=year))
