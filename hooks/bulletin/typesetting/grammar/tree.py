"""The tree of a text: turns markdown-it's tokens into the elements that Python-Markdown's extensions work on."""

import html
import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from markdown_it.token import Token

from ...stylebook import letters
from . import html_blocks, inline_lines
from .notes import note
from .spaced_addresses import SPACE

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_BOXES = {True: "☑ ", False: "☐ "}
_TAG_NAMES = {"s": "del"}
"""The tags for which Python-Markdown uses another name than markdown-it."""
_NAMED = re.compile(r"(<a\s(?:[^<>]*?\s)?)name=", re.IGNORECASE)


class Tree:
    """Turns tokens into elements. `store` keeps raw HTML and returns a placeholder; `mark` makes the mark of a
    footnote.

    `lines` holds the line of each element, from 0; `raw` holds the HTML that the editor wrote, with its lines.
    """

    def __init__(self, env: dict[str, Any], deepest: int, store: Callable[[str], str], mark: Callable[[str], Element]):
        self.lines: dict[Element, int] = {}
        self.raw: list[tuple[int, str]] = []
        self.footnotes: dict[str, list[Token]] = {}
        self._env = env
        self._deepest = deepest
        self._store = store
        self._mark = mark
        self._line = 0
        self._box = ""
        """The checkbox of the task whose text comes next."""

    def take_footnotes(self, tokens: Iterable[Token]) -> list[Token]:
        """Moves the tokens of footnotes into `footnotes` and returns all other tokens."""
        rest: list[Token] = []
        open_footnotes: list[list[Token]] = []
        for token in tokens:
            if token.type == "footnote_reference_open":
                open_footnotes.append(self.footnotes.setdefault(token.meta["label"], []))
            elif token.type == "footnote_reference_close":
                open_footnotes.pop()
            else:
                (open_footnotes[-1] if open_footnotes else rest).append(token)
        return rest

    def build(self, tokens: Iterable[Token], parent: Element) -> None:
        """Adds the elements of block tokens to a parent."""
        open_elements = [parent]
        too_deep = False
        for token in tokens:
            inner = open_elements[-1]
            self._line = token.map[0] if token.map else self._line
            if token.level >= self._deepest and not too_deep:
                too_deep = True
                note(self._env, "nested-too-deep", self._line)
            if token.type == "inline":
                self._inline(token, inner)
            elif token.type == "fence":
                self._code(token, inner)
            elif token.type == "html_block":
                self._raw_block(token, inner)
            elif token.nesting < 0:
                open_elements.pop()
            elif token.nesting > 0:
                open_elements.append(inner if token.hidden else self._element(token, inner))
            else:
                self._element(token, inner)

    def _element(self, token: Token, parent: Element) -> Element:
        attributes = {name: str(value) for name, value in token.attrs.items() if "task-list" not in str(value)}
        if style := attributes.pop("style", ""):  # a table cell's alignment; the site allows no `style=`
            attributes["class"] = f"align-{style.removeprefix('text-align:')}"
        element = SubElement(parent, _TAG_NAMES.get(token.tag, token.tag), attributes)
        element.text = ""  # Python-Markdown adds to it
        if token.map:
            self.lines[element] = token.map[0]
        if "checked" in token.meta:
            self._box = _BOXES[token.meta["checked"]]
            element.set("class", "task")
        return element

    def _code(self, token: Token, parent: Element) -> None:
        if token.map and token.content.count("\n") > token.map[1] - token.map[0] - 2:
            note(self._env, "fence-not-closed", token.map[0], fence=token.markup)
        self._block(f"<pre><code>{html.escape(token.content)}</code></pre>", parent)

    def _raw_block(self, token: Token, parent: Element) -> None:
        assert token.map, "a block knows its lines"
        markup = _with_ids(token.content)
        self.raw.append((token.map[0], markup))
        if (line := html_blocks.line_of_markdown(token.content)) is not None:
            note(self._env, "markdown-in-html", token.map[0] + line)
        self._block(markup.strip(), parent)

    def _block(self, markup: str, parent: Element) -> None:
        """Adds a paragraph with nothing but the placeholder of stored HTML, which Python-Markdown puts in its place."""
        SubElement(parent, "p").text = self._store(markup)

    def _inline(self, token: Token, parent: Element) -> None:
        open_elements = [parent]
        if len(parent) and parent.tag in ("li", "dd", "td", "th"):
            _append_text(parent, "\n")
        if self._box:
            _append_text(parent, self._box)
            self._box = ""
        for child in token.children or ():
            inner = open_elements[-1]
            match child.type:
                case "text":
                    _append_text(inner, self._text(child.content))
                case "softbreak":
                    _append_text(inner, "\n")
                case "hardbreak":
                    SubElement(inner, "br")
                case "code_inline":
                    SubElement(inner, "code").text = AtomicString(self._text(child.content))
                case "html_inline":
                    markup = _with_ids(child.content)
                    self.raw.append((self._line, markup))
                    _append_text(inner, self._store(markup))
                case "image":
                    self._image(child, inner)
                case "footnote_mark":
                    inner.append(self._mark(child.meta["name"]))
                case _ if child.nesting < 0:
                    open_elements.pop()
                case _ if child.nesting > 0:
                    open_elements.append(self._marked_up(child, inner))
                case _:
                    _append_text(inner, self._text(child.content))
            self._line += inline_lines.of(child)

    def _marked_up(self, token: Token, parent: Element) -> Element:
        element = SubElement(parent, _TAG_NAMES.get(token.tag, token.tag))
        self.lines[element] = self._line
        if "href" in token.attrs:
            url = self._address(token.attrs["href"])
            element.set("href", f"mailto:{url}" if _MAIL.fullmatch(url) else url)
        if "title" in token.attrs:
            element.set("title", self._text(str(token.attrs["title"])))
        return element

    def _image(self, token: Token, parent: Element) -> None:
        image = SubElement(
            parent,
            "img",
            {"alt": self._text("".join(_alt(token.children or ()))), "src": self._address(token.attrs["src"])},
        )
        if "title" in token.attrs:
            image.set("title", self._text(str(token.attrs["title"])))
        self.lines[image] = self._line

    def _address(self, url: object) -> str:
        return self._text(str(url)).strip()

    def _text(self, text: str) -> str:
        """Removes invisible characters from a text and reports them. They may come from an entity (`&#8203;`), so a
        check of the file does not see them.
        """
        text = text.replace(SPACE, " ")
        if text.isascii() and text.isprintable():
            return text
        if invisible := sorted(set(letters.INVISIBLE.findall(text))):
            note(self._env, "control-characters", self._line, characters=", ".join(map(letters.code, invisible)))
        return letters.visible(text)


def _with_ids(markup: str) -> str:
    """Turns names in the old manner, `<a name="…">`, into ids."""
    return _NAMED.sub(r"\1id=", markup) if "name" in markup else markup


def _alt(children: Iterable[Token]) -> Iterable[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type == "image":
            yield from _alt(child.children or ())
        elif child.type != "html_inline":
            yield child.content


def _append_text(element: Element, text: str) -> None:
    """Adds text to the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
