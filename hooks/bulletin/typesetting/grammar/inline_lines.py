"""Counts the line ends inside inline marks: in a code span, a tag, or an address that runs over several lines.

markdown-it has tokens only for the line ends of plain text. With the others counted too, the text behind such a mark is
reported with its own line.
"""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, html_inline, image, link
from markdown_it.token import Token

Rule = Callable[[StateInline, bool], bool]


def install(md: MarkdownIt) -> None:
    for name, rule in (("backticks", backtick), ("link", link), ("image", image), ("html_inline", html_inline)):
        md.inline.ruler.at(name, _counting(rule))


def of(token: Token) -> int:
    """Returns the number of line ends in an inline token that no later token contains."""
    return 1 if token.type in ("softbreak", "hardbreak") else token.meta.get("lines", 0)


def _counting(rule: Rule) -> Rule:
    def counted(state: StateInline, silent: bool) -> bool:
        start, token_count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and (lines := state.src.count("\n", start, state.pos)):
            state.tokens[-1].meta["lines"] = lines - sum(map(of, state.tokens[token_count:]))
        return True

    return counted
