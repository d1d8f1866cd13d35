"""Boxes: `!!! note "Cần biết"`, with the text below, indented or not.

The lines of a box are indented by four columns, as Python-Markdown has it. When they are not, the box ends at the first
empty line.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_BEGIN = re.compile(r"!!![ \t]*([a-z][\w-]*(?: +[\w-]+)*)(?:[ \t]+\"(.*?)\")?[ \t]*")
_INDENT = 4


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _BEGIN.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    is_indented = start + 1 < end and state.sCount[start + 1] >= state.blkIndent + _INDENT
    indent = state.blkIndent + (_INDENT if is_indented else 0)
    last = start + 1
    while last < end and (not state.isEmpty(last) if not is_indented else state.isEmpty(last) or state.sCount[last] >= indent):
        if not is_indented and state.sCount[last] < indent:
            break
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    box = state.push("box_open", "div", 1)
    box.map, box.attrs = [start, last], {"class": f"admonition {found[1]}"}
    title = found[1].split()[0].capitalize() if found[2] is None else found[2]
    if title:
        state.push("box_title_open", "p", 1).attrs = {"class": "admonition-title"}
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, [start, start + 1], []
        state.push("box_title_close", "p", -1)
    outer = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last, "box"
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.lineMax, state.parentType = outer
    state.push("box_close", "div", -1)
    state.line = last
    return True
