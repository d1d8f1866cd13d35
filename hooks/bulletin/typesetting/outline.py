"""The table of contents of an article, built from the headings of its HTML."""

import re
from typing import NamedTuple

from ..markup import permalinks, plain_text

FEWEST = 3
"""The fewest headings of the second and third level for which a table of contents is worth its space."""

# As the sanitiser writes them; it gives every id its prefix.
_HEADING = re.compile(r'<h([23])\b[^>]*? ?id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)


class Heading(NamedTuple):
    """A heading of the second level with the headings below it; `anchor` is its id."""

    text: str
    anchor: str
    inner: tuple[tuple[str, str], ...]
    """Text and anchor of each heading below it."""


def of(body_html: str) -> list[Heading]:
    """Returns the entries of an article's body; none if it has fewer than `FEWEST` headings."""
    if body_html.count("<h2") + body_html.count("<h3") < FEWEST:
        return []
    headings = [
        (level, plain_text.on_one_line(text), anchor)
        for level, anchor, text in _HEADING.findall(permalinks.without(body_html))
    ]
    if len(headings) < FEWEST:
        return []
    entries: list[tuple[str, str, list[tuple[str, str]]]] = []
    for level, text, anchor in headings:
        if level == "3" and headings[0][0] == "2":
            entries[-1][2].append((text, anchor))
        else:
            entries.append((text, anchor, []))
    return [Heading(text, anchor, tuple(inner)) for text, anchor, inner in entries]
