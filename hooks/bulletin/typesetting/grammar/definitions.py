"""Definition lists: a term on a line of its own, and below it `: Nghĩa của từ`. Two terms need no empty line between
them.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin

_DEFINITION = re.compile(r"[:~][ \t]+\S")


def install(md: MarkdownIt) -> None:
    md.use(deflist_plugin)
    md.block.ruler.before("paragraph", "next_term", _next_term, {"alt": ["paragraph"]})


def _next_term(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Ends the paragraph of a definition at the term of another definition: a line before one that begins with `:`."""
    if not silent or state.ddIndent < 0 or start + 1 >= end or state.sCount[start] >= state.blkIndent:
        return False
    return (
        _DEFINITION.match(state.src, state.bMarks[start + 1] + state.tShift[start + 1], state.eMarks[start + 1])
        is not None
    )
