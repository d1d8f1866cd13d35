"""Dates as editors write them, and as readers of the portal are used to seeing them."""

import re
from datetime import UTC, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")

_WEEKDAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")
_FULL_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})?\s*(AM|PM|SA|CH)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_EXAMPLE = "2020-06-25 09:11"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?")
EARLIEST, LATEST = 1976, 2199
"""Years. Before 13 June 1975 the south had another time; no article of a web portal is that old."""


class DateError(ValueError):
    """A date that an editor must correct. `code` names the problem, `suggestion` is a date to write instead."""

    def __init__(self, code: str, suggestion: str = _EXAMPLE):
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion


def parse(text: str) -> datetime:
    """The aware datetime of a date in front matter: `2020-06-25 09:11`, seconds and offset optional (ISO 8601).

    Without an offset the time is Vietnam's, whatever zone the machine is in. Raises DateError with the code
    `date-form`, `date-impossible` or `date-without-time`.
    """
    text = " ".join(text.split())
    if not _ISO.fullmatch(text):
        raise DateError("date-form", _guess(text))
    try:
        moment = datetime.fromisoformat(re.sub(r" (?=[+Z-])", "", text))
        if len(text) == 10:
            raise DateError("date-without-time", f"{text} 09:00")
        if not EARLIEST <= moment.year <= LATEST:
            raise DateError("date-impossible")
        return moment if moment.tzinfo else moment.replace(tzinfo=HOME)
    except DateError:
        raise
    except ValueError:
        raise DateError("date-impossible") from None


def parse_day(text: str) -> datetime:
    """The beginning in Vietnam of a day in front matter: `2027-01-01`. Raises DateError as `parse` does."""
    text = " ".join(text.split())
    try:
        return datetime.combine(datetime.strptime(text, "%Y-%m-%d").date(), time(), HOME)
    except ValueError:
        raise DateError("date-impossible" if _ISO.fullmatch(text) else "day-form", _guess(text)[:10]) from None


def _guess(text: str) -> str:
    """The date that an editor probably meant.

    Understands the Vietnamese order, missing digits, and times with SA/CH or AM/PM.
    """
    if match := _DAY_FIRST.search(text):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.search(text):
        year, month, day = map(int, match.groups())
    else:
        return _EXAMPLE
    clock = _CLOCK.search(text[: match.start()] + " " + text[match.end() :])
    hour, minute = (hour_of_day(int(clock[1]), clock[3]), int(clock[2] or 0)) if clock else (9, 0)
    try:
        return f"{datetime(year, month, day, hour, minute):%Y-%m-%d %H:%M}"
    except ValueError:
        return _EXAMPLE


def hour_of_day(hour: int, half: str | None) -> int:
    """The hour from 0 to 23. `half` is AM, PM, SA or CH, with or without points, or nothing."""
    half = (half or "").replace(".", "").upper()
    if half in ("PM", "CH") and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "SA") and hour == 12 else hour


def moment(seconds: int) -> datetime:
    """The moment that is `seconds` after the beginning of 1970, in Vietnam's time."""
    return datetime.fromtimestamp(seconds, HOME)


def utc(seconds: int) -> datetime:
    """The same moment in UTC, for formats that would otherwise need a description of the time zone."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(when: datetime) -> int:
    """The seconds from 1970 to a moment. Articles are ordered by them, in whatever zone they were dated."""
    return int(when.timestamp())


@lru_cache(maxsize=4096)
def in_words(moment: datetime) -> str:
    """The portal's own date line: `Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)`."""
    local = moment.astimezone(HOME)
    return f"{_WEEKDAYS[local.weekday()]}, ngày {local:%d/%m/%Y | %I:%M %p} (GMT +7)"


@lru_cache(maxsize=4096)
def line(moment: datetime, form: str) -> tuple[str, ...]:
    """The date line of an article, in groups that must not be broken.

    `form` is `portal` for the portal's own line, `paper` for `09:11, thứ Năm 25/06/2020`, or `english`.
    """
    if form == "english":
        return f"{_english(moment, 'EEEE, d MMMM y')},", _english(moment, "HH:mm '(GMT+7)'")
    if form == "portal":
        day, _, clock = in_words(moment).partition(" | ")
        return f"{day} |", clock
    local = moment.astimezone(HOME)
    return f"{local:%H:%M},", f"{_FULL_WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


def day_in_words(moment: datetime) -> str:
    """`Thứ 5, 25/06/2020`, for lists by day."""
    local = moment.astimezone(HOME)
    return f"{_WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"


def weekday_and_day(moment: datetime) -> str:
    """`Thứ Năm, 25/06/2020`, as a newspaper's dateline has it."""
    local = moment.astimezone(HOME)
    weekday = _FULL_WEEKDAYS[local.weekday()]
    return f"{weekday[:1].upper()}{weekday[1:]}, {local:%d/%m/%Y}"


@lru_cache(maxsize=4096)
def day(moment: datetime) -> str:
    """`25/06/2020`"""
    return f"{moment.astimezone(HOME):%d/%m/%Y}"


def minute(moment: datetime) -> str:
    """`21:00 ngày 25/06/2020`, for use within a sentence."""
    local = moment.astimezone(HOME)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def minute_in_english(moment: datetime) -> str:
    """`21:00 on 25 June 2020`"""
    return _english(moment, "HH:mm 'on' d MMMM y")


def day_in_english(moment: datetime) -> str:
    """`25 June 2020`"""
    return _english(moment, "d MMMM y")


def _english(moment: datetime, form: str) -> str:
    """A date in a form of Unicode's (https://unicode.org/reports/tr35/tr35-dates.html)."""
    from babel.dates import format_datetime  # imported here because few articles are in English

    return str(format_datetime(moment, form, HOME, locale="en"))


@lru_cache(maxsize=4096)
def iso(moment: datetime) -> str:
    """RFC 3339 with Vietnam's offset, for `<time datetime>`, JSON-LD and sitemaps."""
    return moment.astimezone(HOME).isoformat(timespec="seconds")


def local(moment: datetime) -> datetime:
    """The same moment in Vietnam's time, by which the archive counts years, months and days."""
    return moment.astimezone(HOME)
