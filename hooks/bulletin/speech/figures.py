"""How numbers are said: phone numbers, dates, shares, months, times and amounts with their units."""

import re
from collections.abc import Mapping

from . import patterns, spoken_dates, spoken_numbers
from .lexicon import any_of
from .saying import Saying, follows, saying_of, word_before
from .spoken_numbers import cardinal, digit_by_digit, ordinal


class Figures:
    """Says figures. `saying` calls the method for the kind of match; None leaves the match as it is written."""

    def __init__(self, units: Mapping[str, str], per: Mapping[str, str]):
        self._units, self._per = units, {**units, **per}
        self._figures = re.compile(
            patterns.FIGURES.replace("UNITS", any_of(self._units)).replace("PER", any_of(self._per)), re.VERBOSE
        )
        self._plain_number = re.compile(
            patterns.PLAIN_NUMBER.replace("UNITS", any_of(self._units)), re.VERBOSE | re.IGNORECASE
        )
        self._per_pattern = re.compile(rf"(?:/{any_of(self._per)}(?!\w))+")

    def is_plain_number(self, line: str, start: int) -> bool:
        """Whether a small number begins at a position of a line that is said as a number whatever else the line says.
        Most numbers are such, and to find it out takes a fraction of the time of `saying`.
        """
        return self._plain_number.match(line, start) is not None

    def match(self, line: str, start: int) -> re.Match[str] | None:
        """Finds the figure that begins at a position of a line."""
        return self._figures.match(line, start)

    def saying(self, match: re.Match[str]) -> Saying | None:
        kind = next(kind for kind in patterns.KINDS if match[kind] is not None)
        said: Saying | None = getattr(self, kind)(match)
        return said

    def phone(self, match: re.Match[str]) -> Saying:
        number = match["phone"]
        return saying_of(match, ("cộng " if number[0] == "+" else "") + digit_by_digit(number))

    def date(self, match: re.Match[str]) -> Saying | None:
        word, since, date = word_before(match), match["since"], match["date"]
        if not since and date.count("/") == 1 and "." not in date:
            share = self.share(match)
            if share:
                return share
        last_day = spoken_dates.day(date, with_word="/" in (since or "") or (not since and word not in patterns.DAYS))
        if last_day is None:
            return None
        first_day = spoken_dates.day(since, with_word=word not in patterns.DAYS) if since else None
        if since and first_day is None:
            return None
        words = f"{first_day} đến {last_day}" if first_day else last_day
        return saying_of(match, words.removeprefix(f"{word} "), word if word in patterns.DAYS else "")

    def share(self, match: re.Match[str]) -> Saying | None:
        """2/3 số hộ → hai phần ba; 15/18 xã → mười lăm trên mười tám. None for a day."""
        fraction = (match["date"] or match["share"]).replace(":", "/").replace(".", "")
        numerator, denominator = (int(number) for number in fraction.split("/"))
        word = word_before(match)
        shared_noun, counted_noun = (
            patterns.SHARED.match(match.string, match.end()),
            patterns.COUNTED.match(match.string, match.end()),
        )
        if word in patterns.HOUSES:
            return saying_of(match, f"{cardinal(numerator)} trên {cardinal(denominator)}", word)
        if fraction == "24/7" and word not in patterns.DAYS | patterns.PARTS_OF_DAY:
            return saying_of(match, "hai mươi tư trên bảy", word)
        noun = shared_noun or counted_noun
        if (
            numerator < denominator <= 10
            and numerator < 10
            and (shared_noun or (word in patterns.ABOUT and not counted_noun))
        ):
            return saying_of(
                match,
                f"{cardinal(numerator)} phần {spoken_numbers.month(denominator)}",
                "" if noun else word,
                noun.end() - noun.start() if noun else 0,
            )
        if (word not in patterns.DAYS | patterns.PARTS_OF_DAY and (noun or word in patterns.ABOUT)) or spoken_dates.day(
            fraction
        ) is None:
            return saying_of(
                match,
                f"{cardinal(numerator)} trên {cardinal(denominator)}",
                "" if noun else word,
                noun.end() - noun.start() if noun else 0,
            )
        return None

    def month(self, match: re.Match[str]) -> Saying | None:
        word, since = word_before(match), match["since_month"]
        if word in patterns.PERIODS and not since:
            period, year = (int(part) for part in re.split("[-/]", match["month"]))
            return saying_of(match, f"{cardinal(period)} năm {cardinal(year)}", word)
        is_named = word in ("tháng", "số")
        last_month = spoken_dates.month_of_year(match["month"], with_word=bool(since) or not is_named)
        first_month = spoken_dates.month_of_year(since, with_word=not is_named) if since else None
        if last_month is None or (since and first_month is None):
            return None
        return saying_of(
            match, f"{first_month} đến {last_month}" if first_month else last_month, word if is_named else ""
        )

    def time(self, match: re.Match[str]) -> Saying:
        words = spoken_dates.time(match["time"])
        return saying_of(match, f"{words} đến {spoken_dates.time(match['until'])}" if match["until"] else words)

    def number(self, match: re.Match[str]) -> Saying:
        """Says a number, or two with the joint between them, and the unit."""
        first_number, last_number, unit = match["number"], match["to"], match["unit"]
        word = word_before(match)
        if not last_number and not unit and first_number.isdigit():
            if (word == "tháng" and first_number in ("4", "04")) or (word == "thứ" and first_number in ("1", "4")):
                return saying_of(match, ordinal(int(first_number)), word)
            service = patterns.SERVICE.search(match.string, max(0, match.start() - patterns.BEFORE), match.start())
            if service and (
                len(first_number) == 3
                or (len(first_number) == 4 and service[0].lower().startswith(("tổng đài", "đường dây")))
            ):
                return Saying(match.start(), match.end(), digit_by_digit(first_number), len(service[0]))
        first_number, *other_numbers = spoken_numbers.without_english_commas(
            [first_number, last_number] if last_number else [first_number]
        )
        words = spoken_numbers.number(first_number)
        if other_numbers:
            last_number = other_numbers[0]
            is_range = unit or spoken_numbers.size(first_number) < spoken_numbers.size(last_number)
            magnitude = None if is_range else patterns.MANY.match(match.string, match.end())
            joint = " nhân " if match["by"] else " đến " if is_range or magnitude else " "
            is_school_year = follows(match.string, match.start(), "năm học ")
            words += (" " if is_school_year else joint) + spoken_numbers.number(last_number)
            if is_school_year:
                return Saying(match.start(), match.end(), words, len("năm học "))
            if magnitude:
                return saying_of(match, words, after=len(magnitude[0]))
        if unit:
            many = f" {match['many']}" if match["many"] else ""
            words += f"{many} {self._units[unit]}{self._say_per(match['per'])}"
        signs = match.string[max(0, match.start() - 2) : match.start()]
        if signs[-1:] not in ("-", "−"):
            return saying_of(match, words)
        if (signs[-1:] == "−" and not signs[0].isalnum()) or (unit and unit[0] in "°º" and signs in ("-", " -")):
            return Saying(match.start() - 1, match.end(), f"âm {words}")
        return saying_of(match, words)

    def _say_per(self, per: str) -> str:
        """/người/năm → một người một năm."""
        return "".join(f" một {self._per[unit]}" for unit in per.split("/")[1:])

    def for_each(self, line: str, start: int) -> Saying | None:
        """Says the units for each of which something is: đồng/người/năm."""
        match = self._per_pattern.match(line, start)
        if not match:
            return None
        word = patterns.LAST_LETTERS.search(line, max(0, start - 12), start)
        return Saying(start, match.end(), self._say_per(match[0]), len(word[0]) if word else 0)
