"""The grammar of posts: Markdown as GitHub reads it, with additions for the habits of Vietnamese editors.

markdown-it-py reads CommonMark, and GitHub's tables, `~~` and task lists. The modules here add footnotes,
abbreviations, definition lists, boxes, the bullets of Word and Zalo, and bare addresses. Indented text is a paragraph:
code needs fences.
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
"""The most levels of nested lists, items, quotations and boxes; a list and its item count as two."""


def reader(extensions: Collection[str]) -> MarkdownIt:
    """Makes a reader for posts. `extensions` are the names under `markdown_extensions` in mkdocs.yml.

    The reader puts its notes for the editor into `env["notes"]` (see notes.py).
    """
    # markdown-it silently drops text that is nested deeper than its limit. DEEPEST lies below that limit and is
    # reported.
    md = (
        MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST, "tasklists": True})
        .enable(["table", "strikethrough"])
        .disable("code")
    )
    # links.py decides which addresses are safe and how they are written.
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
