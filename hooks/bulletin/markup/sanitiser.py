"""The sanitiser: the allow-list of HTML that a post may bring to a reader's browser. It removes everything else, and
editors_html.py reports it.

Each text and each attribute is put into NFC and freed from invisible characters by itself, after the HTML was parsed.
So no such change can make a tag or unmake one.
"""

import html
import re
from collections.abc import Callable

import nh3

from ..stylebook import addresses, letters
from . import safe_html

_TEXT_TAGS = (
    "p br hr h2 h3 h4 h5 h6 strong em b i u s del ins sub sup small mark q cite abbr code pre kbd time span div"
    " blockquote"
)
_LIST_TAGS = "ul ol li dl dt dd"
_TABLE_TAGS = "table caption thead tbody tfoot tr th td"
_OTHER_TAGS = "a img figure figcaption details summary"
TAGS = set(f"{_TEXT_TAGS} {_LIST_TAGS} {_TABLE_TAGS} {_OTHER_TAGS}".split())
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
_ALLOWED_VALUES = {"a": {"role": {"doc-backlink", "doc-noteref"}}}
CONTENT_REMOVED = {"script", "style", "noscript", "template", "iframe", "object", "title", "textarea"}

URLS = ("href", "src", "cite")
"""Attributes that hold an address."""

_LINE_ENDS = re.compile(r"[\t\n\r]")
"""Browsers drop these characters anywhere in an address (URL Standard, «basic URL parser»)."""
_LONELY_MARK = re.compile("[>]([\u0300-\u036f])")
"""A combining mark at the beginning of a text. As an entity it can't join the tag before it when somebody puts the page
into NFC.
"""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HIDDEN_HOST = re.compile(r"[/\\]{2}|/\\")

Link = Callable[[str, str], str | None]
"""Takes the name of a tag and the address in it. Returns the address to print, or None to leave the attribute out."""


class Sanitiser:
    """A cleaner that is reused for every text. `further` are the names of tags that are allowed besides TAGS."""

    def __init__(self, further: frozenset[str] = frozenset()) -> None:
        self._link: Link = lambda tag, url: url
        self._addresses: set[str] = set()
        self._error: Exception | None = None
        self._cleaner = nh3.Cleaner(
            tags=TAGS | further,
            attributes=ATTRIBUTES,
            clean_content_tags=CONTENT_REMOVED,
            allowed_classes=CLASSES,
            tag_attribute_values=_ALLOWED_VALUES,
            url_schemes=URL_SCHEMES,
            link_rel=None,
            attribute_filter=self._filter,
        )

    def clean(self, markup: str, link: Link) -> tuple[str, set[str]]:
        """Returns the safe HTML, and the addresses that passed, as they were written. All others were removed.

        `link` is called for each address that doesn't lead to a part of the text itself. Raises whatever `link` raises.
        """
        self._link, self._addresses, self._error = link, set(), None
        clean = self._cleaner.clean(markup)
        if ' class=""' in clean:  # nh3 keeps the attribute when none of its classes is allowed
            clean = safe_html.with_tags(clean, lambda tag: tag.replace(' class=""', ""))
        if self._error:
            raise self._error
        if not letters.is_visible(clean):
            clean = _LONELY_MARK.sub(lambda mark: f">&#{ord(mark[1])};", safe_html.with_text(clean, _readable))
        return clean, self._addresses

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        try:
            return self._printed_value(tag, name, value)
        except Exception as error:  # nh3 would only print it and go on
            self._error = error
            return None

    def _printed_value(self, tag: str, name: str, value: str) -> str | None:
        """The value to print for an attribute, or None to leave the attribute out."""
        if name in URLS:
            source = value.strip()
            value = _LINE_ENDS.sub("", letters.visible(value)).strip()
            if problem_code(value):
                return None
            self._addresses.add(source)
            if value.startswith("#"):
                return f"#{addresses.HEADING_PREFIX}{value[1:].removeprefix(addresses.HEADING_PREFIX)}"
            return self._link(tag, value)
        value = letters.visible(value)
        if name == "id":
            return addresses.HEADING_PREFIX + value.removeprefix(addresses.HEADING_PREFIX)
        return value or None if name == "class" else value


def problem_code(address: str) -> str | None:
    """The code of the problem with an address, or None.

    Addresses with `http`, `https`, `mailto` or `tel`, and paths on this site have no problem.
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
    """The visible form (see letters.py) of a text with entities."""
    if letters.is_visible(text):
        return text
    return html.escape(letters.visible(html.unescape(text)), quote=False)


def removed_parts(tag: str, name: str, value: str) -> list[str]:
    """The parts of an attribute that the sanitiser removes from an allowed tag, as an editor would recognise them.

    Addresses are not checked here (see links.py).
    """
    if name == "class":
        return [f'class="{class_name}"' for class_name in value.split() if class_name not in CLASSES.get(tag, ())]
    is_allowed = (
        name in ATTRIBUTES["*"]
        or name in ATTRIBUTES.get(tag, ())
        or value in _ALLOWED_VALUES.get(tag, {}).get(name, ())
    )
    return [] if is_allowed else [name]
