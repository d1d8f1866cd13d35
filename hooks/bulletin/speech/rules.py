"""The rules of speech: one for each kind of expression in a text (see speaker.py)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from . import patterns, spoken_dates, spoken_numbers
from .lexicon import TOKEN, any_of, by_first_word, chain, longest
from .spoken_numbers import cardinal, digit_by_digit, ordinal, roman


class Saying(NamedTuple):
    """The spoken form of `text[start:end]`. `before` and `after` are the lengths of the deciding surroundings."""

    start: int
    end: int
    said: str
    before: int = 0
    after: int = 0


class Rules:
    """Says expressions. `saying` calls the method for the kind of match; None leaves the match as it is written."""

    def __init__(self, dictionary: Mapping[str, Mapping[str, str]], own: Mapping[str, str]):
        """`dictionary` is dictionary.vi.yml; `own` are the editors' words, which take precedence."""
        self.documents, self.units = dictionary["documents"], dictionary["units"]
        self.words = {**dictionary["abbreviations"], **dictionary["titles"], **own}
        self._titles = dictionary["titles"].keys() - own.keys()
        self.issuers = {**dictionary["abbreviations"], **dictionary["issuers"], **own}
        self.per = {**dictionary["units"], **dictionary["per"]}
        self._words, self._issuers = by_first_word(self.words), by_first_word(self.issuers)
        self._tokens = {
            token
            for abbreviation in (*self.words, *self.issuers, *self.documents)
            for token in TOKEN.findall(abbreviation)
        }
        self._figures = re.compile(
            patterns.FIGURES.replace("UNITS", any_of(self.units)).replace("PER", any_of(self.per)), re.VERBOSE
        )
        self._plain_number = re.compile(
            patterns.PLAIN_NUMBER.replace("UNITS", any_of(self.units)), re.VERBOSE | re.IGNORECASE
        )
        self._per_pattern = re.compile(rf"(?P<slash>(?:/{any_of(self.per)}(?!\w))+)")

    def is_shouted(self, line: str) -> bool:
        """Whether a line is all in capitals and more than abbreviations. No word of such a line counts as an
        abbreviation: the TƯ of THÔNG TƯ is not Trung ương.
        """
        return line.isupper() and any(token not in self._tokens for token in TOKEN.findall(line) if token.isalpha())

    def is_plain_number(self, line: str, start: int) -> bool:
        """Whether a small number begins at a position of a line that is said as a number whatever else the line says.
        Most numbers are such, and to find it out takes a fraction of the time of `saying`.
        """
        return self._plain_number.match(line, start) is not None

    def saying(self, line: str, start: int, is_shouted: bool) -> Saying | None:
        """Returns the saying for the expression that begins at a position of a line, or None."""
        first_character = line[start]
        if first_character == "/":
            match = self._per_pattern.match(line, start)
            return self.slash(match) if match else None
        if first_character.isdigit() or first_character == "+":
            match = patterns.DOCUMENT.match(line, start)
            result = self.document(match) if match else None
            if result is None and (match := self._figures.match(line, start)):
                result = getattr(self, next(kind for kind in patterns.KINDS if match[kind] is not None))(match)
            return result or self.word(line, start) or (None if match else _code(line, start))
        if line[start - 1 : start] == ".":
            return None
        if match := patterns.ROMANS.match(line, start):
            result = self.roman(match)
            if result:
                return result
        if match := patterns.ROAD.match(line, start):
            return self.road(match)
        result = None if is_shouted else self.word(line, start)
        return result or (_code(line, start) if line[start + 1 : start + 2].isdigit() else None)

    def phone(self, match: re.Match[str]) -> Saying:
        number = match["phone"]
        return _saying_of(match, ("cộng " if number[0] == "+" else "") + digit_by_digit(number))

    def document(self, match: re.Match[str]) -> Saying | None:
        """Quyết định số 12/2020/QĐ-UBND: the kind is left out where the words before have said it."""
        codes = re.split("[-/]", match["codes"])
        if not (codes[0] in self.documents or codes[0] in self.issuers or codes[0][1].isupper()):
            return None
        kind, issuers = self._kind_and_issuers(codes)
        words = cardinal(int(match["of"])) + (f" năm {cardinal(int(match['year']))}" if match["year"] else "")
        context = next(
            (text for text in (f"{kind} số ", f"{kind} ") if kind and _follows(match.string, match.start(), text)), ""
        )
        words += f", {kind}" if kind and not context else ""
        words += (" của " if kind else ", ") + ", ".join(issuers) if issuers else ""
        return Saying(match.start(), match.end(), words, len(context))

    def _kind_and_issuers(self, codes: list[str]) -> tuple[str, list[str]]:
        """Returns the kind of document that codes name, and its issuers."""
        kind = self.documents.get(codes[0], "")
        issuer_codes = codes[1:] if kind else codes
        return kind, [self._issuer(code) for code in issuer_codes]

    def _issuer(self, code: str) -> str:
        """HĐND13 → Hội đồng nhân dân khóa mười ba."""
        term = patterns.TERM.fullmatch(code)
        return (
            f"{self.issuers[term[1]]} khóa {cardinal(int(term[2]))}"
            if term and term[1] in self.issuers
            else self.issuers.get(code, code)
        )

    def word(self, line: str, start: int) -> Saying | None:
        """Says an abbreviation, several with dashes or slashes between them, or the kind and issuer of a document:
        Quyết định QĐ-UBND.
        """
        token = TOKEN.match(line, start)
        if token and token[0] in self.documents and not longest(self._words, line, start, joint="-"):
            codes, end = chain(self._issuers, line, token.end())
            kind = self.documents[token[0]]
            is_named = _follows(line, start, f"{kind} ")
            issuers = ", ".join(self.issuers[code] for code in codes)
            if codes:
                return Saying(
                    start, end, f"{'' if is_named else f'{kind} '}của {issuers}", len(kind) + 1 if is_named else 0
                )
        abbreviation = longest(self._words, line, start)
        if abbreviation is None:
            return None
        if abbreviation in self._titles:
            name = patterns.NAME.match(line, start + len(abbreviation))
            is_named = name is not None and (name[1].isdigit() or name[1].istitle())
            return (
                Saying(start, start + len(abbreviation), self.words[abbreviation], 0, len(name[0]))
                if name and is_named
                else None
            )
        following, end = chain(self._words, line, start + len(abbreviation))
        return Saying(start, end, " ".join(self.words[code] for code in (abbreviation, *following)))

    def date(self, match: re.Match[str]) -> Saying | None:
        word, since, date = _word_before(match), match["since"], match["date"]
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
        return _saying_of(match, words.removeprefix(f"{word} "), word if word in patterns.DAYS else "")

    def share(self, match: re.Match[str]) -> Saying | None:
        """2/3 số hộ → hai phần ba; 15/18 xã → mười lăm trên mười tám. None for a day."""
        fraction = (match["date"] or match["share"]).replace(":", "/").replace(".", "")
        numerator, denominator = (int(number) for number in fraction.split("/"))
        word = _word_before(match)
        shared_noun, counted_noun = (
            patterns.SHARED.match(match.string, match.end()),
            patterns.COUNTED.match(match.string, match.end()),
        )
        if word in patterns.HOUSES:
            return _saying_of(match, f"{cardinal(numerator)} trên {cardinal(denominator)}", word)
        if fraction == "24/7" and word not in patterns.DAYS | patterns.PARTS_OF_DAY:
            return _saying_of(match, "hai mươi tư trên bảy", word)
        noun = shared_noun or counted_noun
        if (
            numerator < denominator <= 10
            and numerator < 10
            and (shared_noun or (word in patterns.ABOUT and not counted_noun))
        ):
            return _saying_of(
                match,
                f"{cardinal(numerator)} phần {spoken_numbers.month(denominator)}",
                "" if noun else word,
                noun.end() - noun.start() if noun else 0,
            )
        if (word not in patterns.DAYS | patterns.PARTS_OF_DAY and (noun or word in patterns.ABOUT)) or spoken_dates.day(
            fraction
        ) is None:
            return _saying_of(
                match,
                f"{cardinal(numerator)} trên {cardinal(denominator)}",
                "" if noun else word,
                noun.end() - noun.start() if noun else 0,
            )
        return None

    def month(self, match: re.Match[str]) -> Saying | None:
        word, since = _word_before(match), match["since_month"]
        if word in patterns.PERIODS and not since:
            period, year = (int(part) for part in re.split("[-/]", match["month"]))
            return _saying_of(match, f"{cardinal(period)} năm {cardinal(year)}", word)
        is_named = word in ("tháng", "số")
        last_month = spoken_dates.month_of_year(match["month"], with_word=bool(since) or not is_named)
        first_month = spoken_dates.month_of_year(since, with_word=not is_named) if since else None
        if last_month is None or (since and first_month is None):
            return None
        return _saying_of(
            match, f"{first_month} đến {last_month}" if first_month else last_month, word if is_named else ""
        )

    def time(self, match: re.Match[str]) -> Saying:
        words = spoken_dates.time(match["time"])
        return _saying_of(match, f"{words} đến {spoken_dates.time(match['until'])}" if match["until"] else words)

    def number(self, match: re.Match[str]) -> Saying:
        """Says a number, or two with the joint between them, and the unit."""
        first_number, last_number, unit = match["number"], match["to"], match["unit"]
        word = _word_before(match)
        if not last_number and not unit and first_number.isdigit():
            if (word == "tháng" and first_number in ("4", "04")) or (word == "thứ" and first_number in ("1", "4")):
                return _saying_of(match, ordinal(int(first_number)), word)
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
            is_school_year = _follows(match.string, match.start(), "năm học ")
            words += (" " if is_school_year else joint) + spoken_numbers.number(last_number)
            if is_school_year:
                return Saying(match.start(), match.end(), words, len("năm học "))
            if magnitude:
                return _saying_of(match, words, after=len(magnitude[0]))
        if unit:
            words = (
                f"{words}{' ' + match['many'] if match['many'] else ''} {self.units[unit]}{self._say_per(match['per'])}"
            )
        signs = match.string[max(0, match.start() - 2) : match.start()]
        if signs[-1:] not in ("-", "−"):
            return _saying_of(match, words)
        if (signs[-1:] == "−" and not signs[0].isalnum()) or (unit and unit[0] in "°º" and signs in ("-", " -")):
            return Saying(match.start() - 1, match.end(), f"âm {words}")
        return _saying_of(match, words)

    def _say_per(self, per: str) -> str:
        """/người/năm → một người một năm."""
        return "".join(f" một {self.per[unit]}" for unit in per.split("/")[1:])

    def slash(self, match: re.Match[str]) -> Saying:
        word = patterns.LAST_LETTERS.search(match.string, max(0, match.start() - 12), match.start())
        return Saying(match.start(), match.end(), self._say_per(match["slash"]), len(word[0]) if word else 0)

    def road(self, match: re.Match[str]) -> Saying:
        number, letter = cardinal(int(match["road_number"])), match["letter"]
        metres = f" cộng {cardinal(int(match['metres']))}" if match["metres"] else ""
        return _saying_of(
            match, f"{patterns.ROADS[match['kind'].lower()]} {number}{metres}" + (f" {letter}" if letter else "")
        )

    def roman(self, match: re.Match[str]) -> Saying | None:
        word = _word_before(match)
        values = [roman(part) for part in re.split(patterns.TO, match["roman"])]
        if word not in patterns.NUMBERED or None in values:
            return None
        words = " đến ".join(ordinal(value) if word == "thứ" else cardinal(value) for value in values if value)
        return _saying_of(match, words + (f" năm {cardinal(int(match['year']))}" if match["year"] else ""), word)


def _code(line: str, start: int) -> Saying | None:
    """H5N1 → H năm N một."""
    match = patterns.CODE.match(line, start)
    if not match or len(match[0]) < 2 or line[start - 1 : start] in tuple("-./&:"):
        return None
    return _saying_of(
        match,
        " ".join(cardinal(int(part)) if part.isdigit() else part for part in patterns.CODE_PART.findall(match[0])),
    )


def _word_before(match: re.Match[str]) -> str:
    """Returns the word before a match, in lower case."""
    word = patterns.LAST_WORD.search(match.string, max(0, match.start() - patterns.BEFORE), match.start())
    return word[1].lower() if word else ""


def _follows(line: str, start: int, words: str) -> bool:
    """Whether the words stand right before a position, in any case."""
    return line[max(0, start - len(words)) : start].lower() == words


def _saying_of(match: re.Match[str], words: str, context: str = "", after: int = 0) -> Saying:
    """Makes the saying of a match. `context` is the word before it if that word decided the form; `after` is the length
    of the text after it that did.
    """
    return Saying(match.start(), match.end(), words, len(context) + 1 if context else 0, after)
