"""The allow-list: which HTML a post may bring to a reader's browser. Everything else is removed, and reported."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import nh3

from . import addresses
from .problems import Problem, problem

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
_BOXES = {"admonition", "note", "info", "tip", "success", "question", "warning", "danger", "example", "quote", "abstract"}
CLASSES = {
    "div": {"footnote", "gallery", *_BOXES},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "th": {"align-left", "align-center", "align-right"},
    "td": {"align-left", "align-center", "align-right"},
}
URL_SCHEMES = {"http", "https", "mailto", "tel"}
_SINGLE_VALUES = {"a": {"role": {"doc-backlink", "doc-noteref"}}}
_CONTENT_REMOVED = {"script", "style", "noscript", "template", "iframe", "object", "title", "textarea"}

_URLS = ("href", "src", "cite")

Link = Callable[[str, str], str | None]
"""Called with a tag and the URL in it; gives the URL to print, or None to leave the attribute out."""


class Sanitiser:
    """One nh3 cleaner, used again for every body; `link` is asked for each `href` and `src`."""

    def __init__(self) -> None:
        self._link: Link = lambda tag, url: url
        self._fault: Exception | None = None
        self._seen: set[str] = set()
        self._cleaner = nh3.Cleaner(
            tags=TAGS,
            attributes=ATTRIBUTES,
            clean_content_tags=_CONTENT_REMOVED,
            allowed_classes=CLASSES,
            tag_attribute_values=_SINGLE_VALUES,
            url_schemes=URL_SCHEMES,
            link_rel=None,
            attribute_filter=self._filter,
        )

    def clean(self, html: str, link: Link) -> tuple[str, set[str]]:
        """The safe HTML, and the URLs that were good enough for `link` to be asked about them."""
        self._link, self._fault, self._seen = link, None, set()
        # nh3 leaves the attribute when none of its classes is allowed; `>` in a value it writes as an entity.
        clean = self._cleaner.clean(html)
        if ' class=""' in clean:
            clean = re.sub(r'(<[^>]*?) class=""', r"\1", clean)
        if self._fault:
            raise self._fault
        return clean, self._seen

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        try:
            return self._allowed(tag, name, value)
        except Exception as error:  # nh3 would only print it and go on
            self._fault = error
            return None

    def _allowed(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return addresses.HEADING_PREFIX + value.removeprefix(addresses.HEADING_PREFIX)
        if name in _URLS:
            self._seen.add(value.strip())
            if value.startswith("#"):
                return f"#{addresses.HEADING_PREFIX}{value[1:].removeprefix(addresses.HEADING_PREFIX)}"
            return self._link(tag, value)
        return value or None if name == "class" else value


class _Inventory(HTMLParser):
    """Counts the tags, attributes and link schemes of some HTML."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[tuple[str, str]] = Counter()
        self.urls: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "class" and value is not None:
                for one in value.split():
                    self.attributes[tag, f"class={one}"] += 1
            else:
                self.attributes[tag, name] += 1
            if name in _URLS:
                self.urls.append((tag, name, value or ""))


_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_REGULAR = re.compile(r'(?:<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")* ?/?>)*')
_NAMES = re.compile(r'<[a-z0-9]+|[a-z-]+(?==")|(?<=class=")[^"]*')


def _names(html: str) -> list[str] | None:
    """All names of tags and attributes and all classes, where everything is written as Python-Markdown and nh3 write it.

    Two texts with the same names need no closer look at what was removed between them.
    """
    tags = "".join(_TAG.findall(html))
    return sorted(_NAMES.findall(tags)) if _REGULAR.fullmatch(tags) else None


def removed(before: str, after: str, seen: set[str], source: str, file: str, first_line: int) -> list[Problem]:
    """A warning for each thing that is in `before` and no longer in `after`, at its line of the Markdown `source`.

    `seen` are the URLs that the link check was asked about; what it took out it has reported itself.
    """
    if (names := _names(before)) is not None and names == _names(after):
        return []
    was, remains = _Inventory(before), _Inventory(after)
    problems = []
    gone_tags = {tag for tag in was.tags if was.tags[tag] > remains.tags[tag]}
    for tag in sorted(gone_tags):
        # What is open to the end of the text takes the rest of the article with it.
        open_ended = tag in _CONTENT_REMOVED and not re.search(rf"</\s*{re.escape(tag)}", source, re.IGNORECASE)
        code = "html-not-closed" if open_ended else "html-removed"
        for line in _lines(rf"<\s*{re.escape(tag)}\b", source, first_line, was.tags[tag] - remains.tags[tag]):
            problems.append(problem(code, file, line, thing=f"<{tag}>"))
    for (tag, name), count in sorted(was.attributes.items()):
        missing = count - remains.attributes[tag, name]
        if missing <= 0 or tag in gone_tags or name in _URLS:
            continue
        shown = f'class="{name[6:]}"' if name.startswith("class=") else name
        for line in _lines(rf"\b{re.escape(name.removeprefix('class='))}\b", source, first_line, missing):
            problems.append(problem("attribute-removed", file, line, thing=shown, tag=tag))
    told: Counter[str] = Counter()
    for tag, name, value in was.urls:
        if tag in gone_tags or value.strip() in seen or name not in ATTRIBUTES.get(tag, ()):
            continue
        scheme, colon, _ = re.sub(r"[\x00-\x20]", "", value).partition(":")
        foreign = bool(colon) and scheme.lower() not in URL_SCHEMES
        local = len(scheme) == 1 or scheme.lower() == "file"  # C:\\anh.jpg
        code = "local-path" if local else "link-removed" if foreign else "bad-link"
        start = value[:12].lower()
        told[start] += 1
        line = _lines(re.escape(start), source, first_line, told[start])[-1]
        problems.append(problem(code, file, line, scheme=f"{scheme.lower()}:", value=value))
    return problems


def _lines(pattern: str, source: str, first_line: int, count: int) -> list[int]:
    """The lines where `pattern` stands, at the most `count`; the body's first line when it can't be found."""
    found = [
        first_line + source.count("\n", 0, match.start()) for match in re.finditer(pattern, source, re.IGNORECASE)
    ]
    return found[:count] or [first_line]
