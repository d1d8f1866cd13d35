"""The table of contents of an article, made from the headings of its HTML."""

import re
from typing import NamedTuple

from ..markup import permalinks, plain_text

FEWEST = 3
"""So many headings of the second and third level make a table of contents worth its room."""

# As the sanitiser writes them; it gives every id its prefix.
_HEADING = re.compile(r'<h([23])\b[^>]*? ?id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)


class Entry(NamedTuple):
    """A heading of the second level with those below it; `anchor` is its id."""

    text: str
    anchor: str
    inner: tuple[tuple[str, str], ...]
    """Text and anchor of each."""


def of(body_html: str) -> list[Entry]:
    """Nothing when there are too few headings."""
    if body_html.count("<h2") + body_html.count("<h3") < FEWEST:
        return []
    found = [
        (level, plain_text.on_one_line(text), anchor)
        for level, anchor, text in _HEADING.findall(permalinks.removed(body_html))
    ]
    if len(found) < FEWEST:
        return []
    entries: list[tuple[str, str, list[tuple[str, str]]]] = []
    for level, text, anchor in found:
        if level == "3" and found[0][0] == "2":
            entries[-1][2].append((text, anchor))
        else:
            entries.append((text, anchor, []))
    return [Entry(text, anchor, tuple(inner)) for text, anchor, inner in entries]
