"""Python-Markdown with the bulletin's grammar: its blocks and inline marks are read by `grammar/`, all the rest is its
own.

Python-Markdown reads lists, tables, indents and nesting otherwise than GitHub and Word have taught editors, and says
nothing. What it does with the tree of a text stays: ids of headings, footnotes, abbreviations, attribute lists, and
whatever extensions of mkdocs.yml do there.
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
"""The marks and spaces at the beginning of a line, one of these a no-break space or another that Markdown takes for a
letter. Word pastes whole lines of them.
"""
_SPACE = re.compile(r"[^\S\t\n]")


class MarkdownReader(Extension):
    """The last extension to be loaded. After a text was converted, `notes`, `tags` and `raw` tell of it."""

    def __init__(self, extensions: tuple[str, ...]):
        super().__init__()
        self._grammar = grammar.reader(extensions)

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors, md.inlinePatterns = _foreign(md.preprocessors), _foreign(md.inlinePatterns)
        if not len(md.inlinePatterns):
            md.treeprocessors.deregister("inline")
        self.parser = md.parser = _Parser(md, self._grammar)
        if self.parser.footnotes:
            self.parser.footnotes.parser = self.parser
        md.registerExtension(self)
        self._inventory = _Inventory(self.parser)
        # Behind `attr_list`, before `toc` adds links of its own.
        md.treeprocessors.register(self._inventory, "bulletin-inventory", 6)
        # Behind `footnote-duplicate`.
        md.treeprocessors.register(_WaysBack(self.parser), "bulletin-ways-back", 14)

    def reset(self) -> None:
        """Forgets the text before; Python-Markdown does not look at an empty one."""
        # Here, since Python-Markdown sets its own when all extensions are loaded.
        self.parser.md.serializer = _serialised
        self.parser.begin()
        self._inventory.tags = []

    @property
    def notes(self) -> list[Note]:
        """What may have been read otherwise than it was meant."""
        return list(self.parser.env.get("notes", []))

    @property
    def tags(self) -> list[Tag]:
        """The elements with attributes, with their lines from 0; those of raw HTML are not among them."""
        return self._inventory.tags

    @property
    def raw(self) -> list[tuple[int, str]]:
        """The HTML that the editor wrote, with its lines from 0."""
        return self.parser.tree.raw


class _Inventory(Treeprocessor):
    """Lists the elements that have attributes, each with the line on which it, or what it stands in, begins."""

    def __init__(self, parser: "_Parser"):
        super().__init__(parser.md)
        self._parser = parser
        self.tags: list[Tag] = []

    def run(self, root: Element) -> None:
        self._look_for_abbreviations(root)
        self.tags = []
        lines = self._parser.tree.lines
        waiting = [(root, 0)]
        while waiting:
            element, outer = waiting.pop()
            line = lines.get(element, outer)
            if element.attrib:
                self.tags.append(Tag(line, element.tag, dict(element.attrib)))
            waiting += [(child, line) for child in reversed(element)]

    def _look_for_abbreviations(self, root: Element) -> None:
        """Python-Markdown has marked those in use by now."""
        env = self._parser.env
        if known := env.get("abbreviations"):
            used = {element.text for element in root.iter("abbr")}
            for short, (_, line) in known.items():
                if short not in used:
                    note(env, "abbreviation-unused", line, name=short)


class _WaysBack(Treeprocessor):
    """Puts the no-break space of a note's arrow right before it, and takes both off a note that nobody refers to: it
    leads nowhere.
    """

    def __init__(self, parser: "_Parser"):
        super().__init__(parser.md)
        self._parser = parser

    def run(self, root: Element) -> None:
        own = self._parser.footnotes
        if own is None or not own.footnotes:
            return
        for parent in list(root.iter("p")):
            links = [child for child in parent if child.get("class") == "footnote-backref"]
            if not links:
                continue
            # Where Python-Markdown puts it: before bold words and links.
            parent.text = (parent.text or "").removesuffix(NBSP_PLACEHOLDER)
            for link in links:
                if own.makeFootnoteRefId(link.get("href", "").partition(own.get_separator())[2]) not in own.found_refs:
                    parent.remove(link)
                    links = []
            if links and links[0] is not parent[0]:
                before = parent[list(parent).index(links[0]) - 1]
                before.tail = f"{before.tail or ''}{NBSP_PLACEHOLDER}"
            elif links and parent.text:
                parent.text += NBSP_PLACEHOLDER


class _Parser(BlockParser):
    """Takes the place of Python-Markdown's parser of blocks, and gives it the whole tree, inline marks and all."""

    def __init__(self, md: Markdown, reader: MarkdownIt):
        super().__init__(md)
        self._reader = reader
        self.begin()

    def begin(self) -> None:
        self.env: dict[str, Any] = {}
        self.tree = Tree(self.env, grammar.DEEPEST, self.md.htmlStash.store, self._footnote_mark)

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        self.begin()
        # With an end to the last line: markdown-it reads beyond the text where an empty quotation ends it.
        source = _INDENT.sub(lambda indent: _SPACE.sub(" ", indent[0]), _MARKS.sub("", "\n".join([*lines, ""])))
        tokens = self._reader.parse(source, self.env)
        root = Element(self.md.doc_tag)
        tokens = self.tree.take_footnotes(tokens)
        self._define()
        self.tree.build(tokens, root)
        return ElementTree(root)

    def parseChunk(self, parent: Element, text: str) -> None:
        """Adds a footnote's elements; `text` is its name. Python-Markdown asks for each of them."""
        self.tree.build(self.tree.footnotes[text], parent)

    def _define(self) -> None:
        """Tells Python-Markdown's extensions of the footnotes and abbreviations."""
        if self.footnotes:
            self._numbers = {name: number for number, name in enumerate(footnotes.lines(self.env), 1)}
            for name in self._numbers:
                self.footnotes.setFootnote(name, name)
        for extension in self.md.registeredExtensions:
            if isinstance(extension, AbbrExtension):
                abbreviations = self.env.get("abbreviations", {})
                in_use: dict[str, str] = vars(extension)["abbrs"]  # which the types of Python-Markdown leave out
                in_use.update({short: long for short, (long, _) in abbreviations.items()})

    @property
    def footnotes(self) -> FootnoteExtension | None:
        return next((one for one in self.md.registeredExtensions if isinstance(one, FootnoteExtension)), None)

    def _footnote_mark(self, name: str) -> Element:
        """As Python-Markdown makes it, which counts the marks of a note anew for each of them."""
        own = self.footnotes
        assert own, "the grammar knows footnotes when Python-Markdown does"
        first = f"fnref{own.get_separator()}{name}"
        own.found_refs[first] = number = own.found_refs.get(first, 0) + 1
        sup = Element("sup", {"id": first if number == 1 else first.replace("fnref", f"fnref{number}", 1)})
        mark = SubElement(sup, "a", {"href": f"#{own.makeFootnoteId(name)}", "class": "footnote-ref"})
        mark.text = own.getConfig("SUPERSCRIPT_TEXT").format(self._numbers[name])
        return sup


def _foreign(registry: Registry[_T]) -> Registry[_T]:
    """The parts of other authors' extensions; Python-Markdown's own would read again what the grammar has read."""
    kept: Registry[_T] = Registry()
    for number, part in enumerate(registry):
        if not type(part).__module__.startswith("markdown."):
            kept.register(part, f"{type(part).__name__}-{number}", len(registry) - number)
    return kept


def _serialised(root: Element) -> str:
    """Python-Markdown's own serialiser takes `&lt;` in a text for an entity, which here is what the text shows.

    As there, attributes are in order, and one without a value (`{: open }`) has its own name for it.
    """
    for element in root.iter():
        if element.attrib:
            ordered = {name: name if value is None else value for name, value in sorted(element.attrib.items())}
            element.attrib.clear()
            element.attrib.update(ordered)
    return tostring(root, encoding="unicode", method="html")
