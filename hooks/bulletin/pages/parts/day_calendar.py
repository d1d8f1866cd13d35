"""A calendar of a month: its weeks, with the number of articles on each day."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

from ...settings.settings import Settings
from ...stylebook import addresses, words

_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True)
class Day:
    """A day of the calendar. `label` tells screen readers the target of the day's link. A day without articles has
    neither.
    """

    number: int
    url: str | None
    label: str | None


def anchor(day: int) -> str:
    """Returns the id of a day's heading on the page of its month."""
    return f"ngay-{day}"


def weeks(settings: Settings, year: int, month: int, counts: Mapping[int, int]) -> list[list[Day | None]]:
    """Returns the weeks of a month, Monday to Sunday, with None before its first day and after its last. `counts` are
    the numbers of articles by day.
    """
    return [
        [_day(settings, year, month, day, counts.get(day, 0)) if day else None for day in week]
        for week in _WEEKS.monthdayscalendar(year, month)
    ]


def month_in_words(year: int, month: int) -> str:
    """`Tháng 6 năm 2020`"""
    return str(words.site()["month_of_year"].format(month=month, year=year))


def _day(settings: Settings, year: int, month: int, day: int, count: int) -> Day:
    if not count:
        return Day(day, None, None)
    return Day(
        day,
        settings.url(addresses.day(year, month, day)),
        words.site()["day_of_calendar"].format(day=day, month=month, count=count),
    )
