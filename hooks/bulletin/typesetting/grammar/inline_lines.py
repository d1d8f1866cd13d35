"""Lines inside inline marks: how many end in a span of code, a tag, or an address that runs over several.

markdown-it tells of the end of a line only in plain text. With the others counted, what stands behind such a mark is
told with its own line.
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
    """The ends of lines in an inline token that are in no token after it."""
    return 1 if token.type in ("softbreak", "hardbreak") else token.meta.get("lines", 0)


def _counting(rule: Rule) -> Rule:
    def counted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and (lines := state.src.count("\n", start, state.pos)):
            state.tokens[-1].meta["lines"] = lines - sum(map(of, state.tokens[before:]))
        return True

    return counted
