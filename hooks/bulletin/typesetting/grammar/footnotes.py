"""Footnotes: `95%[^1]` in a text, and `[^1]: Số liệu đến 19/6.` as the note itself."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_def

from . import blocks
from .notes import note

_MARK = re.compile(r"\[\^([^\s\]\[]{1,100})\]")

_SPACED = re.compile(r"\[\^([^\]\[\n]{0,100}[ \t][^\]\[\n]{0,100})\]:")
"""A name with a space, which is invalid. Without this rule the line would define the address of a link, and vanish."""
_INDENT = 4


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "footnote_mark", _mark)


def lines(env: EnvType) -> dict[str, int]:
    """Returns the lines of a text's footnotes by name, in the order of the notes."""
    footnote_lines: dict[str, int] = env.setdefault("footnote_lines", {})
    return footnote_lines


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Reads a note. Of two notes with one name the first counts, as on GitHub. The second is reported and stays as
    text.
    """
    begin = state.bMarks[start] + state.tShift[start]
    if not silent and (spaced_name := _SPACED.match(state.src, begin, state.eMarks[start])):
        note(state.env, "footnote-name", start, name=spaced_name[1])
        _as_text(state, start)
        return True
    label = _MARK.match(state.src, begin, state.eMarks[start])
    if not label or not state.src.startswith(":", label.end()):
        return False
    first_lines = lines(state.env)
    if not silent and label[1] in first_lines:
        note(state.env, "footnote-twice", start, name=label[1], first=first_lines[label[1]])
        _as_text(state, start)
        return True
    if silent:
        return True
    first_lines[label[1]] = start
    if not state.src[label.end() + 1 : state.eMarks[start]].strip() and not _has_text_below(state, start, end):
        note(state.env, "footnote-empty", start, name=label[1])
    return footnote_def(state, start, end, silent)


def _has_text_below(state: StateBlock, start: int, end: int) -> bool:
    """Whether the text of a note stands below its mark, indented."""
    line = state.skipEmptyLines(start + 1)
    return line < end and state.sCount[line] >= state.blkIndent + _INDENT


def _as_text(state: StateBlock, start: int) -> None:
    """Adds a paragraph that shows the line as it is written."""
    state.line = start + 1
    text = "\\" + state.getLines(start, start + 1, state.blkIndent, False).strip()
    blocks.push(state, "paragraph", "p", text, (start, start + 1)).map = [start, start + 1]


def _mark(state: StateInline, silent: bool) -> bool:
    match = _MARK.match(state.src, state.pos, state.posMax)
    if not match or match[1] not in lines(state.env):  # a mark without a note stays text
        return False
    if not silent:
        state.push("footnote_mark", "", 0).meta = {"name": match[1]}
    state.pos = match.end()
    return True
