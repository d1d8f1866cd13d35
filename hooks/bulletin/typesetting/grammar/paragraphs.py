"""Paragraphs, and headings with a line of `=` or `-` below them.

A paragraph ends at an indented list, which GitHub would join to it, and at `---` below a line that ends a sentence, of
which GitHub would make a heading.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from . import blocks, lists
from .notes import note

_ENDS_SENTENCE = re.compile(r"[.!?…:;,][”’»\"')*_]*$")
_UNDERLINE = re.compile(r"-+|=+")
_RULE = re.compile(r"-{3,}")
_DEEP = 4
"""Columns from which on a line in a paragraph can begin nothing but a list."""


def install(md: MarkdownIt) -> None:
    md.disable("lheading").block.ruler.at("paragraph", _paragraph)


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    outer, state.parentType = state.parentType, "paragraph"  # so that only a list that begins with 1 ends it
    line, tag = _end(state, start, end)
    state.parentType = outer
    state.line = line if tag == "p" else line + 1
    kind = "paragraph" if tag == "p" else "heading"
    blocks.push(state, kind, tag, _text(state, start, line), (start, line)).map = [start, state.line]
    return True


def _end(state: StateBlock, start: int, end: int) -> tuple[int, str]:
    """The line behind the text, and the tag for it."""
    rules = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        written = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        if 0 <= indent < _DEEP and _UNDERLINE.fullmatch(written):
            ends_sentence = _ENDS_SENTENCE.search(_text(state, start, line)) is not None
            if ends_sentence and _RULE.fullmatch(written):
                return line, "p"
            if ends_sentence or written[0] == "-":
                note(state.env, "rule-as-heading", line, rule=written[:3])
            return line, "h2" if written[0] == "-" else "h1"
        # Below zero: the line goes on with a quotation without its sign, and the rule for quotations has looked at it.
        ending = [lists.begins] if indent >= _DEEP else rules if state.sCount[line] >= 0 else []
        if any(rule(state, line, end, True) for rule in ending):
            break
        line += 1
    return line, "p"


def _text(state: StateBlock, start: int, line: int) -> str:
    return state.getLines(start, line, state.blkIndent, False).strip()
