"""The tree of a text: markdown-it's tokens as the elements that Python-Markdown's extensions work on."""

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
_SAME = {"s": "del"}
"""Tags of markdown-it that Python-Markdown has by another name."""
_NAMED = re.compile(r"(<a\s(?:[^<>]*?\s)?)name=", re.IGNORECASE)


class Tree:
    """Puts tokens into elements. `store` keeps raw HTML and gives a mark for it, `mark` makes the mark of a footnote.

    `lines` says where each element begins, from 0; `raw` holds the HTML that the editor wrote, with its lines.
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
        """The box of a task whose words come next."""

    def take_footnotes(self, tokens: Iterable[Token]) -> list[Token]:
        """Lays the texts of footnotes aside; gives all other tokens."""
        rest: list[Token] = []
        inside: list[list[Token]] = []
        for token in tokens:
            if token.type == "footnote_reference_open":
                inside.append(self.footnotes.setdefault(token.meta["label"], []))
            elif token.type == "footnote_reference_close":
                inside.pop()
            else:
                (inside[-1] if inside else rest).append(token)
        return rest

    def build(self, tokens: Iterable[Token], parent: Element) -> None:
        """Adds the elements of some block tokens to a parent."""
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
        if style := attributes.pop("style", ""):  # of a table's cell; the site allows no `style=`
            attributes["class"] = f"align-{style.removeprefix('text-align:')}"
        element = SubElement(parent, _SAME.get(token.tag, token.tag), attributes)
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
        """A paragraph of nothing but the mark of some HTML: Python-Markdown puts the HTML in its place."""
        SubElement(parent, "p").text = self._store(markup)

    def _inline(self, token: Token, parent: Element) -> None:
        open_elements = [parent]
        if len(parent) and parent.tag in ("li", "dd", "td", "th"):
            _say(parent, "\n")
        if self._box:
            _say(parent, self._box)
            self._box = ""
        for child in token.children or ():
            inner = open_elements[-1]
            match child.type:
                case "text":
                    _say(inner, self._text(child.content))
                case "softbreak":
                    _say(inner, "\n")
                case "hardbreak":
                    SubElement(inner, "br")
                case "code_inline":
                    SubElement(inner, "code").text = AtomicString(self._text(child.content))
                case "html_inline":
                    markup = _with_ids(child.content)
                    self.raw.append((self._line, markup))
                    _say(inner, self._store(markup))
                case "image":
                    self._image(child, inner)
                case "footnote_mark":
                    inner.append(self._mark(child.meta["name"]))
                case _ if child.nesting < 0:
                    open_elements.pop()
                case _ if child.nesting > 0:
                    open_elements.append(self._marked_up(child, inner))
                case _:
                    _say(inner, self._text(child.content))
            self._line += inline_lines.of(child)

    def _marked_up(self, token: Token, parent: Element) -> Element:
        element = SubElement(parent, _SAME.get(token.tag, token.tag))
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
        """Text as a reader sees it; an entity (`&#8203;`) may have made a sign of it that is not in the file."""
        text = text.replace(SPACE, " ")
        if text.isascii() and text.isprintable():
            return text
        if hidden := sorted(set(letters.INVISIBLE.findall(text))):
            note(self._env, "control-characters", self._line, characters=", ".join(map(letters.code, hidden)))
        return letters.visible(text)


def _with_ids(markup: str) -> str:
    """Places named in the old manner, `<a name="…">`, have an id."""
    return _NAMED.sub(r"\1id=", markup) if "name" in markup else markup


def _alt(children: Iterable[Token]) -> Iterable[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type == "image":
            yield from _alt(child.children or ())
        elif child.type != "html_inline":
            yield child.content


def _say(element: Element, text: str) -> None:
    """Adds text behind all that is in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
