"""Open ends of an editor's HTML: elements that are not closed, and markup that a browser takes for a comment. Both hide
text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ..markup import sanitiser

_NEXT = re.compile(r"<(?=[A-Za-z/!?])")
# HTML Standard, «Tokenization»: a quotation mark counts only after an equals sign.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)(?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^>=])*>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_NAME = re.compile(r"</?[A-Za-z][A-Za-z0-9]*")
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "area", "source", "embed", "link", "meta"})
_CLOSED_BY_OTHERS = frozenset(["p", "li", "dt", "dd", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"])
"""Elements that may be left open (HTML Standard, «Optional tags»), or that the table around them closes."""
_SHOWN = 30
"""The most characters of a false comment that its message quotes."""


class OpenEnd(NamedTuple):
    """`code` names a problem in `words.vi.yml`, `line` counts from 0, `thing` quotes the markup there."""

    code: str
    line: int
    thing: str


class _Pieces:
    """All pieces of HTML of one text, joined. Finds the line of each position."""

    def __init__(self, pieces: list[tuple[int, str]]):
        self.text = "".join(markup for _, markup in pieces)
        self.lower = self.text.lower()
        self._lines = [line for line, _ in pieces]
        self._starts = [0]
        for _, markup in pieces:
            self._starts.append(self._starts[-1] + len(markup))

    def line(self, position: int) -> int:
        piece = bisect_right(self._starts, position) - 1
        return self._lines[piece] + self.text.count("\n", self._starts[piece], position)

    def end(self, position: int) -> int:
        """Returns the end of the piece that contains a position."""
        return self._starts[bisect_right(self._starts, position)]


def find(pieces: list[tuple[int, str]]) -> Iterator[OpenEnd]:
    """Yields the open ends in order, up to the first one that swallows the rest of the text (`html-not-closed`).
    Unclosed elements come last.
    """
    joined_pieces = _Pieces(pieces)
    open_starts: dict[str, list[int]] = defaultdict(list)
    position = 0
    while match := _NEXT.search(joined_pieces.text, position):
        begin, end = match.start(), joined_pieces.end(match.start())
        name = _NAME.match(joined_pieces.text, begin)
        if joined_pieces.text.startswith("<!--", begin):
            comment = _COMMENT.match(joined_pieces.text, begin, end)
            if comment is None:
                yield OpenEnd("html-not-closed", joined_pieces.line(begin), "<!--")
                return
            position = comment.end()
        elif name is None:  # `<!x`, `<?x`, `</ x`
            position = joined_pieces.text.find(">", begin, end) + 1
            thing = joined_pieces.text[begin : position or end]
            yield OpenEnd(
                "html-removed" if position else "html-not-closed", joined_pieces.line(begin), thing[:_SHOWN].strip()
            )
            if not position:
                return
        else:
            tag = _TAG.match(joined_pieces.text, begin, end)
            position = tag.end() if tag else -1
            if tag and (tag_name := tag[2].lower()) in sanitiser.CONTENT_REMOVED and not tag[1]:
                position = joined_pieces.lower.find(f"</{tag_name}", position)
            if tag is None or position < 0:
                yield OpenEnd("html-not-closed", joined_pieces.line(begin), f"{name[0].lower()}>")
                return
            _update(open_starts, tag, begin)
    unclosed = sorted((begin, tag_name) for tag_name, starts in open_starts.items() for begin in starts)
    yield from (OpenEnd("html-left-open", joined_pieces.line(begin), f"<{tag_name}>") for begin, tag_name in unclosed)


def _update(open_starts: dict[str, list[int]], tag: re.Match[str], begin: int) -> None:
    """Adds the element of an opening tag to the open ones; a closing tag removes the last one of its name."""
    tag_name = tag[2].lower()
    if tag[1]:
        if open_starts.get(tag_name):
            open_starts[tag_name].pop()
    elif tag_name in sanitiser.TAGS and tag_name not in VOID and tag_name not in _CLOSED_BY_OTHERS:
        open_starts[tag_name].append(begin)
