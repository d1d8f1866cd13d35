"""Open ends of an editor's HTML: what is opened and not closed, and what a browser takes for a comment. Both
hide text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ..markup import sanitiser

_NEXT = re.compile(r"<(?=[A-Za-z/!?])")
# HTML Standard, «Tokenization»: a quotation mark counts only behind the sign of equality.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)(?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^>=])*>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_NAME = re.compile(r"</?[A-Za-z][A-Za-z0-9]*")
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "area", "source", "embed", "link", "meta"})
_CLOSED_BY_OTHERS = frozenset(["p", "li", "dt", "dd", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"])
"""Elements that may be left open (HTML Standard, «Optional tags»), or that the table around them closes."""
_SHOWN = 30
"""Characters of a false comment that its message quotes."""


class OpenEnd(NamedTuple):
    """`code` names a problem in `words.vi.yml`, `line` counts from 0, `thing` is what stands there."""

    code: str
    line: int
    thing: str


class _Pieces:
    """All pieces of HTML of one text, and the line of each place in them."""

    def __init__(self, pieces: list[tuple[int, str]]):
        self.text = "".join(markup for _, markup in pieces)
        self.lower = self.text.lower()
        self._lines = [line for line, _ in pieces]
        self._starts = [0]
        for _, markup in pieces:
            self._starts.append(self._starts[-1] + len(markup))

    def line(self, place: int) -> int:
        piece = bisect_right(self._starts, place) - 1
        return self._lines[piece] + self.text.count("\n", self._starts[piece], place)

    def end(self, place: int) -> int:
        """Where the piece ends in which a place is."""
        return self._starts[bisect_right(self._starts, place)]


def find(pieces: list[tuple[int, str]]) -> Iterator[OpenEnd]:
    """The open ends, in order, up to the first that takes all the rest with it (`html-not-closed`)."""
    whole = _Pieces(pieces)
    left_open: dict[str, list[int]] = defaultdict(list)
    place = 0
    while found := _NEXT.search(whole.text, place):
        begin, end = found.start(), whole.end(found.start())
        name = _NAME.match(whole.text, begin)
        if whole.text.startswith("<!--", begin):
            comment = _COMMENT.match(whole.text, begin, end)
            if comment is None:
                yield OpenEnd("html-not-closed", whole.line(begin), "<!--")
                return
            place = comment.end()
        elif name is None:  # `<!x`, `<?x`, `</ x`
            place = whole.text.find(">", begin, end) + 1
            thing = whole.text[begin : place or end]
            yield OpenEnd("html-removed" if place else "html-not-closed", whole.line(begin), thing[:_SHOWN].strip())
            if not place:
                return
        else:
            tag = _TAG.match(whole.text, begin, end)
            place = tag.end() if tag else -1
            if tag and (kind := tag[2].lower()) in sanitiser.CONTENT_REMOVED and not tag[1]:
                place = whole.lower.find(f"</{kind}", place)
            if tag is None or place < 0:
                yield OpenEnd("html-not-closed", whole.line(begin), f"{name[0].lower()}>")
                return
            _note(left_open, tag, begin)
    places = sorted((begin, kind) for kind, begins in left_open.items() for begin in begins)
    yield from (OpenEnd("html-left-open", whole.line(begin), f"<{kind}>") for begin, kind in places)


def _note(left_open: dict[str, list[int]], tag: re.Match[str], begin: int) -> None:
    """Adds an element to those that are open, or takes the last of its kind away."""
    kind = tag[2].lower()
    if tag[1]:
        if left_open.get(kind):
            left_open[kind].pop()
    elif kind in sanitiser.TAGS and kind not in VOID and kind not in _CLOSED_BY_OTHERS:
        left_open[kind].append(begin)
