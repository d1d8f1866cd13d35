"""How what is found in a text is said: a rule for each kind of it (see speaker.py)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from . import patterns, spoken_dates, spoken_numbers
from .lexicon import TOKEN, any_of, by_first_word, chain, longest
from .spoken_numbers import cardinal, digit_by_digit, ordinal, roman


class Saying(NamedTuple):
    """What is said for `text[start:end]`. `before` and `after` are the lengths of the surroundings that decided it."""

    start: int
    end: int
    said: str
    before: int = 0
    after: int = 0


class Rules:
    """Each method says one kind of match; None leaves it as it is written."""

    def __init__(self, known: Mapping[str, Mapping[str, str]], own: Mapping[str, str]):
        """`known` is the dictionary (dictionary.vi.yml), `own` the editors' words."""
        self.documents, self.units = known["documents"], known["units"]
        self.words = {**known["abbreviations"], **known["titles"], **own}
        self._titles = known["titles"].keys() - own.keys()
        self.issuers = {**known["abbreviations"], **known["issuers"], **own}
        self.per = {**known["units"], **known["per"]}
        self._words, self._issuers = by_first_word(self.words), by_first_word(self.issuers)
        self._tokens = {
            token for written in (*self.words, *self.issuers, *self.documents) for token in TOKEN.findall(written)
        }
        self._figures = re.compile(
            patterns.FIGURES.replace("UNITS", any_of(self.units)).replace("PER", any_of(self.per)), re.VERBOSE
        )
        self._each_of = re.compile(rf"(?P<slash>(?:/{any_of(self.per)}(?!\w))+)")

    def is_shouted(self, line: str) -> bool:
        """Whether a line is all in capitals, and not of abbreviations only. No word of it is taken for one: THÔNG TƯ is
        no Trung ương.
        """
        return line.isupper() and any(token not in self._tokens for token in TOKEN.findall(line) if token.isalpha())

    def saying(self, line: str, start: int, is_shouted: bool) -> Saying | None:
        """What is said for whatever begins at a place of a line."""
        first = line[start]
        if first == "/":
            found = self._each_of.match(line, start)
            return self.slash(found) if found else None
        if first.isdigit() or first == "+":
            found = patterns.DOCUMENT.match(line, start)
            said = self.document(found) if found else None
            if said is None and (found := self._figures.match(line, start)):
                said = getattr(self, next(kind for kind in patterns.KINDS if found[kind] is not None))(found)
            return said or self.word(line, start) or (None if found else _code(line, start))
        if line[start - 1 : start] == ".":
            return None
        if found := patterns.ROMANS.match(line, start):
            said = self.roman(found)
            if said:
                return said
        if found := patterns.ROAD.match(line, start):
            return self.road(found)
        said = None if is_shouted else self.word(line, start)
        return said or (_code(line, start) if line[start + 1 : start + 2].isdigit() else None)

    def phone(self, found: re.Match[str]) -> Saying:
        number = found["phone"]
        return _alone(found, ("cộng " if number[0] == "+" else "") + digit_by_digit(number))

    def document(self, found: re.Match[str]) -> Saying | None:
        """Quyết định số 12/2020/QĐ-UBND: what kind it is has been said."""
        codes = re.split("[-/]", found["codes"])
        if not (codes[0] in self.documents or codes[0] in self.issuers or codes[0][1].isupper()):
            return None
        kind, issuers = self._signed(codes)
        said = cardinal(int(found["of"])) + (f" năm {cardinal(int(found['year']))}" if found["year"] else "")
        context = next(
            (text for text in (f"{kind} số ", f"{kind} ") if kind and _follows(found.string, found.start(), text)), ""
        )
        said += f", {kind}" if kind and not context else ""
        said += (" của " if kind else ", ") + ", ".join(issuers) if issuers else ""
        return Saying(found.start(), found.end(), said, len(context))

    def _signed(self, codes: list[str]) -> tuple[str, list[str]]:
        """What kind of document some codes name, and who signed it."""
        kind = self.documents.get(codes[0], "")
        rest = codes[1:] if kind else codes
        return kind, [self._signer(code) for code in rest]

    def _signer(self, code: str) -> str:
        """HĐND13 → Hội đồng nhân dân khóa mười ba."""
        term = patterns.TERM.fullmatch(code)
        return (
            f"{self.issuers[term[1]]} khóa {cardinal(int(term[2]))}"
            if term and term[1] in self.issuers
            else self.issuers.get(code, code)
        )

    def word(self, line: str, start: int) -> Saying | None:
        """An abbreviation, several with strokes between them, or a document's kind and who signed it: Quyết định
        QĐ-UBND.
        """
        token = TOKEN.match(line, start)
        if token and token[0] in self.documents and not longest(self._words, line, start, joint="-"):
            signed, end = chain(self._issuers, line, token.end())
            kind = self.documents[token[0]]
            is_named = _follows(line, start, f"{kind} ")
            issuers = ", ".join(self.issuers[one] for one in signed)
            if signed:
                return Saying(
                    start, end, f"{'' if is_named else f'{kind} '}của {issuers}", len(kind) + 1 if is_named else 0
                )
        first = longest(self._words, line, start)
        if first is None:
            return None
        if first in self._titles:
            name = patterns.NAME.match(line, start + len(first))
            is_named = name is not None and (name[1].isdigit() or name[1].istitle())
            return Saying(start, start + len(first), self.words[first], 0, len(name[0])) if name and is_named else None
        more, end = chain(self._words, line, start + len(first))
        return Saying(start, end, " ".join(self.words[one] for one in (first, *more)))

    def date(self, found: re.Match[str]) -> Saying | None:
        word, since, date = _before(found), found["since"], found["date"]
        if not since and date.count("/") == 1 and "." not in date:
            share = self.share(found)
            if share:
                return share
        to = spoken_dates.day(date, with_word="/" in (since or "") or (not since and word not in patterns.DAYS))
        if to is None:
            return None
        first = spoken_dates.day(since, with_word=word not in patterns.DAYS) if since else None
        if since and first is None:
            return None
        said = f"{first} đến {to}" if first else to
        return _alone(found, said.removeprefix(f"{word} "), word if word in patterns.DAYS else "")

    def share(self, found: re.Match[str]) -> Saying | None:
        """2/3 số hộ: hai phần ba; 15/18 xã: mười lăm trên mười tám; None for what is a day."""
        written = (found["date"] or found["share"]).replace(":", "/").replace(".", "")
        part, whole = (int(number) for number in written.split("/"))
        word = _before(found)
        shared, counted = (
            patterns.SHARED.match(found.string, found.end()),
            patterns.COUNTED.match(found.string, found.end()),
        )
        if word in patterns.HOUSES:
            return _alone(found, f"{cardinal(part)} trên {cardinal(whole)}", word)
        if written == "24/7" and word not in patterns.DAYS | patterns.PARTS_OF_DAY:
            return _alone(found, "hai mươi tư trên bảy", word)
        after = shared or counted
        if part < whole <= 10 and part < 10 and (shared or (word in patterns.ABOUT and not counted)):
            return _alone(
                found,
                f"{cardinal(part)} phần {spoken_numbers.month(whole)}",
                "" if after else word,
                after.end() - after.start() if after else 0,
            )
        if (
            word not in patterns.DAYS | patterns.PARTS_OF_DAY and (after or word in patterns.ABOUT)
        ) or spoken_dates.day(written) is None:
            return _alone(
                found,
                f"{cardinal(part)} trên {cardinal(whole)}",
                "" if after else word,
                after.end() - after.start() if after else 0,
            )
        return None

    def month(self, found: re.Match[str]) -> Saying | None:
        word, since = _before(found), found["since_month"]
        if word in patterns.PERIODS and not since:
            period, year = (int(part) for part in re.split("[-/]", found["month"]))
            return _alone(found, f"{cardinal(period)} năm {cardinal(year)}", word)
        is_named = word in ("tháng", "số")
        to = spoken_dates.month_of_year(found["month"], with_word=bool(since) or not is_named)
        first = spoken_dates.month_of_year(since, with_word=not is_named) if since else None
        if to is None or (since and first is None):
            return None
        return _alone(found, f"{first} đến {to}" if first else to, word if is_named else "")

    def time(self, found: re.Match[str]) -> Saying:
        said = spoken_dates.time(found["time"])
        return _alone(found, f"{said} đến {spoken_dates.time(found['until'])}" if found["until"] else said)

    def number(self, found: re.Match[str]) -> Saying:
        """A number, or two with what is between them, and its unit."""
        first, last, unit = found["number"], found["to"], found["unit"]
        word = _before(found)
        if not last and not unit and first.isdigit():
            if (word == "tháng" and first in ("4", "04")) or (word == "thứ" and first in ("1", "4")):
                return _alone(found, ordinal(int(first)), word)
            called = patterns.SERVICE.search(found.string, max(0, found.start() - patterns.BEFORE), found.start())
            if called and (
                len(first) == 3 or (len(first) == 4 and called[0].lower().startswith(("tổng đài", "đường dây")))
            ):
                return Saying(found.start(), found.end(), digit_by_digit(first), len(called[0]))
        first, *rest = spoken_numbers.without_english_commas([first, last] if last else [first])
        said = spoken_numbers.written(first)
        if rest:
            last = rest[0]
            is_range = unit or spoken_numbers.size(first) < spoken_numbers.size(last)
            many = None if is_range else patterns.MANY.match(found.string, found.end())
            joint = " nhân " if found["by"] else " đến " if is_range or many else " "
            is_school_year = _follows(found.string, found.start(), "năm học ")
            said += (" " if is_school_year else joint) + spoken_numbers.written(last)
            if is_school_year:
                return Saying(found.start(), found.end(), said, len("năm học "))
            if many:
                return _alone(found, said, after=len(many[0]))
        if unit:
            said = f"{said}{' ' + found['many'] if found['many'] else ''} {self.units[unit]}{self._each(found['per'])}"
        signs = found.string[max(0, found.start() - 2) : found.start()]
        if signs[-1:] not in ("-", "−"):
            return _alone(found, said)
        if (signs[-1:] == "−" and not signs[0].isalnum()) or (unit and unit[0] in "°º" and signs in ("-", " -")):
            return Saying(found.start() - 1, found.end(), f"âm {said}")
        return _alone(found, said)

    def _each(self, per: str) -> str:
        """/người/năm → một người một năm."""
        return "".join(f" một {self.per[unit]}" for unit in per.split("/")[1:])

    def slash(self, found: re.Match[str]) -> Saying:
        word = patterns.LAST_LETTERS.search(found.string, max(0, found.start() - 12), found.start())
        return Saying(found.start(), found.end(), self._each(found["slash"]), len(word[0]) if word else 0)

    def road(self, found: re.Match[str]) -> Saying:
        number, letter = cardinal(int(found["road_number"])), found["letter"]
        metres = f" cộng {cardinal(int(found['metres']))}" if found["metres"] else ""
        return _alone(
            found, f"{patterns.ROADS[found['kind'].lower()]} {number}{metres}" + (f" {letter}" if letter else "")
        )

    def roman(self, found: re.Match[str]) -> Saying | None:
        word = _before(found)
        values = [roman(part) for part in re.split(patterns.TO, found["roman"])]
        if word not in patterns.NUMBERED or None in values:
            return None
        said = " đến ".join(ordinal(value) if word == "thứ" else cardinal(value) for value in values if value)
        return _alone(found, said + (f" năm {cardinal(int(found['year']))}" if found["year"] else ""), word)


def _code(line: str, start: int) -> Saying | None:
    """H5N1 → H năm N một."""
    found = patterns.CODE.match(line, start)
    if not found or len(found[0]) < 2 or line[start - 1 : start] in tuple("-./&:"):
        return None
    return _alone(
        found,
        " ".join(cardinal(int(part)) if part.isdigit() else part for part in patterns.CODE_PART.findall(found[0])),
    )


def _before(found: re.Match[str]) -> str:
    """The word before a place, in small letters."""
    word = patterns.LAST_WORD.search(found.string, max(0, found.start() - patterns.BEFORE), found.start())
    return word[1].lower() if word else ""


def _follows(line: str, start: int, words: str) -> bool:
    """Whether some words stand before a place, whatever their capitals."""
    return line[max(0, start - len(words)) : start].lower() == words


def _alone(found: re.Match[str], said: str, context: str = "", after: int = 0) -> Saying:
    """What is said for a match; `context` is the word before it, if that decided."""
    return Saying(found.start(), found.end(), said, len(context) + 1 if context else 0, after)
