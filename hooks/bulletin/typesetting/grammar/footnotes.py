"""Footnotes: `95%[^1]` in a text, and `[^1]: Số liệu đến 19/6.` where the note stands."""

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
"""A name with a space, which is none: without this rule the line would be the address of a link, and vanish."""
_INDENT = 4


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "footnote_mark", _mark)


def lines(env: EnvType) -> dict[str, int]:
    """The notes of a text by name, in their order, with the line of each."""
    noted: dict[str, int] = env.setdefault("footnote_lines", {})
    return noted


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Of two notes with one name the first stands, as on GitHub. The other one stays where it is, as text, and
    is told.
    """
    at = state.bMarks[start] + state.tShift[start]
    if not silent and (spaced := _SPACED.match(state.src, at, state.eMarks[start])):
        note(state.env, "footnote-name", start, name=spaced[1])
        _as_text(state, start)
        return True
    label = _MARK.match(state.src, at, state.eMarks[start])
    if not label or not state.src.startswith(":", label.end()):
        return False
    known = lines(state.env)
    if not silent and label[1] in known:
        note(state.env, "footnote-twice", start, name=label[1], first=known[label[1]])
        _as_text(state, start)
        return True
    if silent:
        return True
    known[label[1]] = start
    if not state.src[label.end() + 1 : state.eMarks[start]].strip() and not _goes_on(state, start, end):
        note(state.env, "footnote-empty", start, name=label[1])
    return footnote_def(state, start, end, silent)


def _goes_on(state: StateBlock, start: int, end: int) -> bool:
    """Whether the text of a note stands below its mark, indented."""
    line = state.skipEmptyLines(start + 1)
    return line < end and state.sCount[line] >= state.blkIndent + _INDENT


def _as_text(state: StateBlock, start: int) -> None:
    """A paragraph that shows the line as it is written."""
    state.line = start + 1
    text = "\\" + state.getLines(start, start + 1, state.blkIndent, False).strip()
    blocks.push(state, "paragraph", "p", text, (start, start + 1)).map = [start, start + 1]


def _mark(state: StateInline, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found or found[1] not in lines(state.env):  # what has no note stays text
        return False
    if not silent:
        state.push("footnote_mark", "", 0).meta = {"name": found[1]}
    state.pos = found.end()
    return True
