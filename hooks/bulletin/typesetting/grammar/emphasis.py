"""Bold and italic words: `**Lưu ý:**Không` is bold.

CommonMark would show the stars, since the closing ones stand after punctuation and before a letter.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline


def install(md: MarkdownIt) -> None:
    md.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*":
        end = state.pos + scanned.length
        can_open = can_open or not state.src[end : end + 1].isspace()
        can_close = can_close or not state.src[max(state.pos - 1, 0) : state.pos].isspace()
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, can_open, can_close))
    state.pos += scanned.length
    return True
