"""Loose ends of a text: reports lines that look like a list, a heading, a link, a note or a table, but are not read as
one.
"""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from . import footnotes, inline_lines
from .notes import note

_HEADING = re.compile(r"#{2,6}[^\s#]")
_ITEM = re.compile(r"[-+•–](?![-\s\d])\S|\*(?![*\s])[^*]+$|\d{1,2}[.)](?![\s\d.)])\S")
_ROW = re.compile(r"\|.*\|[ \t]*")
_RULE = re.compile(r"[|:\- \t]+")
_REFERENCE = re.compile(r"\]\[([^\]\[\n]*)\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\[\n]+)\]")
_LINK = re.compile(
    r"\[[^\]\[\n]*\](?:\((?=\S)|[ \t]+\("
    r"(?:(?:https?:/|www\.|\.{0,2}/|#|mailto:)[^()\s]*|[^()\s]+\.(?:md|html?|pdf|docx?|xlsx?|jpe?g|png))\))"
    r"|\([^()\n]+\)\[(?:https?://|www\.)[^\]\[\s]*\]"
)
"""`[chữ] (địa chỉ)`, `(chữ)[địa chỉ]`, and other remains of a link."""
_OPENING_STARS, _CLOSING_STARS = re.compile(r"(?<![\w*])\*\*(?=[\w“\"‘])"), re.compile(r"(?<=\w)\*\*(?![\w*])")


class References(dict[str, dict[str, Any]]):
    """The link references of a text (`[1]: https://…`). `used` holds the labels that links have looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def __getitem__(self, label: str) -> dict[str, Any]:
        self.used.add(label)
        return super().__getitem__(label)

    def get(self, label: str, default: Any = None) -> Any:
        self.used.add(label)
        return super().get(label, default)


def install(md: MarkdownIt) -> None:
    md.core.ruler.before("block", "references", _count_references)
    # Before escaped signs are joined with the text around them.
    md.core.ruler.before("text_join", "loose_ends", _report_loose_ends)


def _count_references(state: StateCore) -> None:
    state.env["references"] = References()


def _report_loose_ends(state: StateCore) -> None:
    marked_footnotes: set[str] = set()
    rows = 0
    """The number of paragraphs right before this one that look like rows of a table."""
    for number, token in enumerate(state.tokens):
        if token.type == "inline" and token.map:
            if "&#" in token.content:
                _remove_control_characters(state.env, token)
            if number and state.tokens[number - 1].type == "paragraph_open":
                _report_lines(state.env, token)
                rows = _report_row(state.env, token, rows)
            if "[" in token.content:
                marked_footnotes |= {
                    child.meta["name"] for child in token.children or () if child.type == "footnote_mark"
                }
            if "[" in token.content or "**" in token.content:
                _report_text(state.env, token)
    for name, line in footnotes.lines(state.env).items():
        if name not in marked_footnotes:
            note(state.env, "footnote-unused", line, name=name)
    references = state.env["references"]
    for label, reference in references.items():
        if label not in references.used:
            note(state.env, "reference-unused", reference["map"][0], name=label.lower())
    for duplicate in state.env.get("duplicate_refs", ()):
        note(state.env, "reference-twice", duplicate["map"][0], name=duplicate["label"].lower())


def _remove_control_characters(env: EnvType, token: Token) -> None:
    """Removes and reports the entities of control characters (`&#11;`), which markdown-it replaces with U+FFFD."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        line += inline_lines.of(child)
        if child.type == "text_special" and child.info == "entity" and child.content == "\ufffd":
            child.content = ""
            note(env, "control-characters", line, characters=child.markup)


def _report_lines(env: EnvType, token: Token) -> None:
    assert token.map
    lines = [line.strip() for line in token.content.split("\n")]
    for number, line in enumerate(lines):
        next_line = lines[number + 1] if number + 1 < len(lines) else ""
        previous_line = lines[number - 1] if number else ""
        if _HEADING.match(line):
            note(env, "heading-without-space", token.map[0] + number)
        elif _ITEM.match(line) and _ITEM.match(next_line) and not _ITEM.match(previous_line):
            note(env, "item-without-space", token.map[0] + number)
        elif (
            _ROW.fullmatch(line)
            and _ROW.fullmatch(next_line)
            and not _ROW.fullmatch(previous_line)
            and not _RULE.fullmatch(next_line)
        ):
            note(env, "table-without-rule", token.map[0] + number)


def _report_row(env: EnvType, token: Token, rows: int) -> int:
    """Reports a row of a table that stands alone between empty lines, but only the first of several. `rows` is the
    number of such paragraphs before it; returns the number including this one.
    """
    assert token.map
    if "\n" in token.content or not _ROW.fullmatch(token.content.strip()):
        return 0
    if not rows:
        note(env, "table-row-apart", token.map[0])
    return rows + 1


def _report_text(env: EnvType, token: Token) -> None:
    """Reports the signs of links, notes and bold words that remain in the text."""
    assert token.map
    line, text, line_starts = token.map[0], "", [(0, token.map[0])]
    for child in token.children or ():
        text += child.content if child.type == "text" else "\0"
        if lines := inline_lines.of(child):
            line += lines
            line_starts.append((len(text), line))

    def note_at(position: int, code: str, **facts: object) -> None:
        note(env, code, next(line for begin, line in reversed(line_starts) if begin <= position), **facts)

    for match in _REFERENCE.finditer(text):
        note_at(match.start(), "reference-missing", name=match[1])
    for match in _FOOTNOTE.finditer(text):
        note_at(match.start(), "footnote-name" if " " in match[1] else "footnote-missing", name=match[1])
    for match in _LINK.finditer(text):
        note_at(match.start(), "link-not-read", written=match[0][:60])
    stars = _OPENING_STARS.search(text)
    if stars is None and len(closing_stars := list(_CLOSING_STARS.finditer(text))) and text.count("**") > 1:
        stars = closing_stars[0]
    if stars:
        note_at(stars.start(), "stray-stars")
