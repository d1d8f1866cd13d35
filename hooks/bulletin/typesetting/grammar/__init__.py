"""The grammar of posts: Markdown as GitHub reads it, and what Vietnamese editors type besides.

markdown-it-py reads CommonMark, and GitHub's tables, `~~` and task lists. The modules here add what the bulletin has
besides: footnotes, abbreviations, definition lists, boxes, the bullets of Word and Zalo, bare addresses. Indented text
is a paragraph, for code has fences.
"""

from collections.abc import Collection

from markdown_it import MarkdownIt

from . import (
    abbreviations,
    bare_addresses,
    boxes,
    charts,
    definitions,
    emphasis,
    footnotes,
    html_blocks,
    inline_lines,
    kept_marks,
    lists,
    loose_ends,
    paragraphs,
    spaced_addresses,
    tables,
)

DEEPEST = 60
"""Levels of lists, items, quotations and boxes inside each other; a list and its item count as two."""


def reader(extensions: Collection[str]) -> MarkdownIt:
    """A reader for posts. `extensions` are the names under `markdown_extensions` in mkdocs.yml.

    It keeps what a person should know of a text in `env["notes"]` (see notes.py).
    """
    # markdown-it drops what lies deeper than its limit without a word, so that limit is never reached: DEEPEST is, and
    # is told.
    md = (
        MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST, "tasklists": True})
        .enable(["table", "strikethrough"])
        .disable("code")
    )
    # links.py decides which addresses are safe, and how they are written.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    for part in (
        tables,
        charts,
        lists,
        paragraphs,
        bare_addresses,
        emphasis,
        html_blocks,
        inline_lines,
        kept_marks,
        loose_ends,
        spaced_addresses,
    ):
        part.install(md)
    if "footnotes" in extensions:
        footnotes.install(md)
    if "abbr" in extensions:
        abbreviations.install(md)
    if "def_list" in extensions:
        definitions.install(md)
    if "admonition" in extensions:
        boxes.install(md)
    return md
