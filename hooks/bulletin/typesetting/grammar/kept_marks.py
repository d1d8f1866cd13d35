"""Marks that typography would set otherwise (`"`, `-`): a backslash before one keeps it as it is."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ..typography import KEPT


def install(md: MarkdownIt) -> None:
    # While it is still known what a backslash stood before.
    md.core.ruler.before("text_join", "kept_marks", _keep)


def _keep(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and ('\\"' in token.content or "\\-" in token.content):
            for child in token.children or ():
                if child.type == "text_special" and child.info == "escape" and child.content in ('"', "-"):
                    child.content += KEPT
