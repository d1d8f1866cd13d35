"""Turns written Vietnamese into words for a voice: numbers, dates, document numbers, units and abbreviations in full.

The words before a number decide how it is said: `25/6` is a day, «ngày 25/6» a day whose «ngày» is there already, «hơn
2/3 số hộ» a fraction. A browser gets a list of the expressions in a text (`said`), each with the surroundings that
decided its form, and only has to look for the longest (`overrides/assets/scripts/article/read-aloud-text.js`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from .lexicon import TOKEN, any_of
from .rules import Rules
from .saying import Saying

_PLAIN = re.compile(r"[1-9]\d{0,3}|0")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
"""Digits of another script or of another width."""
_FOREIGN = re.compile("[^\x00-\u065f\u1e00-\u1eff\u2000-\u206f]")
"""Characters outside Vietnamese. They include all those digits, and searching for them takes half the time."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


class Speaker:
    """Says texts with the bulletin's dictionary and the editors' `own` words, which take precedence."""

    def __init__(self, own: Mapping[str, str] | None = None):
        self._rules = Rules(_dictionary(), own or {})
        self._candidate = _candidates({*self._rules.words, *self._rules.documents})

    def say(self, text: str) -> str:
        """Returns the whole text as it is spoken."""
        return "\n".join(self._say(line) for line in _lines(text))

    def said(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Returns pairs of written and spoken expressions in the texts, sorted. Small numbers are left out: every voice
        reads them.
        """
        spoken_forms: dict[str, str] = {}
        for text in texts:
            for line in filter(None, _lines(text)):
                for saying in self._sayings(line, with_plain_numbers=False):
                    expression = line[saying.start - saying.before : saying.end + saying.after]
                    spoken_form = (
                        line[saying.start - saying.before : saying.start]
                        + saying.said
                        + _gap(line, saying) * bool(saying.after)
                        + line[saying.end : saying.end + saying.after]
                    )
                    if expression != spoken_form and not _PLAIN.fullmatch(expression):
                        spoken_forms.setdefault(expression, spoken_form)
        return tuple(sorted(spoken_forms.items()))

    def _say(self, line: str) -> str:
        parts, position = [], 0
        for saying in self._sayings(line):
            parts += [line[position : saying.start], saying.said, _gap(line, saying)]
            position = saying.end
        return "".join([*parts, line[position:]])

    def _sayings(self, line: str, with_plain_numbers: bool = True) -> Iterator[Saying]:
        """Yields the sayings of a line; without plain numbers, most of those that `said` leaves out are not made."""
        if "://" in line or "www." in line:
            line = _ADDRESS.sub(lambda match: "_" * len(match[0]), line)
        if not line.isascii() and _FOREIGN.search(line):
            # One character replaces one, so all positions stay the same.
            line = _FOREIGN_DIGIT.sub(lambda match: str(int(match[0])), line)
            with_plain_numbers = True  # of other digits, which not every voice reads
        is_shouted, end, rules = self._rules.is_shouted(line), 0, self._rules
        for match in self._candidate.finditer(line):
            start = match.start()
            if start >= end and (with_plain_numbers or not rules.figures.is_plain_number(line, start)):
                saying = rules.saying(line, start, is_shouted)
                if saying:
                    yield saying
                    end = saying.end


def _candidates(words: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern for the places where an expression may begin. It looks at the first letters only, so that most
    words are skipped; of words that go on in small letters, as names and first words of sentences do, at all of them.
    """
    words = {*words, "QL", "TL", "HL", "ĐT"}
    first_letters = "".join(sorted({word[0] for word in words} | {"K"}))
    mixed = {word for word in words if word[1:2].islower()}
    second_letters = "".join(sorted({word[1] for word in words - mixed if len(word) > 1}))
    rests = any_of({match[0][1:] for word in mixed if (match := TOKEN.match(word))})
    # The character class must come first: the regex engine scans by it.
    return re.compile(
        rf"[/+\dA-ZĐ{re.escape(first_letters)}]"
        rf"(?:(?<!\w.)(?:(?<=[+\d])|(?=[\d{re.escape(second_letters)}])|(?<=[IVXLC])(?=[IVXLC]*(?!\w))"
        rf"|(?={rests}(?![^\W_])|m[. ]?\d))|(?<=[^\W\d_]/))"
    )


def _gap(line: str, saying: Saying) -> str:
    return " " if line[saying.end : saying.end + 1].isalnum() else ""


def _lines(text: str) -> Iterator[str]:
    """Returns the lines of a text, with single spaces of the plain kind."""
    spaced = text.replace("\u00a0", " ")
    if "  " in spaced or not spaced.replace("\n", "").isprintable():  # spaces of other kinds are not printable
        return (" ".join(line.split()) for line in text.split("\n"))
    return (line.strip(" ") for line in spaced.split("\n"))


@cache
def _dictionary() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "dictionary.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))
