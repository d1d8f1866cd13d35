"""The rules of speech: one for each kind of expression in a text (see speaker.py). Those of figures
stand in figures.py.
"""

import re
from collections.abc import Mapping

from . import patterns
from .figures import Figures
from .lexicon import TOKEN, by_first_word, chain, longest
from .saying import Saying, follows, saying_of, word_before
from .spoken_numbers import cardinal, ordinal, roman


class Rules:
    """Says expressions. `saying` calls the method for the kind of match; None leaves the match as it is written."""

    def __init__(self, dictionary: Mapping[str, Mapping[str, str]], own: Mapping[str, str]):
        """`dictionary` is dictionary.vi.yml; `own` are the editors' words, which take precedence."""
        self.documents = dictionary["documents"]
        self.words = {**dictionary["abbreviations"], **dictionary["titles"], **own}
        self._titles = dictionary["titles"].keys() - own.keys()
        self.issuers = {**dictionary["abbreviations"], **dictionary["issuers"], **own}
        self.figures = Figures(dictionary["units"], dictionary["per"])
        self._words, self._issuers = by_first_word(self.words), by_first_word(self.issuers)
        self._tokens = {
            token
            for abbreviation in (*self.words, *self.issuers, *self.documents)
            for token in TOKEN.findall(abbreviation)
        }

    def is_shouted(self, line: str) -> bool:
        """Whether a line is all in capitals and more than abbreviations. No word of such a line counts as an
        abbreviation: the TƯ of THÔNG TƯ is not Trung ương.
        """
        return line.isupper() and any(token not in self._tokens for token in TOKEN.findall(line) if token.isalpha())

    def saying(self, line: str, start: int, is_shouted: bool) -> Saying | None:
        """Returns the saying for the expression that begins at a position of a line, or None."""
        first_character = line[start]
        if first_character == "/":
            return self.figures.for_each(line, start)
        if first_character.isdigit() or first_character == "+":
            match = patterns.DOCUMENT.match(line, start)
            result = self.document(match) if match else None
            if result is None and (match := self.figures.match(line, start)):
                result = self.figures.saying(match)
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

    def document(self, match: re.Match[str]) -> Saying | None:
        """Quyết định số 12/2020/QĐ-UBND: the kind is left out where the words before have said it."""
        codes = re.split("[-/]", match["codes"])
        if not (codes[0] in self.documents or codes[0] in self.issuers or codes[0][1].isupper()):
            return None
        kind, issuers = self._kind_and_issuers(codes)
        words = cardinal(int(match["of"])) + (f" năm {cardinal(int(match['year']))}" if match["year"] else "")
        context = next(
            (text for text in (f"{kind} số ", f"{kind} ") if kind and follows(match.string, match.start(), text)), ""
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
            is_named = follows(line, start, f"{kind} ")
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

    def road(self, match: re.Match[str]) -> Saying:
        number, letter = cardinal(int(match["road_number"])), match["letter"]
        metres = f" cộng {cardinal(int(match['metres']))}" if match["metres"] else ""
        return saying_of(
            match, f"{patterns.ROADS[match['kind'].lower()]} {number}{metres}" + (f" {letter}" if letter else "")
        )

    def roman(self, match: re.Match[str]) -> Saying | None:
        word = word_before(match)
        values = [roman(part) for part in re.split(patterns.TO, match["roman"])]
        if word not in patterns.NUMBERED or None in values:
            return None
        words = " đến ".join(ordinal(value) if word == "thứ" else cardinal(value) for value in values if value)
        return saying_of(match, words + (f" năm {cardinal(int(match['year']))}" if match["year"] else ""), word)


def _code(line: str, start: int) -> Saying | None:
    """H5N1 → H năm N một."""
    match = patterns.CODE.match(line, start)
    if not match or len(match[0]) < 2 or line[start - 1 : start] in tuple("-./&:"):
        return None
    return saying_of(
        match,
        " ".join(cardinal(int(part)) if part.isdigit() else part for part in patterns.CODE_PART.findall(match[0])),
    )
