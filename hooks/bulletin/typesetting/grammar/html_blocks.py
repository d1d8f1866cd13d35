"""HTML between paragraphs. Markdown inside it is read after an empty line, as on GitHub, and below
`<div markdown="1">`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_WITH_MARKDOWN = re.compile(
    r"(<[a-z][a-z0-9]*\b[^<>]*?)\s+markdown(?:=(?:\"\w*\"|'\w*'|\w+))?([^<>]*>)[ \t]*", re.IGNORECASE
)

_TAG_OR_CODE = re.compile(
    r"<(pre|code|script|style)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(
    r"\*\*[^\s*][^*\n]*\*\*|\[[^\]\n]+\]\([^)\n]+\)|^[ \t]*(?:#{1,6}|[-*+•]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE
)


def install(md: MarkdownIt) -> None:
    md.block.ruler.before(
        "html_block", "html_with_markdown", _with_markdown, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _with_markdown(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Makes a tag with `markdown`, alone on its line, a block of its own. The lines below are Markdown again."""
    match = _WITH_MARKDOWN.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not match:
        return False
    if not silent:
        state.line = start + 1
        token = state.push("html_block", "", 0)
        token.map, token.content = [start, start + 1], f"{match[1]}{match[2]}\n"
    return True


def line_of_markdown(markup: str) -> int | None:
    """Returns the first line, from 0, on which a block of HTML contains Markdown that would be shown as it is written;
    None if there is none.
    """
    text = _TAG_OR_CODE.sub(lambda tag: "\n" * tag[0].count("\n"), markup)
    match = _MARKDOWN.search(text)
    return text.count("\n", 0, match.end() - 1) if match else None
