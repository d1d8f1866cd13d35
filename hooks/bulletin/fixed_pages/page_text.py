"""The text of fixed pages: read and sanitised like that of posts, so that every page keeps the site's policy.

MkDocs converts the Markdown, with the bulletin's reader among its extensions, and hands over the HTML.
"""

import re

import markdown
from markdown.extensions import Extension

from ..archive.address_book import AddressBook
from ..markup import sanitiser
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..typesetting import anchors, editors_html, typography
from ..typesetting.markdown_reader import MarkdownReader
from . import docs_folder

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FURTHER_TAGS = frozenset({"h1"})
"""On a fixed page, the title is part of the text."""


def check(settings: Settings, book: AddressBook) -> list[Problem]:
    """The problems of the texts of all fixed pages, found without MkDocs."""
    text = PageText(settings)
    pages = [file for file in sorted(docs_folder.load(settings).outputs.values()) if file.endswith(".md")]
    return [
        item
        for file in pages
        for item in text.problems((settings.docs.parent / file).read_text(encoding="utf-8-sig"), file, book)
    ]


class PageText:
    """Typesets fixed pages. Whatever converts a page has to put `reader` last among its Markdown extensions."""

    def __init__(self, settings: Settings):
        self.reader = MarkdownReader(settings.markdown_extensions)
        self._settings = settings
        self._sanitiser = sanitiser.Sanitiser(_FURTHER_TAGS)

    def typeset(self, converted: str, file: str, first_line: int, book: AddressBook) -> tuple[str, list[Problem]]:
        """The safe HTML of the page that `reader` read last, and the problems of its text. `converted` is the page's
        HTML, `first_line` the line at which its Markdown begins.
        """
        foreign_pictures: list[str] = []
        dead_addresses: list[str] = []

        def resolve(tag: str, url: str) -> str | None:
            if tag == "img" and "//" in url:
                foreign_pictures.append(url)
                return None
            if url.startswith("/") and not book.has("/" + url.removeprefix(self._settings.root).lstrip("/")):
                dead_addresses.append(url)
            return url

        safe_html, urls = self._sanitiser.clean(converted, resolve)
        safe_html, dead_anchors = anchors.with_prefixes(safe_html)
        safe_html = typography.html(safe_html)
        tags = [*editors_html.tags(self.reader.raw), *self.reader.tags]
        lines = {value: first_line + tag.line for tag in reversed(tags) for value in tag.attributes.values()}
        # By now MkDocs has replaced the names of other pages by addresses.
        known_urls = urls | {
            value
            for tag in tags
            for name, value in tag.attributes.items()
            if name in sanitiser.URLS and not sanitiser.problem_code(value)
        }
        problems = [problem(note.code, file, first_line + note.line, "", **note.facts) for note in self.reader.notes]
        problems += editors_html.faults(tags, self.reader.raw, known_urls, file, first_line)
        problems += [
            problem("foreign-picture", file, lines.get(url, first_line), value=url) for url in foreign_pictures
        ]
        problems += [problem("dead-address", file, lines.get(url, first_line), value=url) for url in dead_addresses]
        problems += [problem("dead-anchor", file, lines.get(url, first_line), value=url) for url in dead_anchors]
        return safe_html, problems

    def problems(self, content: str, file: str, book: AddressBook) -> list[Problem]:
        """The problems of a page's text, found without MkDocs."""
        return self._typeset_source(content, file, book)[1]

    def html(self, content: str, file: str, book: AddressBook) -> str:
        """The safe HTML of a page's text, made without MkDocs: links to other fixed pages stay as they are written."""
        return self._typeset_source(content, file, book)[0]

    def _typeset_source(self, content: str, file: str, book: AddressBook) -> tuple[str, list[Problem]]:
        extensions: list[str | Extension] = [*self._settings.markdown_extensions, self.reader]
        head = _FRONT_MATTER.match(content)
        body = content[head.end() :] if head else content
        reader = markdown.Markdown(extensions=extensions, extension_configs=self._settings.extension_configs)
        converted = reader.convert(body)
        return self.typeset(converted, file, content.count("\n", 0, len(content) - len(body)) + 1, book)
