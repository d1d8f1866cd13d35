"""Addresses with spaces: `[Kế hoạch](Kế hoạch số 12.pdf)` is a link. GitHub requires `<…>` around such an address."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

SPACE = "\ufdd0"
"""Replaces a space of an address while Markdown is read. It is a noncharacter of Unicode, which no text may contain."""

_STEP = r"(?:[^()<>\n\"'\s]|\([^()<>\n\"']*\))+"
_ADDRESS = re.compile(rf"(?<=\]\(){_STEP}(?: +{_STEP})+(?=(?:[ ]+\"[^\"\n]*\")?[ ]*\))")

_TITLE = re.compile(r" \([^()]*\)$")


def install(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "spaced_addresses", _replace_spaces)


def _replace_spaces(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content:
            token.content = _ADDRESS.sub(_with_placeholders, token.content)


def _with_placeholders(match: re.Match[str]) -> str:
    """Replaces the spaces of an address. One that ends with a piece in brackets stays as it is: that piece is the title
    of a link, as in `(https://bao.example/ (Báo))`.
    """
    return match[0] if _TITLE.search(match[0]) else match[0].replace(" ", SPACE)
