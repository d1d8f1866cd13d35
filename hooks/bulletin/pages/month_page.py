"""Month pages: a calendar, and every article of the month, day by day."""

from collections.abc import Iterator
from itertools import groupby

from ..articles.extents import CardFacts
from ..edition.edition import Edition
from ..edition.inputs import Alerts, Cards
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from .parts import day_calendar
from .parts.card import card
from .parts.head import head
from .parts.notices import notices
from .parts.span import span

SHELLS = ("month",)


class MonthPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    month: str
    """`2020/06`"""
    articles: Cards
    older: str | None
    newer: str | None
    """The next month that has articles; `older` is the one before."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        year, number = _numbers(self.month)
        title = day_calendar.month_in_words(year, number)
        days = {day: list(cards) for day, cards in groupby(reversed(self.articles), lambda article: article.date.day)}
        archive_link, year_link = (texts["archive"], addresses.ARCHIVE), (str(year), addresses.year(year))
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    title,
                    texts["month_description"].format(title=title, site=settings.site_name),
                    f"{self.month}/",
                    trail=[archive_link, year_link, (title, f"{self.month}/")],
                ),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "year": {"name": str(year), "url": settings.url(addresses.year(year))},
                "count": len(self.articles),
                "span": span(self.articles[0].published, self.articles[-1].published),
                "calendar": day_calendar.weeks(
                    settings, year, number, {day: len(cards) for day, cards in days.items()}
                ),
                "calendar_title": title,
                "days": [_day(settings, day, cards) for day, cards in days.items()],
                "older": _neighbour(settings, self.older),
                "newer": _neighbour(settings, self.newer),
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, MonthPage]]:
    months = edition.catalogue.months
    names = [None, *months, None]
    for older, (month, group), newer in zip(names, months.items(), names[2:], strict=False):
        page = MonthPage(
            shell=theme.shells["month"],
            settings=edition.settings,
            month=month,
            articles=Cards(group.articles),
            older=older,
            newer=newer,
            alerts=edition.alerts_beside(month),
        )
        yield addresses.output(f"{month}/"), page


def _day(settings: Settings, day: int, articles: list[CardFacts]) -> dict[str, object]:
    date = articles[0].date
    return {
        "id": day_calendar.anchor(day),
        "date": dates.day_in_words(date),
        "time": f"{date:%Y-%m-%d}",
        "url": settings.url(addresses.day(date.year, date.month, day)),
        "cards": [card(settings, article) for article in articles],
    }


def _neighbour(settings: Settings, month: str | None) -> dict[str, str] | None:
    if month is None:
        return None
    return {"url": settings.url(f"{month}/"), "name": day_calendar.month_in_words(*_numbers(month))}


def _numbers(month: str) -> tuple[int, int]:
    year, _, number = month.partition("/")
    return int(year), int(number)
