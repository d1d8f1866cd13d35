"""Marks that typography would replace (`"`, `-`): a backslash before a mark keeps it as it is."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ..typography import KEPT


def install(md: MarkdownIt) -> None:
    # Before `text_join`, while the escaped marks still have tokens of their own.
    md.core.ruler.before("text_join", "kept_marks", _mark_kept)


def _mark_kept(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and ('\\"' in token.content or "\\-" in token.content):
            for child in token.children or ():
                if child.type == "text_special" and child.info == "escape" and child.content in ('"', "-"):
                    child.content += KEPT
