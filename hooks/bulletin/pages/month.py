"""Month pages: a calendar, and every article of the month, day by day."""

from collections.abc import Iterator
from itertools import groupby

from .. import addresses, dates, words
from ..article import Article
from ..edition import Alerts, Cards, Edition
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import day_calendar, json_ld
from .alert import notices
from .card import card
from .head import head
from .listing import span


class MonthPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    month: str
    """`2020/06`"""
    articles: Cards
    older: str | None
    newer: str | None
    """The months before and after it that have articles."""
    alerts: Alerts

    def render(self) -> bytes:
        settings = self.settings
        year, number = _numbers(self.month)
        title = day_calendar.month_in_words(year, number)
        days = {day: list(found) for day, found in groupby(reversed(self.articles), lambda article: article.date.day)}
        return self.shell.fill(
            {
                "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), f"{self.month}/", json_ld=(json_ld.breadcrumbs(settings, [(words.site()["archive"], addresses.ARCHIVE), (str(year), addresses.year(year)), (title, f"{self.month}/")]),)),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "year": {"name": str(year), "url": settings.url(addresses.year(year))},
                "count": len(self.articles),
                "span": span(self.articles[0].published, self.articles),
                "calendar": day_calendar.weeks(settings, year, number, {day: len(found) for day, found in days.items()}),
                "calendar_title": title,
                "days": [_day(settings, day, found) for day, found in days.items()],
                "older": _neighbour(settings, self.older),
                "newer": _neighbour(settings, self.newer),
            }
        )


def _day(settings: Settings, day: int, articles: list[Article]) -> dict[str, object]:
    date = articles[0].date
    return {"id": day_calendar.anchor(day), "date": dates.day_in_words(date), "time": f"{date:%Y-%m-%d}", "url": settings.url(addresses.day(date.year, date.month, day)), "cards": [card(settings, article) for article in articles]}


def _neighbour(settings: Settings, month: str | None) -> dict[str, str] | None:
    return {"url": settings.url(f"{month}/"), "name": day_calendar.month_in_words(*_numbers(month))} if month else None


def _numbers(month: str) -> tuple[int, int]:
    year, _, number = month.partition("/")
    return int(year), int(number)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, MonthPage]]:
    months = edition.catalogue.months
    names = [None, *months, None]
    for older, (month, group), newer in zip(names, months.items(), names[2:], strict=False):
        yield addresses.output(f"{month}/"), MonthPage(theme.shells["month"], edition.settings, month, Cards(group.articles), older, newer, edition.alerts_beside(month))
