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

from .rules import Rules, Saying

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
        words = {*self._rules.words, *self._rules.documents, "QL", "TL", "HL", "ĐT", "Km"}
        first_letters = "".join(sorted({word[0] for word in words}))
        second_letters = "".join(sorted({word[1] for word in words if len(word) > 1 and word[0] not in "IVXLC"}))
        # Filters candidates by their first two letters, so that most words are skipped. The character class must come
        # first: the regex engine scans by it.
        self._candidate = re.compile(
            rf"[/+\dA-ZĐ{re.escape(first_letters)}]"
            rf"(?:(?<!\w.)(?:(?<=[+\dIVXLC])|(?=[\d{re.escape(second_letters)}]))|(?<=[^\W\d_]/))"
        )

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
                for saying in self._sayings(line):
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

    def _sayings(self, line: str) -> Iterator[Saying]:
        if "://" in line or "www." in line:
            line = _ADDRESS.sub(lambda match: "_" * len(match[0]), line)
        if not line.isascii() and _FOREIGN.search(line):
            # One character replaces one, so all positions stay the same.
            line = _FOREIGN_DIGIT.sub(lambda match: str(int(match[0])), line)
        is_shouted, end = self._rules.is_shouted(line), 0
        for match in self._candidate.finditer(line):
            if match.start() >= end:
                saying = self._rules.saying(line, match.start(), is_shouted)
                if saying:
                    yield saying
                    end = saying.end


def _gap(line: str, saying: Saying) -> str:
    return " " if line[saying.end : saying.end + 1].isalnum() else ""


def _lines(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.split("\n"))


@cache
def _dictionary() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "dictionary.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))
