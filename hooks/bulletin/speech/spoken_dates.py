"""Days, months and times of day as Vietnamese says them. Dates that no calendar has give None."""

import re

from .spoken_numbers import cardinal, month

_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CLOCK = re.compile(r"(\d+)[hg:](\d\d)?")


def day(date: str, with_word: bool = True) -> str | None:
    """25/6 → ngày hai mươi lăm tháng sáu; 25 → ngày hai mươi lăm. `with_word=False` leaves out «ngày»."""
    parts = [int(part) for part in re.split(r"[/.-]", date)]
    if parts[0] > 999:
        parts.reverse()
    if not (1 <= parts[0] <= 31) or (
        len(parts) > 1 and not (1 <= parts[1] <= 12 and parts[0] <= _DAYS_OF_MONTHS[parts[1] - 1])
    ):
        return None
    words = cardinal(parts[0]) if parts[0] > 10 else f"mùng {cardinal(parts[0])}"
    words = f"ngày {words}" if with_word else words
    if len(parts) > 1:
        words += f" tháng {month(parts[1])}"
    return words + (f" năm {cardinal(parts[2])}" if len(parts) > 2 else "")


def month_of_year(date: str, with_word: bool = True) -> str | None:
    """6/2020 → tháng sáu năm hai nghìn không trăm hai mươi. `with_word=False` leaves out «tháng»."""
    parts = [int(part) for part in re.split(r"[/.-]", date)]
    if not 1 <= parts[0] <= 12:
        return None
    words = f"tháng {month(parts[0])}" if with_word else month(parts[0])
    return words + (f" năm {cardinal(parts[1])}" if len(parts) > 1 else "")


def time(clock_time: str) -> str:
    """9h30 → chín giờ ba mươi phút."""
    match = _CLOCK.match(clock_time)
    assert match, "patterns.TIME lets nothing else through"
    minutes = int(match[2] or 0)
    return f"{cardinal(int(match[1]))} giờ" + (f" {cardinal(minutes)} phút" if minutes else "")
