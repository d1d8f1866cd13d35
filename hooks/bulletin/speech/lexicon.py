"""Abbreviations as they are found in a text: by their first word, the longest first."""

import re
from collections.abc import Iterable, Mapping, Sequence

TOKEN = re.compile(r"[^\W_]+")
_JOINT = "-–/"


def by_first_word(known: Iterable[str]) -> dict[str, list[str]]:
    """The longest first."""
    groups: dict[str, list[str]] = {}
    for written in sorted(known, key=lambda written: (-len(written), written)):
        token = TOKEN.match(written)
        assert token, "an abbreviation begins with a letter or a digit"
        groups.setdefault(token[0], []).append(written)
    return groups


def longest(known: Mapping[str, Sequence[str]], line: str, start: int, joint: str = "") -> str | None:
    """The longest abbreviation at a place of a line; only of those with a `joint` in them, if one is given."""
    token = TOKEN.match(line, start)
    for written in known.get(token[0], ()) if token else ():
        end = start + len(written)
        if (
            joint in written
            and line.startswith(written, start)
            and not (written[-1].isalnum() and line[end : end + 1].isalnum())
        ):
            return written
    return None


def chain(known: Mapping[str, Sequence[str]], line: str, end: int) -> tuple[list[str], int]:
    """The abbreviations that follow with strokes between them, and where they end."""
    found = []
    while end < len(line) and line[end] in _JOINT and (following := longest(known, line, end + 1)):
        found.append(following)
        end += 1 + len(following)
    return found, end


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
