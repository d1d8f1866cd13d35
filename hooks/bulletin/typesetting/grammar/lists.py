"""Lists: as on GitHub, wherever they are indented, and with the bullets of Word, Zalo and e-mail.

`• Căn cước`, `– Giấy khai sinh` and `o⇥Bản sao` make a list as `-` does. On GitHub a line that is indented by four
columns or more is code, or goes on with the line above.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as read_list

# Word pastes bullets of its Symbol font as private-use characters (U+F0B7 …); where the font was lost on the way, as
# the letters that stand in their places, with a tab behind them.
_BULLET = re.compile(
    "(?:[•●○▪▫■□◆◇◦‣⁃∙➢➤✓✔–−·\uf0b7\uf0a7\uf0d8\uf0fc\uf076]|(o)(?=\t|[ \xa0]{3})|[§Øüv](?=\t|[ \xa0]{3}))([ \t\xa0]+)(?=[^ \t\xa0\n])"
)
_STEP = 4
"""Columns by which `o`, the second level of a list in Word, is taken for indented."""


def install(md: MarkdownIt) -> None:
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    # Asked also where an item may end: the next one must look like an item to the rule for lists by then.
    md.block.ruler.before("list", "bullet", _bullet, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def begins(state: StateBlock, start: int, end: int, silent: bool = True) -> bool:
    """Whether a list begins on a line; asked as rules are."""
    return _bullet(state, start, end, silent) or _list(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of CommonMark, without its exception for items that stand four columns to the right of their list."""
    outer, state.listIndent = state.listIndent, -1
    found = read_list(state, start, end, silent)
    state.listIndent = outer
    return found


def _bullet(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Puts `-` in the place of another bullet, if the rule for lists, which is asked next, then begins a list or an
    item.
    """
    at = state.bMarks[start] + state.tShift[start]
    found = _BULLET.match(state.src, at, state.eMarks[start])
    if found is None or state.parentType == "table":  # a first cell may begin with any sign
        return False
    written, column = state.src, state.sCount[start]
    state.src = f"{written[:at]}-{found[2].replace(chr(0xA0), ' ')}{written[found.end() :]}"
    if found[1] and column == 0:
        state.sCount[start] = _STEP
    if not _list(state, start, end, True):
        state.src, state.sCount[start] = written, column
    return False
