"""Plain text out of sanitised HTML: the one way from HTML to text.

Readers of a screen, a feed's summary, the search index and the voice that reads an article aloud want different things
of it: `text` is everything, `without_notes` leaves out the marks of footnotes, `on_one_line` is that on one line,
`lines` has a line for each block.
"""

import html
import re

from . import permalinks

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|t[dhr]|table|caption|figure|figcaption|blockquote|summary|details|pre|br|hr|section)\b[^>]*>"
)
_FOOTNOTE_MARK = re.compile(r"<sup id=.*?</sup>", re.DOTALL)
_WAY_BACK = "↩"
"""The words of the link that leads back from a footnote."""


def text(markup: str) -> str:
    """All of the text, with its entities read."""
    plain = _TAG.sub("", markup)
    return html.unescape(plain) if "&" in plain else plain


def without_notes(markup: str) -> str:
    """The text without the marks of footnotes."""
    return text(_FOOTNOTE_MARK.sub("", markup) if "<sup" in markup else markup)


def on_one_line(markup: str) -> str:
    """The text without the marks of footnotes, with single spaces."""
    return " ".join(without_notes(markup).split())


def lines(markup: str) -> str:
    """The text as it is read aloud: a line for each block, without footnote marks, permalinks and the links back from
    footnotes.
    """
    bare = _BLOCK.sub("\n", _FOOTNOTE_MARK.sub("", permalinks.removed(markup)))
    return text(bare).replace(_WAY_BACK, "")


def for_search(markup: str) -> str:
    """The text as it is searched: on one line, without permalinks and the links back from footnotes."""
    return on_one_line(permalinks.removed(markup)).replace(_WAY_BACK, "")
