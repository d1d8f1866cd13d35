"""Dates as portals write them: day, clock, weekday and zone in any order, with any marks between them."""

import re
from datetime import datetime
from typing import NamedTuple

from ..stylebook import dates
from .vocabulary import PortalWords

_DAY = (
    r"(?P<year1>\d{4})\s?[-/.]\s?(?P<month1>\d{1,2})\s?[-/.]\s?(?P<day1>\d{1,2})(?!\d)(?:T(?=\d))?",
    r"(?P<day2>\d{1,2})\s?[-/.]\s?(?P<month2>\d{1,2})\s?[-/.]\s?(?P<year2>\d{4}|\d{2})(?!\d|[:hg])",
    r"(?P<day3>\d{1,2})\s*(?:(?:tháng|th)\s*(?=\d|{months})|(?={months}))(?P<month3>{months}|\d{1,2})"
    r"\s*(?:,|/|-|năm)?\s*(?:năm\s*)?(?P<year3>\d{4})(?!\d)",
    r"(?P<month4>{months})\s+(?P<day4>\d{1,2})\s*,?\s*(?P<year4>\d{4})(?!\d)",
)
_CLOCK = (
    r"(?P<hour>\d{1,2})\s?(?:giờ|:(?=\s?\d{2})|[hg](?![^\W\d_]))"
    r"(?:\s?(?P<minute>\d{2})(?!\d)(?:\s?[:.]\s?\d{2}(?:\.\d+)?(?!\d))?\s?(?:phút(?!\w)|p(?!\w)|['’′])?)?"
    r"\s*(?P<half>(?:[AP]\.?M\.?|SA|CH|sáng|chiều|tối|trưa)(?!\w))?"
)
_ZONE = r"[(\[]?\s*(?:(?:{zones})\s*)?(?:[+]\s*0?7(?::?00)?(?!\d))?\s*[)\]]?"
_BETWEEN = r"[\s,:|;·•()'\u2013\u2014/-]+"
_HALVES = {"sáng": "SA", "chiều": "CH", "tối": "CH", "trưa": "CH"}


class PortalDate(NamedTuple):
    """A date of a portal. `moment` is None if no calendar has it; `weekday_fits` says whether the weekday beside it, if
    any, is right.
    """

    moment: datetime | None
    weekday_fits: bool
    has_clock: bool


class DateReader:
    """Finds and reads dates in lines of a copied page."""

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
        """The date that begins at `start` in a line, and where it ends. A date needs a day; everything else may be
        missing.
        """
        day = clock = weekday = None
        position = end = start
        while position < len(line):
            if not day and (day := self._day(line, position)):
                position = end = day.end()
            elif not clock and (clock := self._clock.match(line, position)):
                position = end = clock.end()
            elif weekday is None and (match := self._weekday(line, position)):
                weekday, position = match
                end = position
            elif (zone := self._zone.match(line, position)) and re.search(r"\w", zone[0]):
                position = end = zone.end()
            elif between := self._between.match(line, position):
                position = between.end()
            else:
                break
        return (self._read(day, clock, weekday), end) if day else None

    def _day(self, line: str, position: int) -> re.Match[str] | None:
        return next((match for day in self._days if (match := day.match(line, position))), None)

    def _weekday(self, line: str, position: int) -> tuple[int, int] | None:
        return next(
            (
                (number, match.end())
                for number, weekday in enumerate(self._weekdays)
                if (match := weekday.match(line, position))
            ),
            None,
        )

    def _read(self, day: re.Match[str], clock: re.Match[str] | None, weekday: int | None) -> PortalDate:
        fields = {name[:-1]: value for name, value in day.groupdict().items() if value}
        month = int(fields["month"]) if fields["month"].isdigit() else self._month(fields["month"])
        year = int(fields["year"]) + (2000 if len(fields["year"]) == 2 else 0)
        hour, minute = (int(clock["hour"]), int(clock["minute"] or 0)) if clock else (0, 0)
        half = ((clock and clock["half"]) or "").lower()
        try:
            moment = datetime(
                year,
                month,
                int(fields["day"]),
                dates.hour_of_day(hour, _HALVES.get(half, half)),
                minute,
                tzinfo=dates.HOME,
            )
        except ValueError:
            return PortalDate(None, True, bool(clock))
        if not dates.EARLIEST <= year <= dates.LATEST:
            return PortalDate(None, True, bool(clock))
        return PortalDate(moment, weekday in (None, moment.weekday()), bool(clock))

    def _month(self, name: str) -> int:
        return next(number for number, month in enumerate(self._months, 1) if month.fullmatch(name))
