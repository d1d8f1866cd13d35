"""Looks up abbreviations in a text: by their first word, the longest first."""

import re
from collections.abc import Iterable, Mapping, Sequence

TOKEN = re.compile(r"[^\W_]+")
_JOINT = "-–/"


def by_first_word(abbreviations: Iterable[str]) -> dict[str, list[str]]:
    """Groups abbreviations by their first word, the longest first in each group."""
    groups: dict[str, list[str]] = {}
    for abbreviation in sorted(abbreviations, key=lambda abbreviation: (-len(abbreviation), abbreviation)):
        token = TOKEN.match(abbreviation)
        assert token, "an abbreviation begins with a letter or a digit"
        groups.setdefault(token[0], []).append(abbreviation)
    return groups


def longest(abbreviations: Mapping[str, Sequence[str]], line: str, start: int, joint: str = "") -> str | None:
    """Returns the longest abbreviation at a position of a line, or None. With a `joint`, only abbreviations that
    contain it count.
    """
    token = TOKEN.match(line, start)
    for abbreviation in abbreviations.get(token[0], ()) if token else ():
        end = start + len(abbreviation)
        if (
            joint in abbreviation
            and line.startswith(abbreviation, start)
            and not (abbreviation[-1].isalnum() and line[end : end + 1].isalnum())
        ):
            return abbreviation
    return None


def chain(abbreviations: Mapping[str, Sequence[str]], line: str, end: int) -> tuple[list[str], int]:
    """Returns the abbreviations that follow, each after a dash or a slash, and their end in the line."""
    rest = []
    while end < len(line) and line[end] in _JOINT and (following := longest(abbreviations, line, end + 1)):
        rest.append(following)
        end += 1 + len(following)
    return rest, end


def any_of(words: Iterable[str]) -> str:
    """Returns a regular expression that matches any of the words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
