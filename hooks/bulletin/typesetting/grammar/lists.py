"""Lists as on GitHub, at any indent, and with the bullets of Word, Zalo and e-mail.

`• Căn cước`, `– Giấy khai sinh` and `o⇥Bản sao` make a list as `-` does. On GitHub a line with an indent of four
columns or more is code, or continues the line above.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as read_list

# Word pastes bullets of its Symbol font as private-use characters (U+F0B7 …), or, where the font was lost on the way,
# as the letters in their positions, with a tab behind them.
_BULLET = re.compile(
    "(?:[•●○▪▫■□◆◇◦‣⁃∙➢➤✓✔–−·\uf0b7\uf0a7\uf0d8\uf0fc\uf076]|(o)(?=\t|[ \xa0]{3})|[§Øüv](?=\t|[ \xa0]{3}))"
    "([ \t\xa0]+)(?=[^ \t\xa0\n])"
)
_STEP = 4
"""Columns of indent that are assumed for `o`, Word's bullet of the second level."""


def install(md: MarkdownIt) -> None:
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    # Also called where an item may end: by then the next item must look like one to the rule for lists.
    md.block.ruler.before("list", "bullet", _bullet, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def begins(state: StateBlock, start: int, end: int, silent: bool = True) -> bool:
    """Whether a list begins on a line; has the signature of a rule."""
    return _bullet(state, start, end, silent) or _list(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Applies CommonMark's rule, without its exception for items four columns to the right of their list."""
    outer_indent, state.listIndent = state.listIndent, -1
    is_list = read_list(state, start, end, silent)
    state.listIndent = outer_indent
    return is_list


def _bullet(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Replaces another bullet with `-`, if the rule for lists, which is called next, then begins a list or an item.
    Never matches itself.
    """
    begin = state.bMarks[start] + state.tShift[start]
    match = _BULLET.match(state.src, begin, state.eMarks[start])
    if match is None or state.parentType == "table":  # a first cell may begin with any sign
        return False
    source, column = state.src, state.sCount[start]
    state.src = f"{source[:begin]}-{match[2].replace(chr(0xA0), ' ')}{source[match.end() :]}"
    if match[1] and column == 0:
        state.sCount[start] = _STEP
    if not _list(state, start, end, True):
        state.src, state.sCount[start] = source, column
    return False
