"""Python-Markdown with the bulletin's grammar: `grammar/` reads blocks and inline marks, Python-Markdown does the rest.

Python-Markdown silently reads lists, tables, indents and nesting otherwise than GitHub and Word have taught editors.
Its work on the tree of a text stays: ids of headings, footnotes, abbreviations, attribute lists, and the extensions of
mkdocs.yml.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, ElementTree, SubElement, tostring

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, Registry
from markdown_it import MarkdownIt

from . import grammar
from .editors_html import Tag
from .grammar import footnotes
from .grammar.notes import Note, note
from .grammar.tree import Tree

_T = TypeVar("_T")
_MARKS = re.compile(f"[{STX}{ETX}]")
_SIGN = r"(?:>|[-*+](?![-*+])|\d{1,9}[.)]|#{1,6})"
_INDENT = re.compile(rf"^(?:[^\S\n]*{_SIGN})*(?=[^\S\n]*[^\S \t\n])[^\S\n]+", re.MULTILINE)
"""Marks and spaces at the beginning of a line, of which at least one is a no-break space or another space that Markdown
takes for a letter. Word pastes whole lines of them.
"""
_SPACE = re.compile(r"[^\S\t\n]")


class MarkdownReader(Extension):
    """Puts the grammar into Python-Markdown. It must be loaded after all other extensions. After a conversion, `notes`,
    `tags` and `raw` describe the text.
    """

    def __init__(self, extensions: tuple[str, ...]):
        super().__init__()
        self._grammar = grammar.reader(extensions)

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors, md.inlinePatterns = _foreign_parts(md.preprocessors), _foreign_parts(md.inlinePatterns)
        if not len(md.inlinePatterns):
            md.treeprocessors.deregister("inline")
        self.parser = md.parser = _Parser(md, self._grammar)
        if self.parser.footnotes:
            self.parser.footnotes.parser = self.parser
        md.registerExtension(self)
        self._inventory = _Inventory(self.parser)
        # After `attr_list`, before `toc` adds links of its own.
        md.treeprocessors.register(self._inventory, "bulletin-inventory", 6)
        # After `footnote-duplicate`.
        md.treeprocessors.register(_WaysBack(self.parser), "bulletin-ways-back", 14)

    def reset(self) -> None:
        """Forgets the last text. Python-Markdown does not parse an empty text, so the old notes would remain."""
        # Set here because Python-Markdown sets its own serialiser after loading all extensions.
        self.parser.md.serializer = _serialise
        self.parser.begin()
        self._inventory.tags = []

    @property
    def notes(self) -> list[Note]:
        """Spots of the text that may have been read otherwise than the editor meant."""
        return list(self.parser.env.get("notes", []))

    @property
    def tags(self) -> list[Tag]:
        """The elements with attributes, with their lines from 0. Elements of raw HTML are not among them."""
        return self._inventory.tags

    @property
    def raw(self) -> list[tuple[int, str]]:
        """The HTML that the editor wrote, with its lines from 0."""
        return self.parser.tree.raw


class _Inventory(Treeprocessor):
    """Lists the elements that have attributes, each with the line on which it, or its container, begins."""

    def __init__(self, parser: "_Parser"):
        super().__init__(parser.md)
        self._parser = parser
        self.tags: list[Tag] = []

    def run(self, root: Element) -> None:
        self._report_unused_abbreviations(root)
        self.tags = []
        lines = self._parser.tree.lines
        stack = [(root, 0)]
        while stack:
            element, parent_line = stack.pop()
            line = lines.get(element, parent_line)
            if element.attrib:
                self.tags.append(Tag(line, element.tag, dict(element.attrib)))
            stack += [(child, line) for child in reversed(element)]

    def _report_unused_abbreviations(self, root: Element) -> None:
        """Reports abbreviations without a use. Python-Markdown has marked the used ones by now."""
        env = self._parser.env
        if abbreviations := env.get("abbreviations"):
            used = {element.text for element in root.iter("abbr")}
            for short, (_, line) in abbreviations.items():
                if short not in used:
                    note(env, "abbreviation-unused", line, name=short)


class _WaysBack(Treeprocessor):
    """Moves the no-break space of a footnote's back arrow right before the arrow. Removes both from a note without a
    reference, whose arrow would lead nowhere.
    """

    def __init__(self, parser: "_Parser"):
        super().__init__(parser.md)
        self._parser = parser

    def run(self, root: Element) -> None:
        extension = self._parser.footnotes
        if extension is None or not extension.footnotes:
            return
        for parent in list(root.iter("p")):
            links = [child for child in parent if child.get("class") == "footnote-backref"]
            if not links:
                continue
            # Python-Markdown puts the space there, before bold words and links.
            parent.text = (parent.text or "").removesuffix(NBSP_PLACEHOLDER)
            for link in links:
                if (
                    extension.makeFootnoteRefId(link.get("href", "").partition(extension.get_separator())[2])
                    not in extension.found_refs
                ):
                    parent.remove(link)
                    links = []
            if links and links[0] is not parent[0]:
                neighbour = parent[list(parent).index(links[0]) - 1]
                neighbour.tail = f"{neighbour.tail or ''}{NBSP_PLACEHOLDER}"
            elif links and parent.text:
                parent.text += NBSP_PLACEHOLDER


class _Parser(BlockParser):
    """Replaces Python-Markdown's block parser, and builds the whole tree, including inline marks."""

    def __init__(self, md: Markdown, reader: MarkdownIt):
        super().__init__(md)
        self._reader = reader
        self.begin()

    def begin(self) -> None:
        self.env: dict[str, Any] = {}
        self.tree = Tree(self.env, grammar.DEEPEST, self.md.htmlStash.store, self._footnote_mark)

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        self.begin()
        # The last line needs an end: markdown-it reads beyond a text that ends with an empty quotation.
        source = _INDENT.sub(lambda indent: _SPACE.sub(" ", indent[0]), _MARKS.sub("", "\n".join([*lines, ""])))
        tokens = self._reader.parse(source, self.env)
        root = Element(self.md.doc_tag)
        tokens = self.tree.take_footnotes(tokens)
        self._register_definitions()
        self.tree.build(tokens, root)
        return ElementTree(root)

    def parseChunk(self, parent: Element, text: str) -> None:
        """Adds a footnote's elements; `text` is its name. Python-Markdown calls this for each footnote."""
        self.tree.build(self.tree.footnotes[text], parent)

    def _register_definitions(self) -> None:
        """Registers the footnotes and abbreviations with Python-Markdown's extensions."""
        if self.footnotes:
            self._numbers = {name: number for number, name in enumerate(footnotes.lines(self.env), 1)}
            for name in self._numbers:
                self.footnotes.setFootnote(name, name)
        for extension in self.md.registeredExtensions:
            if isinstance(extension, AbbrExtension):
                abbreviations = self.env.get("abbreviations", {})
                long_forms: dict[str, str] = vars(extension)["abbrs"]  # missing from Python-Markdown's types
                long_forms.update({short: long for short, (long, _) in abbreviations.items()})

    @property
    def footnotes(self) -> FootnoteExtension | None:
        return next(
            (extension for extension in self.md.registeredExtensions if isinstance(extension, FootnoteExtension)), None
        )

    def _footnote_mark(self, name: str) -> Element:
        """Makes the mark of a footnote as Python-Markdown does. (Python-Markdown itself recounts all marks of a note
        for each of them.)
        """
        extension = self.footnotes
        assert extension, "the grammar knows footnotes when Python-Markdown does"
        first_id = f"fnref{extension.get_separator()}{name}"
        extension.found_refs[first_id] = number = extension.found_refs.get(first_id, 0) + 1
        sup = Element("sup", {"id": first_id if number == 1 else first_id.replace("fnref", f"fnref{number}", 1)})
        mark = SubElement(sup, "a", {"href": f"#{extension.makeFootnoteId(name)}", "class": "footnote-ref"})
        mark.text = extension.getConfig("SUPERSCRIPT_TEXT").format(self._numbers[name])
        return sup


def _foreign_parts(registry: Registry[_T]) -> Registry[_T]:
    """Keeps the parts of other authors' extensions. Python-Markdown's own parts would read again what the grammar has
    read.
    """
    parts: Registry[_T] = Registry()
    for number, part in enumerate(registry):
        if not type(part).__module__.startswith("markdown."):
            parts.register(part, f"{type(part).__name__}-{number}", len(registry) - number)
    return parts


def _serialise(root: Element) -> str:
    """Writes a tree as HTML. Python-Markdown's own serialiser takes `&lt;` in a text for an entity, but here it is the
    text to show.

    As in that serialiser, attributes are sorted, and one without a value (`{: open }`) gets its own name as value.
    """
    for element in root.iter():
        if element.attrib:
            ordered = {name: name if value is None else value for name, value in sorted(element.attrib.items())}
            element.attrib.clear()
            element.attrib.update(ordered)
    return tostring(root, encoding="unicode", method="html")
