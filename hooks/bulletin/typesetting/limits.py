"""The limits of a body. Beyond them a text takes minutes to convert, and no article comes near them.

The longest article of the sample has 3,300 characters and two nested brackets; the longest article of the benchmark has
43,000 characters. A book of 150 pages has 400,000.
"""

import re
from collections.abc import Iterator

from ..problems import Problem, problem

_LONGEST = 400_000
"""Characters."""
_MOST_BRACKETS = 100
"""The most `[` open at once: finding the end of each takes time."""
_MOST_ABBREVIATIONS = 300
"""The most abbreviations of a text: every word of it is compared with each of them."""

_ABBREVIATION = re.compile(r"^\*\[", re.MULTILINE)
_BRACKET_OR_END = re.compile(r"[\[\]]|\n[ \t]*\n")


def problems(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Reports the limits that a body exceeds. Such a body is not converted."""
    if len(body) > _LONGEST:
        yield problem("body-too-long", file, first_line, length=len(body), longest=_LONGEST)
    elif body.count("[") > _MOST_BRACKETS:
        if (count := len(_ABBREVIATION.findall(body))) > _MOST_ABBREVIATIONS:
            yield problem("too-many-abbreviations", file, first_line, count=count, most=_MOST_ABBREVIATIONS)
        if (position := _too_many_brackets(body)) is not None:
            yield problem("too-many-brackets", file, first_line + body.count("\n", 0, position), most=_MOST_BRACKETS)


def _too_many_brackets(body: str) -> int | None:
    """Returns the position of the first bracket beyond the limit. Each paragraph counts anew."""
    depth = 0
    for match in _BRACKET_OR_END.finditer(body):
        if match[0] == "[":
            depth += 1
            if depth > _MOST_BRACKETS:
                return match.start()
        else:
            depth = max(depth - 1, 0) if match[0] == "]" else 0
    return None
