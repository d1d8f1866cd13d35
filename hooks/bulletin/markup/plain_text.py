"""Plain text from sanitised HTML. No other module turns HTML into text.

Pages, the summaries of feeds, the search index and the voice that reads an article aloud need different texts. `text`
is all of it, `without_notes` leaves out the marks of footnotes, and `on_one_line` also puts the text on one line.
`lines` has a line for each block, for the voice. `for_search` is for the index.
"""

import html
import re

from . import permalinks, safe_html

_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|t[dhr]|table|caption|figure|figcaption|blockquote|summary|details|pre|br|hr|section)\b[^>]*>"
)
_FOOTNOTE_MARK = re.compile(r"<sup id=.*?</sup>", re.DOTALL)
_WAY_BACK = "↩"
"""The text of the link that leads back from a footnote."""


def text(markup: str) -> str:
    """All of the text, with its entities decoded."""
    encoded = safe_html.TAG.sub("", markup)
    return html.unescape(encoded) if "&" in encoded else encoded


def without_notes(markup: str) -> str:
    """The text without the marks of footnotes."""
    return text(_FOOTNOTE_MARK.sub("", markup) if "<sup" in markup else markup)


def on_one_line(markup: str) -> str:
    """The text without the marks of footnotes, with single spaces."""
    return " ".join(without_notes(markup).split())


def lines(markup: str) -> str:
    """The text as it is read aloud, with a line for each block.

    It leaves out permalinks, the marks of footnotes, and the links back from them.
    """
    blocks = _BLOCK.sub("\n", _FOOTNOTE_MARK.sub("", permalinks.without(markup)))
    return text(blocks).replace(_WAY_BACK, "")


def for_search(markup: str) -> str:
    """The text as it is searched, on one line.

    It leaves out permalinks, the marks of footnotes, and the links back from them.
    """
    return on_one_line(permalinks.without(markup)).replace(_WAY_BACK, "")
