"""The bullets of Word, Zalo and e-mail: `• Căn cước`, `– Giấy khai sinh`, `o⇥Bản sao` make a list as `-` does."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

# Word pastes bullets of its Symbol font as private-use characters (U+F0B7 …).
_BULLET = re.compile("(?:[•●▪◦‣–·\uf0b7\uf0a7\uf0d8\uf0fc\uf076]|(o)(?=\t|[ \xa0]{3}))([ \t\xa0]+)(?=[^ \t\xa0\n])")
_STEP = 4
"""Columns by which `o`, the second level of a list in Word, is taken for indented."""


def install(md: MarkdownIt) -> None:
    # Asked also where a paragraph or an item may end: the line must look like a list to the rule for lists by then.
    md.block.ruler.before("list", "bullet", _bullet, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _bullet(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Puts `-` in the place of another bullet. Whether the line then begins a list is for the rule for lists to say."""
    at = state.bMarks[start] + state.tShift[start]
    found = _BULLET.match(state.src, at, state.eMarks[start])
    if found:
        state.src = f"{state.src[:at]}-{found[2].replace(chr(0xA0), ' ')}{state.src[found.end() :]}"
        if found[1] and state.sCount[start] == 0:
            state.sCount[start] = _STEP
    return False
