"""Shortcuts through Python-Markdown: what plain text can't be need not be tried on it.

Most of a news article is plain: paragraphs of letters with a bold word here and there. Python-Markdown tries
each of its eighteen block processors on each of them, and each of its fifteen inline patterns. What comes out is
the same, and a test over a large corpus holds it to that.
"""

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# Each line begins with a letter. Whatever is not a paragraph begins with a sign, a digit or a space, or it is a
# table and has bars, or it is raw HTML and was replaced by a placeholder (STX).
_PLAIN = re.compile(r"(?:[^\W\d_][^\n|\x02]*(?:\n|\Z))+")
_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "!",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""What must be in a text for an inline pattern to match, by the pattern's name in the registry."""


_RAW_HTML = ("<", "&")
_FENCES = ("```", "~~~")
_ODD_SPACE = ("\n ", "\t", "\r", "\x02", "\x03")
"""What must be in a body for a preprocessor to change it."""


class Shortcuts(Extension):
    """The last extension to be loaded. It stands back where others than Python-Markdown's own take part in parsing."""

    def extendMarkdown(self, md: Markdown) -> None:
        if all(_is_own(processor) for processor in md.parser.blockprocessors):
            md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain-paragraph", 1000)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        for name, signs, place, more in (("normalize_whitespace", _ODD_SPACE, 30, ["", ""]), ("html_block", _RAW_HTML, 20, []), ("fenced_code_block", _FENCES, 25, [])):
            if name in md.preprocessors and _is_own(md.preprocessors[name]):
                md.preprocessors.register(_Preprocessor(md.preprocessors[name], signs, more), name, place)


def _is_own(part: object) -> bool:
    return type(part).__module__.startswith("markdown.")


class _PlainParagraph(BlockProcessor):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return _PLAIN.fullmatch(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool | None:
        return self.parser.blockprocessors["paragraph"].run(parent, blocks)


class _Preprocessor(Preprocessor):
    """Another one, to be asked only about a body with one of its signs in it; any other gets `more` lines at its end."""

    def __init__(self, inner: Preprocessor, signs: tuple[str, ...], more: list[str]):
        super().__init__(inner.md)
        self._inner, self._signs, self._more = inner, signs, more

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if any(sign in source for sign in self._signs):
            return self._inner.run(lines)
        return [*lines, *self._more]


class _Inline(InlineProcessor):
    """Python-Markdown's own, but a pattern whose sign is not in the text is passed over."""

    def run(self, tree: ElementTree.Element, ancestors: list[str] | None = None) -> ElementTree.Element:
        signs = {id(self.inlinePatterns[name]): sign for name, sign in _SIGNS.items() if name in self.inlinePatterns and _is_own(self.inlinePatterns[name])}
        self._patterns = [(pattern, signs.get(id(pattern), "")) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # the name is Python-Markdown's
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self._patterns):
            pattern, sign = self._patterns[patternIndex]
            matched = False
            if sign in data:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, patternIndex, start)  # type: ignore[attr-defined]
            if not matched:
                patternIndex += 1
                start = 0
        return data
