"""The limits of a body: beyond them a text takes minutes to read, and no article comes near them.

The longest article of the sample has 3,300 characters and two brackets inside each other, the longest of the
benchmark's 43,000; a book of 150 pages has 400,000.
"""

import re
from collections.abc import Iterator

from ..problems import Problem, problem

_LONGEST = 400_000
"""Characters."""
_MOST_BRACKETS = 100
"""Of `[` that are open at one place; to look for the end of each takes time."""
_MOST_ABBREVIATIONS = 300
"""Every word of a text is held against each of them."""

_ABBREVIATION = re.compile(r"^\*\[", re.MULTILINE)
_BRACKET_OR_END = re.compile(r"[\[\]]|\n[ \t]*\n")


def exceeded(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """What is beyond the limits; such a body is not read."""
    if len(body) > _LONGEST:
        yield problem("body-too-long", file, first_line, length=len(body), longest=_LONGEST)
    elif body.count("[") > _MOST_BRACKETS:
        if (count := len(_ABBREVIATION.findall(body))) > _MOST_ABBREVIATIONS:
            yield problem("too-many-abbreviations", file, first_line, count=count, most=_MOST_ABBREVIATIONS)
        if (place := _too_many_brackets(body)) is not None:
            yield problem("too-many-brackets", file, first_line + body.count("\n", 0, place), most=_MOST_BRACKETS)


def _too_many_brackets(body: str) -> int | None:
    """Where the bracket stands that is one too many; each paragraph begins anew."""
    is_open = 0
    for found in _BRACKET_OR_END.finditer(body):
        if found[0] == "[":
            is_open += 1
            if is_open > _MOST_BRACKETS:
                return found.start()
        else:
            is_open = max(is_open - 1, 0) if found[0] == "]" else 0
    return None
