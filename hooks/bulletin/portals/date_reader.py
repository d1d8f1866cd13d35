"""Dates as portals write them: day, clock, weekday and zone in any order, with any signs between."""

import re
from datetime import datetime
from typing import NamedTuple

from ..stylebook import dates
from .vocabulary import PortalWords

_DAY = (
    r"(?P<year1>\d{4})\s?[-/.]\s?(?P<month1>\d{1,2})\s?[-/.]\s?(?P<day1>\d{1,2})(?!\d)(?:T(?=\d))?",
    r"(?P<day2>\d{1,2})\s?[-/.]\s?(?P<month2>\d{1,2})\s?[-/.]\s?(?P<year2>\d{4}|\d{2})(?!\d|[:hg])",
    r"(?P<day3>\d{1,2})\s*(?:(?:tháng|th)\s*(?=\d|{months})|(?={months}))(?P<month3>{months}|\d{1,2})\s*(?:,|/|-|năm)?\s*(?:năm\s*)?(?P<year3>\d{4})(?!\d)",
    r"(?P<month4>{months})\s+(?P<day4>\d{1,2})\s*,?\s*(?P<year4>\d{4})(?!\d)",
)
_CLOCK = r"(?P<hour>\d{1,2})\s?(?:giờ|:(?=\s?\d{2})|[hg](?![^\W\d_]))(?:\s?(?P<minute>\d{2})(?!\d)(?:\s?[:.]\s?\d{2}(?:\.\d+)?(?!\d))?\s?(?:phút(?!\w)|p(?!\w)|['’′])?)?\s*(?P<half>(?:[AP]\.?M\.?|SA|CH|sáng|chiều|tối|trưa)(?!\w))?"
_ZONE = r"[(\[]?\s*(?:(?:{zones})\s*)?(?:[+]\s*0?7(?::?00)?(?!\d))?\s*[)\]]?"
_BETWEEN = r"[\s,:|;·•()'\u2013\u2014/-]+"
_HALVES = {"sáng": "SA", "chiều": "CH", "tối": "CH", "trưa": "CH"}


class PortalDate(NamedTuple):
    """What a date says: its moment, None for one that no calendar has; and whether the weekday beside it is the right
    one.
    """

    moment: datetime | None
    weekday_fits: bool
    has_clock: bool


class DateReader:
    def __init__(self, words: PortalWords):
        months = words.rows("months")
        some_month = f"(?:{'|'.join(sorted(months, key=len, reverse=True))})"
        self._months = [re.compile(month, re.IGNORECASE) for month in months]
        self._weekdays = [re.compile(rf"[(\[]?{weekday}[)\]]?", re.IGNORECASE) for weekday in words.rows("weekdays")]
        self._days = [re.compile(day.replace("{months}", some_month), re.IGNORECASE) for day in _DAY]
        self._clock = re.compile(_CLOCK, re.IGNORECASE)
        self._zone = re.compile(_ZONE.replace("{zones}", words.any_of("zones")), re.IGNORECASE)
        self._between = re.compile(f"(?:{_BETWEEN}|{words.any_of('between')})+", re.IGNORECASE)

    def match(self, line: str, start: int) -> tuple[PortalDate, int] | None:
        """The date at a place of a line, and where it ends. A day is what makes a date; all else may be missing."""
        day = clock = weekday = None
        place = end = start
        while place < len(line):
            if not day and (day := self._day(line, place)):
                place = end = day.end()
            elif not clock and (clock := self._clock.match(line, place)):
                place = end = clock.end()
            elif weekday is None and (found := self._weekday(line, place)):
                weekday, place = found
                end = place
            elif (zone := self._zone.match(line, place)) and re.search(r"\w", zone[0]):
                place = end = zone.end()
            elif between := self._between.match(line, place):
                place = between.end()
            else:
                break
        return (self._read(day, clock, weekday), end) if day else None

    def _day(self, line: str, place: int) -> re.Match[str] | None:
        return next((found for day in self._days if (found := day.match(line, place))), None)

    def _weekday(self, line: str, place: int) -> tuple[int, int] | None:
        return next(
            (
                (number, found.end())
                for number, weekday in enumerate(self._weekdays)
                if (found := weekday.match(line, place))
            ),
            None,
        )

    def _read(self, day: re.Match[str], clock: re.Match[str] | None, weekday: int | None) -> PortalDate:
        number = {name[:-1]: value for name, value in day.groupdict().items() if value}
        month = int(number["month"]) if number["month"].isdigit() else self._month(number["month"])
        year = int(number["year"]) + (2000 if len(number["year"]) == 2 else 0)
        hour, minute = (int(clock["hour"]), int(clock["minute"] or 0)) if clock else (0, 0)
        half = ((clock and clock["half"]) or "").lower()
        try:
            moment = datetime(
                year,
                month,
                int(number["day"]),
                dates.hour_of_day(hour, _HALVES.get(half, half)),
                minute,
                tzinfo=dates.HOME,
            )
        except ValueError:
            return PortalDate(None, True, bool(clock))
        if not dates.EARLIEST <= year <= dates.LATEST:
            return PortalDate(None, True, bool(clock))
        return PortalDate(moment, weekday in (None, moment.weekday()), bool(clock))

    def _month(self, written: str) -> int:
        return next(number for number, month in enumerate(self._months, 1) if month.fullmatch(written))
