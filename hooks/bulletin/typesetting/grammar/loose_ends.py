"""Loose ends of a text: what looks like a list, a heading, a link, a note or a table, and is none."""

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
    r"\[[^\]\[\n]*\](?:\((?=\S)|[ \t]+\((?:(?:https?:/|www\.|\.{0,2}/|#|mailto:)[^()\s]*|[^()\s]+\.(?:md|html?|pdf|docx?|xlsx?|jpe?g|png))\))"
    r"|\([^()\n]+\)\[(?:https?://|www\.)[^\]\[\s]*\]"
)
"""`[chữ] (địa chỉ)`, `(chữ)[địa chỉ]`, and what else was left of a link."""
_OPENING_STARS, _CLOSING_STARS = re.compile(r"(?<![\w*])\*\*(?=[\w“\"‘])"), re.compile(r"(?<=\w)\*\*(?![\w*])")


class References(dict[str, dict[str, Any]]):
    """The link references of a text (`[1]: https://…`); `used` are the labels that a link asked for."""

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
    md.core.ruler.before("block", "references", _begin)
    # Before the signs that a backslash took the meaning of are joined with the text around them.
    md.core.ruler.before("text_join", "loose_ends", _look)


def _begin(state: StateCore) -> None:
    state.env["references"] = References()


def _look(state: StateCore) -> None:
    marked: set[str] = set()
    paragraphs = 0
    """How many paragraphs before this one were each a row of a table."""
    for number, token in enumerate(state.tokens):
        if token.type == "inline" and token.map:
            if "&#" in token.content:
                _take_out_signs(state.env, token)
            if number and state.tokens[number - 1].type == "paragraph_open":
                _look_at_lines(state.env, token)
                paragraphs = _look_at_row(state.env, token, paragraphs)
            if "[" in token.content:
                marked |= {child.meta["name"] for child in token.children or () if child.type == "footnote_mark"}
            if "[" in token.content or "**" in token.content:
                _look_at_text(state.env, token)
    for name, line in footnotes.lines(state.env).items():
        if name not in marked:
            note(state.env, "footnote-unused", line, name=name)
    references = state.env["references"]
    for label, reference in references.items():
        if label not in references.used:
            note(state.env, "reference-unused", reference["map"][0], name=label.lower())
    for twice in state.env.get("duplicate_refs", ()):
        note(state.env, "reference-twice", twice["map"][0], name=twice["label"].lower())


def _take_out_signs(env: EnvType, token: Token) -> None:
    """An entity of a control character (`&#11;`), for which markdown-it puts the sign of a lost letter."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        line += inline_lines.of(child)
        if child.type == "text_special" and child.info == "entity" and child.content == "\ufffd":
            child.content = ""
            note(env, "control-characters", line, characters=child.markup)


def _look_at_lines(env: EnvType, token: Token) -> None:
    assert token.map
    lines = [line.strip() for line in token.content.split("\n")]
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        before = lines[number - 1] if number else ""
        if _HEADING.match(line):
            note(env, "heading-without-space", token.map[0] + number)
        elif _ITEM.match(line) and _ITEM.match(following) and not _ITEM.match(before):
            note(env, "item-without-space", token.map[0] + number)
        elif (
            _ROW.fullmatch(line)
            and _ROW.fullmatch(following)
            and not _ROW.fullmatch(before)
            and not _RULE.fullmatch(following)
        ):
            note(env, "table-without-rule", token.map[0] + number)


def _look_at_row(env: EnvType, token: Token, before: int) -> int:
    """A row of a table that stands by itself, with empty lines around it; only the first of several is told."""
    assert token.map
    if "\n" in token.content or not _ROW.fullmatch(token.content.strip()):
        return 0
    if not before:
        note(env, "table-row-apart", token.map[0])
    return before + 1


def _look_at_text(env: EnvType, token: Token) -> None:
    """Signs of links, notes and bold words that show as they are."""
    assert token.map
    line, text, begins = token.map[0], "", [(0, token.map[0])]
    for child in token.children or ():
        text += child.content if child.type == "text" else "\0"
        if lines := inline_lines.of(child):
            line += lines
            begins.append((len(text), line))

    def note_at(place: int, code: str, **facts: object) -> None:
        note(env, code, next(line for begin, line in reversed(begins) if begin <= place), **facts)

    for found in _REFERENCE.finditer(text):
        note_at(found.start(), "reference-missing", name=found[1])
    for found in _FOOTNOTE.finditer(text):
        note_at(found.start(), "footnote-name" if " " in found[1] else "footnote-missing", name=found[1])
    for found in _LINK.finditer(text):
        note_at(found.start(), "link-not-read", written=found[0][:60])
    stars = _OPENING_STARS.search(text)
    if stars is None and len(closing := list(_CLOSING_STARS.finditer(text))) and text.count("**") > 1:
        stars = closing[0]
    if stars:
        note_at(stars.start(), "stray-stars")
