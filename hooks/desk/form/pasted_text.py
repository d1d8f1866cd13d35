"""What somebody pastes, as Markdown that our reader understands: from the clipboard's HTML if that has a form, else
from its plain lines by the importer's rules.
"""

import re
import unicodedata
from typing import Any

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bulletin.portals import plain_lines
from bulletin.posts import legacy_text
from markdownify import MarkdownConverter

from . import office_paper

_TAGS = set(
    re.findall(
        r"\w+",
        "p br div h2 h3 h4 h5 h6 b strong i em s del ul ol li a table thead tbody tfoot tr th td blockquote hr sup sub",
    )
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_FORMED = ("h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "s", "del", "ul", "ol", "a", "table", "blockquote")
_NUMERIC = re.compile(r"[-+−(]?\d[\d.,\s]*%?\)?|[-–]|")
# Signs that nobody types but in Markdown: then a text is pasted as it is, from one article into another.
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\|.*\|\s*$|^!!! |^\[\^\w+\]:|^\*\[\w+\]:|\]\([^)\s]+\)|\*\*\S|^\{: |^> \S|^!\[", re.MULTILINE
)
_MOST_CELLS = 20_000
_LARGEST = 3_000_000
"""Characters of HTML: some hundred pages of Word."""
_DEEPEST = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)")
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr"})


def paste(html: str | None, text: str) -> str:
    """Markdown for what the clipboard holds: its HTML, if there is any, and its plain text."""
    text = _tidy(text)
    if html and not _MARKDOWN.search(text):
        formed, plain_text = _from_html(html) if _is_reasonable(html) else ("", text)
        if formed:
            return formed
        text = text or plain_text
    encoding = legacy_text.find(text)
    if encoding:
        text = legacy_text.convert(text, encoding.encoding)
    if _MARKDOWN.search(text):
        return text.strip("\n")
    return plain_lines.markdown([line for line in text.split("\n") if line.strip()], _noted)


def _is_reasonable(html: str) -> bool:
    """Whether it is no more than a long document, with no more boxes in boxes than a program makes."""
    depth = 0
    for match in _TAG.finditer(html[: _LARGEST + 1]):
        depth += -1 if match[1] else match[2].lower() not in _VOID
        if depth > _DEEPEST:
            return False
    return len(html) <= _LARGEST


def _from_html(html: str) -> tuple[str, str]:
    """Markdown of HTML that has a form, or nothing; and its plain text."""
    soup = office_paper.cleaned(html)
    _convert_legacy(soup)
    safe = BeautifulSoup(nh3.clean(str(soup), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None), "html.parser")
    has_form = safe.find(_FORMED) is not None or office_paper.PICTURE_MARK in safe.get_text()
    return _markdown(safe) if has_form else "", _tidy(safe.get_text("\n"))


def _tidy(text: str) -> str:
    """The text with our line ends and letters, without the signs that Word puts between them."""
    text = re.sub(r"\r\n?|\x0b|\u2028|\u2029", "\n", text).replace("\xa0", " ")
    return unicodedata.normalize("NFC", re.sub(r"[\u200b\ufeff\xad]", "", text))


def _noted(*_: Any, **__: Any) -> None:
    """The importer notes the tables that it finds; here the editor sees them."""


def _convert_legacy(soup: BeautifulSoup) -> None:
    finding = legacy_text.find(_tidy(soup.get_text("\n")))
    for node in list(soup.find_all(string=True)):
        text = re.sub(r"\s+", " ", _tidy(str(node)))  # Word wraps its lines, whatever they say
        if finding:
            text = legacy_text.convert(text, finding.encoding)
        node.replace_with(NavigableString(text))


def _markdown(soup: BeautifulSoup) -> str:
    text = _Converter(
        heading_style="ATX", bullets="-", newline_style="BACKSLASH", autolinks=True, escape_misc=False
    ).convert_soup(soup)
    text = re.sub(r"[ \t]+$", "", str(text), flags=re.MULTILINE)
    text = re.sub(r"(?:^|(?<=\n))\\(?=\n|$)|(?:\\\n)+(?=\n|$)", "\n", text)  # line breaks around paragraphs
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return text.replace(office_paper.PICTURE_MARK, office_paper.picture_note())


class _Converter(MarkdownConverter):
    """markdownify, with signs escaped as the importer does, and with tables as our reader wants them."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return plain_lines.escaped(text) if text else ""

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = " ".join(text.split(" ")).strip()
        # Only at its beginning would a paragraph be taken for something else.
        text = re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", text)
        text = re.sub(r"^([#>+-])(?=\s|$)", r"\\\1", text)
        return str(super().convert_p(el, text, parent_tags))  # type: ignore[misc]  # the stubs know no `convert_p`

    convert_div = convert_p

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text if parent_tags & {"h2", "h3", "h4", "h5", "h6", "th", "b", "strong"} else _around("**", text)

    convert_strong = convert_b

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text if parent_tags & {"i", "em"} else _around("*", text)

    convert_em = convert_i

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        rows = [
            [text for cell in row.find_all(["td", "th"], recursive=False) for text in self._cells(cell)]
            for row in el.find_all("tr")
            if row.find_parent("table") is el
        ]
        rows = [row for row in rows if any(row)]
        if not rows or sum(map(len, rows)) > _MOST_CELLS:
            return text
        width = max(map(len, rows))
        if width == 1:  # a box around a text, no table
            return "\n\n" + "\n\n".join(row[0] for row in rows) + "\n\n"
        filled = [row + [""] * (width - len(row)) for row in rows]
        is_numeric = [any(column) and all(map(_NUMERIC.fullmatch, column)) for column in zip(*filled[1:], strict=True)]
        rule = ["---:" if is_right else "---" for is_right in is_numeric or [False] * width]
        head = [re.sub(r"^\*\*(.*)\*\*$", r"\1", cell) for cell in filled[0]]  # the first row is bold as it is
        lines = "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *filled[1:]])
        return f"\n\n{lines}\n\n"

    def _cells(self, cell: Tag) -> list[str]:
        """The text of a cell, and empty ones for the other columns that it takes."""
        span = str(cell.get("colspan") or "1")
        cell.name = "span"
        text = str(self.process_tag(cell, parent_tags={"_inline"}))  # type: ignore[attr-defined]
        text = " ".join(text.replace("\\\n", " ").split()).replace("|", r"\|")
        return [text] + [""] * (min(int(span), 50) - 1 if span.isdigit() and span != "0" else 0)


def _around(sign: str, text: str) -> str:
    """A sign around a text, but not around the spaces at its ends."""
    bare = text.strip()
    if not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{sign}{bare}{sign}{after}"
