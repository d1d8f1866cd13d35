"""Boxes: `!!! note "Cần biết"`, with the text below, indented or not.

The lines of a box are indented by four columns, as Python-Markdown has it. When they are not, the box ends at the first
empty line outside a fence of code.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from ...markup.sanitiser import BOXES
from . import blocks
from .notes import note

_BEGIN = re.compile(r"!!![ \t]*([^\W\d_][\w-]*):?(.*)")
_QUOTED = re.compile(r"[\"“”„«'‘](.*)[\"“”»'’]")
_MODIFIERS = re.compile(r"((?:(?:inline|end)\b[ \t]*)+)(.*)")
"""Material's words for a box beside the text; this site has no such place."""
_FENCE = re.compile(r"(`{3,}|~{3,})")
_INDENT = 4


class _Begin(NamedTuple):
    """The first line of a box. A `title` of "" is none at all."""

    kind: str
    title: str
    is_known: bool


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = start + 1
    while first < end and state.isEmpty(first):
        first += 1
    is_indented = first < end and state.sCount[first] >= state.blkIndent + _INDENT
    begin = _begin(state, start, is_indented)
    if begin is None or silent:
        return begin is not None
    if not begin.is_known:
        note(state.env, "box-kind", start, kind=begin.kind)
    last = _end_of_indented(state, start, end) if is_indented else _end_of_plain(state, start, end)
    if last == start + 1:
        note(state.env, "box-empty", start)
    box = state.push("box_open", "div", 1)
    box.map, box.attrs = [start, last], {"class": f"admonition {begin.kind if begin.is_known else 'note'}"}
    if begin.title:
        blocks.push(state, "box_title", "p", begin.title, (start, start + 1)).attrs = {"class": "admonition-title"}
    outer = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = state.blkIndent + (_INDENT if is_indented else 0), last, "box"
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.lineMax, state.parentType = outer
    state.push("box_close", "div", -1)
    state.line = last
    return True


def _begin(state: StateBlock, line: int, is_indented: bool) -> _Begin | None:
    """What a first line says. Whatever follows the kind is the title, with quotation marks of any sort or without."""
    found = _BEGIN.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if found is None:
        return None
    kind, rest = found[1], found[2].strip()
    quoted = _QUOTED.fullmatch(rest)
    if kind.lower() in BOXES:
        if modifiers := _MODIFIERS.fullmatch(rest):
            rest = modifiers[2]
            quoted = _QUOTED.fullmatch(rest)
        return _Begin(kind.lower(), quoted[1] if quoted else rest or kind.capitalize(), True)
    if quoted is None and not is_indented:
        return None  # a cry, and no box
    return _Begin(kind, quoted[1] if quoted else f"{kind} {rest}".strip(), False)


def _end_of_indented(state: StateBlock, start: int, end: int) -> int:
    indent = state.blkIndent + _INDENT
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    return last


def _end_of_plain(state: StateBlock, start: int, end: int) -> int:
    last, fence = start + 1, ""
    while last < end and state.sCount[last] >= state.blkIndent and (fence or not state.isEmpty(last)):
        written = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].strip()
        if fence:
            fence = "" if written.startswith(fence) and not written.strip(fence[0]) else fence
        elif opening := _FENCE.match(written):
            fence = opening[1]
        last += 1
    return last
