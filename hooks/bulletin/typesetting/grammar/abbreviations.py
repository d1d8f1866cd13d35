"""Abbreviations: `*[UBND]: Ủy ban nhân dân`, each on a line of its own."""

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
    """Collects definitions in `env["abbreviations"]`, which maps the short form to long form and line. Of two
    definitions the first one counts.
    """
    match = _DEFINITION.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not match or not match[1].strip():
        return False
    if not silent:
        abbreviations, short = state.env.setdefault("abbreviations", {}), match[1].strip()
        if short in abbreviations:
            note(state.env, "abbreviation-twice", start, name=short, first=abbreviations[short][1])
        abbreviations.setdefault(short, (match[2].strip(), start))
        state.line = start + 1
    return True
