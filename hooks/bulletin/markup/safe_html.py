"""Sanitised HTML: its form, and the ways in which it may still be changed.

The sanitiser writes every text in one form, on which the regular expressions of all rooms rely:

* names of tags and attributes are in small letters;
* an attribute is ` name="value"`: one space, double quotes;
* `<`, `>`, `&` and the no-break space are entities, in text and in values, and so is `"` in values: a tag ends at the
  first `>`;
* elements are nested and closed, and void elements have no slash: `<br>`;
* nothing else is there: no comment, no doctype.

A change must touch the text or the tags, but never both as one string. It could turn text into a tag, or a tag into
text: in NFC, `>` and U+0338 become one letter.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_VOID = frozenset({"br", "hr", "img"})


class Element(NamedTuple):
    """An element of HTML. `tag` is its name, `opening` its whole opening tag, and `inner` the HTML inside.

    `start` and `end` are its positions in the markup.
    """

    tag: str
    opening: str
    inner: str
    start: int
    end: int


def with_text(markup: str, change: Callable[[str], str]) -> str:
    """The HTML with its text changed, piece by piece. `change` gets a text as it is written in HTML, with entities."""
    # The parts alternate: text, tag, text …
    return "".join([part if index % 2 else change(part) for index, part in enumerate(_PARTS.split(markup))])


def with_tags(markup: str, change: Callable[[str], str]) -> str:
    """The HTML with its tags changed, one by one. `change` gets a whole tag."""
    return TAG.sub(lambda tag: change(tag[0]), markup)


def elements(markup: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The outermost elements of some HTML, in order. `start` and `end` limit the part that is searched."""
    depth, opening = 0, None
    for tag in TAG.finditer(markup, start, len(markup) if end is None else end):
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
