"""Paragraphs, and headings underlined with `=` or `-`.

A paragraph ends at an indented list, which GitHub would join to it. It also ends at `---` below a line that ends a
sentence; GitHub would turn that line into a heading.
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
"""Columns of indent from which a line in a paragraph can begin nothing but a list."""


def install(md: MarkdownIt) -> None:
    md.disable("lheading").block.ruler.at("paragraph", _paragraph)


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    outer_type, state.parentType = state.parentType, "paragraph"  # so that only a list that begins with 1 ends it
    line, tag = _end(state, start, end)
    state.parentType = outer_type
    state.line = line if tag == "p" else line + 1
    kind = "paragraph" if tag == "p" else "heading"
    blocks.push(state, kind, tag, _text(state, start, line), (start, line)).map = [start, state.line]
    return True


def _end(state: StateBlock, start: int, end: int) -> tuple[int, str]:
    """Returns the line after the text, and the tag of the block."""
    rules = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        if 0 <= indent < _DEEP and _UNDERLINE.fullmatch(text):
            ends_sentence = _ENDS_SENTENCE.search(_text(state, start, line)) is not None
            if ends_sentence and _RULE.fullmatch(text):
                return line, "p"
            if ends_sentence or text[0] == "-":
                note(state.env, "rule-as-heading", line, rule=text[:3])
            return line, "h2" if text[0] == "-" else "h1"
        # Below zero: the line continues a quotation without its sign, and the rule for quotations has accepted it.
        ending_rules = [lists.begins] if indent >= _DEEP else rules if state.sCount[line] >= 0 else []
        if any(rule(state, line, end, True) for rule in ending_rules):
            break
        line += 1
    return line, "p"


def _text(state: StateBlock, start: int, line: int) -> str:
    return state.getLines(start, line, state.blkIndent, False).strip()
