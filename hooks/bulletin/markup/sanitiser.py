"""The allow-list: which HTML a post may bring to a reader's browser. Everything else is removed (editors_html.py tells
of it).

Letters are put into NFC, and signs that nobody sees are taken out, in each text and each attribute by itself: what
makes or unmakes a tag is settled by then.
"""

import html
import re
from collections.abc import Callable

import nh3

from ..stylebook import addresses, letters
from . import safe_html

_TEXT = "p br hr h2 h3 h4 h5 h6 strong em b i u s del ins sub sup small mark q cite abbr code pre kbd time span div blockquote"
_LISTS = "ul ol li dl dt dd"
_TABLES = "table caption thead tbody tfoot tr th td"
_REST = "a img figure figcaption details summary"
TAGS = set(f"{_TEXT} {_LISTS} {_TABLES} {_REST}".split())
ATTRIBUTES = {
    "*": {"id", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "details": {"open"},
}
CHART, LINE_CHART = "bieu-do", "duong"
"""`{: .bieu-do }` below a table asks for bars, `{: .bieu-do .duong }` for lines."""
BOXES = {
    "admonition",
    "note",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "danger",
    "example",
    "quote",
    "abstract",
}
CLASSES = {
    "div": {"footnote", "gallery", *BOXES},
    "p": {"admonition-title"},
    "table": {CHART, LINE_CHART},
    "li": {"task"},
    "a": {"footnote-ref", "footnote-backref"},
    "th": {"align-left", "align-center", "align-right"},
    "td": {"align-left", "align-center", "align-right"},
}
URL_SCHEMES = {"http", "https", "mailto", "tel"}
_SINGLE_VALUES = {"a": {"role": {"doc-backlink", "doc-noteref"}}}
CONTENT_REMOVED = {"script", "style", "noscript", "template", "iframe", "object", "title", "textarea"}

URLS = ("href", "src", "cite")
"""Attributes that hold an address."""

_LINE_ENDS = re.compile(r"[\t\n\r]")
"""Browsers drop these wherever they stand in an address (URL Standard, «basic URL parser»)."""
_LONELY_MARK = re.compile("[>]([\u0300-\u036f])")
"""A text that begins with a combining mark. As an entity it can't join the tag before it, whoever puts the page into
NFC.
"""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HIDDEN_HOST = re.compile(r"[/\\]{2}|/\\")

Link = Callable[[str, str], str | None]
"""Called with a tag and the address in it; gives the address to print, or None to leave the attribute out."""


class Sanitiser:
    """One nh3 cleaner, used again for every text; `link` is asked for each address. `further` are tags that this kind
    of text may have besides.
    """

    def __init__(self, further: frozenset[str] = frozenset()) -> None:
        self._link: Link = lambda tag, url: url
        self._asked: set[str] = set()
        self._fault: Exception | None = None
        self._cleaner = nh3.Cleaner(
            tags=TAGS | further,
            attributes=ATTRIBUTES,
            clean_content_tags=CONTENT_REMOVED,
            allowed_classes=CLASSES,
            tag_attribute_values=_SINGLE_VALUES,
            url_schemes=URL_SCHEMES,
            link_rel=None,
            attribute_filter=self._filter,
        )

    def clean(self, markup: str, link: Link) -> tuple[str, set[str]]:
        """The safe HTML, and the addresses, as they were written, that `link` was asked about. nh3 has left out all
        others.
        """
        self._link, self._asked, self._fault = link, set(), None
        clean = self._cleaner.clean(markup)
        if ' class=""' in clean:  # nh3 leaves the attribute when none of its classes is allowed
            clean = safe_html.with_tags(clean, lambda tag: tag.replace(' class=""', ""))
        if self._fault:
            raise self._fault
        if not letters.is_visible(clean):
            clean = _LONELY_MARK.sub(lambda mark: f">&#{ord(mark[1])};", safe_html.with_text(clean, _readable))
        return clean, self._asked

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        try:
            return self._allowed(tag, name, value)
        except Exception as error:  # nh3 would only print it and go on
            self._fault = error
            return None

    def _allowed(self, tag: str, name: str, value: str) -> str | None:
        if name in URLS:
            written = value.strip()
            value = _LINE_ENDS.sub("", letters.visible(value)).strip()
            if fault_of(value):
                return None
            self._asked.add(written)
            if value.startswith("#"):
                return f"#{addresses.HEADING_PREFIX}{value[1:].removeprefix(addresses.HEADING_PREFIX)}"
            return self._link(tag, value)
        value = letters.visible(value)
        if name == "id":
            return addresses.HEADING_PREFIX + value.removeprefix(addresses.HEADING_PREFIX)
        return value or None if name == "class" else value


def fault_of(address: str) -> str | None:
    """The code of a problem with an address, None for one with `http`, `https`, `mailto` or `tel`, or a path on this
    site.
    """
    address = re.sub(r"[\x00-\x20]", "", letters.visible(address))
    scheme = _SCHEME.match(address)
    if scheme and (len(scheme[1]) == 1 or scheme[1].lower() == "file"):  # C:\\anh.jpg
        return "local-path"
    if scheme and scheme[1].lower() not in URL_SCHEMES:
        return "link-removed"
    if address.startswith("\\\\"):
        return "local-path"
    return "bad-link" if _HIDDEN_HOST.match(address) else None  # `//host` and `/\\host` lead to another site


def _readable(text: str) -> str:
    """The same for a text with entities."""
    if letters.is_visible(text):
        return text
    return html.escape(letters.visible(html.unescape(text)), quote=False)


def refused(tag: str, name: str, value: str) -> list[str]:
    """What of an attribute of an allowed tag is taken out, as its editor would know it. Addresses are another matter:
    see links.py.
    """
    if name == "class":
        return [f'class="{one}"' for one in value.split() if one not in CLASSES.get(tag, ())]
    known = (
        name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ()) or value in _SINGLE_VALUES.get(tag, {}).get(name, ())
    )
    return [] if known else [name]
