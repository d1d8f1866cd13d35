"""Rules across the page: `---` below a line that ends a sentence is one. GitHub would make a heading of that line."""

import re

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

from .notes import note

_ENDS_SENTENCE = re.compile(r"[.!?…:;,][”’»\"')*_]*$")


def install(md: MarkdownIt) -> None:
    md.block.ruler.before("lheading", "rule_below_text", _paragraph_above_rule)


def _paragraph_above_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Reads the paragraph above such a rule, and leaves the rule to its own rule."""
    terminators = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"  # so that only a list that begins with 1 ends it
    try:
        return _read(state, start, end, terminators)
    finally:
        state.parentType = outer


def _read(state: StateBlock, start: int, end: int, terminators: list[RuleFuncBlockType]) -> bool:
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        written = state.src[state.bMarks[line] : state.eMarks[line]].strip()
        if written != "---" and written.strip(written[0]) == "" and written[0] in "-=":
            return False
        if written == "---":
            text = state.getLines(start, line, state.blkIndent, False).strip()
            if not _ENDS_SENTENCE.search(text):
                note(state.env, "rule-as-heading", line)
                return False
            state.line = line
            state.push("paragraph_open", "p", 1).map = [start, line]
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = text, [start, line], []
            state.push("paragraph_close", "p", -1)
            return True
        if any(rule(state, line, end, True) for rule in terminators):
            return False
        line += 1
    return False
