"""Sanitised HTML, and the ways in which it may still be changed: its text, its tags, never both as one string.

To change it as a string can make a tag of its text, or text of a tag: in NFC `>` and U+0338 become one letter. The
sanitiser writes `<` in text and `>` in attributes as entities, so a tag ends at the first `>`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_VOID = frozenset({"br", "hr", "img"})


class Element(NamedTuple):
    """`opening` is the whole tag, `inner` the HTML in it; `start` and `end` are its places in the text that it was
    found in.
    """

    tag: str
    opening: str
    inner: str
    start: int
    end: int


def with_text(markup: str, change: Callable[[str], str]) -> str:
    """The same tags with their text changed, piece by piece, as it is written in HTML."""
    return "".join(
        [part if at % 2 else change(part) for at, part in enumerate(_PARTS.split(markup))]
    )  # text, tag, text …


def with_tags(markup: str, change: Callable[[str], str]) -> str:
    """The same text with its tags changed, one by one."""
    return _TAG.sub(lambda tag: change(tag[0]), markup)


def elements(markup: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The elements of a text that are in no other one, in order. `start` and `end` limit the part that is looked at."""
    depth, opening = 0, None
    for tag in _TAG.finditer(markup, start, len(markup) if end is None else end):
        name = _NAME.match(tag[0])
        if name is None or name[2] in _VOID:
            continue
        if not name[1]:
            if depth == 0:
                opening = tag
            depth += 1
            continue
        depth -= 1
        if depth == 0 and opening is not None:
            yield Element(name[2], opening[0], markup[opening.end() : tag.start()], opening.start(), tag.end())
