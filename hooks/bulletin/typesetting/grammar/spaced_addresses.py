"""Addresses with spaces: `[Kế hoạch](Kế hoạch số 12.pdf)` is a link. GitHub wants `<…>` around such an address."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

SPACE = "\ufdd0"
"""Stands for a space of an address while Markdown is read: a noncharacter of Unicode, which no text may hold."""

_STEP = r"(?:[^()<>\n\"'\s]|\([^()<>\n\"']*\))+"
_ADDRESS = re.compile(rf"(?<=\]\(){_STEP}(?: +{_STEP})+(?=(?:[ ]+\"[^\"\n]*\")?[ ]*\))")

_TITLE = re.compile(r" \([^()]*\)$")


def install(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "spaced_addresses", _join)


def _join(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content:
            token.content = _ADDRESS.sub(_joined, token.content)


def _joined(found: re.Match[str]) -> str:
    """A last piece in brackets is the title of a link: `(https://bao.example/ (Báo))`."""
    return found[0] if _TITLE.search(found[0]) else found[0].replace(" ", SPACE)
