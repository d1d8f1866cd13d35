"""The text of fixed pages: read and sanitised like that of posts, so that the site's policy holds on every page.

MkDocs converts it, with the bulletin's reader among its extensions, and hands it over here.
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
"""The title of a fixed page stands in its text."""


def check(settings: Settings, book: AddressBook) -> list[Problem]:
    """What is to be said of the texts of all fixed pages, without MkDocs."""
    text = PageText(settings)
    pages = [file for file in sorted(docs_folder.load(settings).outputs.values()) if file.endswith(".md")]
    return [
        one
        for file in pages
        for one in text.problems((settings.docs.parent / file).read_text(encoding="utf-8-sig"), file, book)
    ]


class PageText:
    """`reader` goes last among the Markdown extensions of whoever converts a page."""

    def __init__(self, settings: Settings):
        self.reader = MarkdownReader(settings.markdown_extensions)
        self._settings = settings
        self._sanitiser = sanitiser.Sanitiser(_FURTHER_TAGS)

    def typeset(self, converted: str, file: str, first_line: int, book: AddressBook) -> tuple[str, list[Problem]]:
        """The safe HTML of the page that `reader` has read last, and what is to be said of it. `first_line` is that of
        its Markdown.
        """
        foreign: list[str] = []
        nowhere: list[str] = []

        def resolve(tag: str, url: str) -> str | None:
            if tag == "img" and "//" in url:
                foreign.append(url)
                return None
            if url.startswith("/") and not book.has("/" + url.removeprefix(self._settings.root).lstrip("/")):
                nowhere.append(url)
            return url

        clean, asked = self._sanitiser.clean(converted, resolve)
        clean, dead = anchors.mended(clean)
        clean = typography.html(clean)
        written = [*editors_html.tags(self.reader.raw), *self.reader.tags]
        lines = {value: first_line + tag.line for tag in reversed(written) for value in tag.attributes.values()}
        # MkDocs has made addresses of the names of other pages in the meantime.
        known = asked | {
            value
            for tag in written
            for name, value in tag.attributes.items()
            if name in sanitiser.URLS and not sanitiser.fault_of(value)
        }
        problems = [problem(note.code, file, first_line + note.line, "", **note.facts) for note in self.reader.notes]
        problems += editors_html.faults(written, self.reader.raw, known, file, first_line)
        problems += [problem("foreign-picture", file, lines.get(url, first_line), value=url) for url in foreign]
        problems += [problem("dead-address", file, lines.get(url, first_line), value=url) for url in nowhere]
        problems += [problem("dead-anchor", file, lines.get(url, first_line), value=url) for url in dead]
        return clean, problems

    def problems(self, content: str, file: str, book: AddressBook) -> list[Problem]:
        """What is to be said of a page, without MkDocs."""
        extensions: list[str | Extension] = [*self._settings.markdown_extensions, self.reader]
        head = _FRONT_MATTER.match(content)
        body = content[head.end() :] if head else content
        reader = markdown.Markdown(extensions=extensions, extension_configs=self._settings.extension_configs)
        converted = reader.convert(body)
        return self.typeset(converted, file, content.count("\n", 0, len(content) - len(body)) + 1, book)[1]
