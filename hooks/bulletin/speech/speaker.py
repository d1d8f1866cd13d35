"""Written Vietnamese as a voice should say it: numbers, dates, documents' numbers, units and abbreviations in full.

What stands before a number decides how it is said: `25/6` is a day, «ngày 25/6» one whose «ngày» is there already, «hơn
2/3 số hộ» a fraction. A browser gets a list of what occurs (`said`), each with as much of its surroundings as decided,
and has to look for the longest only (`overrides/assets/scripts/article/read-aloud-text.js`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from .rules import Rules, Saying

_PLAIN = re.compile(r"[1-9]\d{0,3}|0")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
"""Of another script, or of another width."""
_FOREIGN = re.compile("[^\x00-\u065f\u1e00-\u1eff\u2000-\u206f]")
"""No sign of Vietnamese; all those digits are among these, which are found in half the time."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


class Speaker:
    """Says texts with the bulletin's dictionary and the editors' own words, which go before it."""

    def __init__(self, own: Mapping[str, str] | None = None):
        self._rules = Rules(_dictionary(), own or {})
        known = {*self._rules.words, *self._rules.documents, "QL", "TL", "HL", "ĐT", "Km"}
        first = "".join(sorted({word[0] for word in known}))
        second = "".join(sorted({word[1] for word in known if len(word) > 1 and word[0] not in "IVXLC"}))
        # What may begin here is seen by its first two letters, so that most words are not looked at. The class comes
        # first: it is what the search goes by.
        self._begin = re.compile(
            rf"[/+\dA-ZĐ{re.escape(first)}](?:(?<!\w.)(?:(?<=[+\dIVXLC])|(?=[\d{re.escape(second)}]))|(?<=[^\W\d_]/))"
        )

    def say(self, text: str) -> str:
        """The whole text as it is spoken."""
        return "\n".join(self._say(line) for line in _lines(text))

    def said(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """What is written in some texts, and what is said for it. Small numbers are left out: every voice
        reads them.
        """
        found: dict[str, str] = {}
        for text in texts:
            for line in filter(None, _lines(text)):
                for one in self._sayings(line):
                    written = line[one.start - one.before : one.end + one.after]
                    spoken = (
                        line[one.start - one.before : one.start]
                        + one.said
                        + _gap(line, one) * bool(one.after)
                        + line[one.end : one.end + one.after]
                    )
                    if written != spoken and not _PLAIN.fullmatch(written):
                        found.setdefault(written, spoken)
        return tuple(sorted(found.items()))

    def _say(self, line: str) -> str:
        parts, at = [], 0
        for one in self._sayings(line):
            parts += [line[at : one.start], one.said, _gap(line, one)]
            at = one.end
        return "".join([*parts, line[at:]])

    def _sayings(self, line: str) -> Iterator[Saying]:
        if "://" in line or "www." in line:
            line = _ADDRESS.sub(lambda found: "_" * len(found[0]), line)
        if not line.isascii() and _FOREIGN.search(line):
            line = _OTHER_DIGIT.sub(lambda found: str(int(found[0])), line)  # one character for one: all places stay
        is_shouted, end = self._rules.is_shouted(line), 0
        for found in self._begin.finditer(line):
            if found.start() >= end:
                saying = self._rules.saying(line, found.start(), is_shouted)
                if saying:
                    yield saying
                    end = saying.end


def _gap(line: str, one: Saying) -> str:
    return " " if line[one.end : one.end + 1].isalnum() else ""


def _lines(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.split("\n"))


@cache
def _dictionary() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "dictionary.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))
