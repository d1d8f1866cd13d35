"""Abbreviations: `*[UBND]: Ủy ban nhân dân`, a line for each."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from .notes import note

_DEFINITION = re.compile(r"\*\[([^\]\\\n]{1,100})\] ?:[ \t]*(\S.*)")


def install(md: MarkdownIt) -> None:
    md.block.ruler.before(
        "list", "abbreviation", _abbreviation, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Collects definitions in `env["abbreviations"]`: short form to long form and line. The first of two stands."""
    found = _DEFINITION.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found or not found[1].strip():
        return False
    if not silent:
        known, short = state.env.setdefault("abbreviations", {}), found[1].strip()
        if short in known:
            note(state.env, "abbreviation-twice", start, name=short, first=known[short][1])
        known.setdefault(short, (found[2].strip(), start))
        state.line = start + 1
    return True
