"""Boxes: `!!! note "Cần biết"`, with the text below, indented or not.

The lines of a box are indented by four columns, as in Python-Markdown. Otherwise the box ends at the first empty line
outside a code fence.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from ...markup.sanitiser import BOXES
from . import blocks
from .notes import note

_FIRST_LINE = re.compile(r"!!![ \t]*([^\W\d_][\w-]*):?(.*)")
_QUOTED = re.compile(r"[\"“”„«'‘](.*)[\"“”»'’]")
_MODIFIERS = re.compile(r"((?:(?:inline|end)\b[ \t]*)+)(.*)")
"""Material's words for a box beside the text, which this site does not have."""
_FENCE = re.compile(r"(`{3,}|~{3,})")
_INDENT = 4


class _FirstLine(NamedTuple):
    """The first line of a box. An empty `title` means a box without a title."""

    kind: str
    title: str
    is_known: bool


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    content_line = start + 1
    while content_line < end and state.isEmpty(content_line):
        content_line += 1
    is_indented = content_line < end and state.sCount[content_line] >= state.blkIndent + _INDENT
    first_line = _first_line(state, start, is_indented)
    if first_line is None or silent:
        return first_line is not None
    if not first_line.is_known:
        note(state.env, "box-kind", start, kind=first_line.kind)
    end_line = _end_of_indented(state, start, end) if is_indented else _end_of_plain(state, start, end)
    if end_line == start + 1:
        note(state.env, "box-empty", start)
    box = state.push("box_open", "div", 1)
    box.map, box.attrs = (
        [start, end_line],
        {"class": f"admonition {first_line.kind if first_line.is_known else 'note'}"},
    )
    if first_line.title:
        blocks.push(state, "box_title", "p", first_line.title, (start, start + 1)).attrs = {"class": "admonition-title"}
    outer_state = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = (
        state.blkIndent + (_INDENT if is_indented else 0),
        end_line,
        "box",
    )
    state.md.block.tokenize(state, start + 1, end_line)
    state.blkIndent, state.lineMax, state.parentType = outer_state
    state.push("box_close", "div", -1)
    state.line = end_line
    return True


def _first_line(state: StateBlock, line: int, is_indented: bool) -> _FirstLine | None:
    """Parses the first line of a box. Everything after the kind is the title, with or without quotation marks of any
    sort.
    """
    match = _FIRST_LINE.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if match is None:
        return None
    kind, title = match[1], match[2].strip()
    quotation = _QUOTED.fullmatch(title)
    if kind.lower() in BOXES:
        if modifiers := _MODIFIERS.fullmatch(title):
            title = modifiers[2]
            quotation = _QUOTED.fullmatch(title)
        return _FirstLine(kind.lower(), quotation[1] if quotation else title or kind.capitalize(), True)
    if quotation is None and not is_indented:
        return None  # an exclamation, not a box
    return _FirstLine(kind, quotation[1] if quotation else f"{kind} {title}".strip(), False)


def _end_of_indented(state: StateBlock, start: int, end: int) -> int:
    indent = state.blkIndent + _INDENT
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
    while line > start + 1 and state.isEmpty(line - 1):
        line -= 1
    return line


def _end_of_plain(state: StateBlock, start: int, end: int) -> int:
    line, fence = start + 1, ""
    while line < end and state.sCount[line] >= state.blkIndent and (fence or not state.isEmpty(line)):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        if fence:
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
        elif opening := _FENCE.match(text):
            fence = opening[1]
        line += 1
    return line
