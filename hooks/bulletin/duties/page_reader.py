"""What the checks want to know of one HTML page of the site, read in one pass."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.etree import LxmlError

from ..settings.settings import Settings
from ..stylebook import words
from .page import Page, Source, is_of_article

_FETCHED = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
)
"""The kinds of `<link>` that make a browser ask a server for something."""
_SOURCES = ("src", "poster", "data", "action", "background", "data-script")
_KEPT = ("@type", "publisher", "correction", "sourceOrganization")
"""The keys of JSON-LD that a check asks for."""
_NOTES = tuple(f"life life--{kind}" for kind in ("correction", "clarification", "apology"))
_HEADINGS = ("h1", "h2", "h3")
_CODE = (
    "//@style | //@*[starts-with(name(), 'on')] | "
    "//@*[starts-with(translate(normalize-space(.), 'ACIJPRSTV', 'acijprstv'), 'javascript:')]"
)
"""Attributes that are code or style."""
_MARKUP_IS_DEEP = 250
"""Levels of elements that a page of ours never has; a page that does was not made by a build."""


class UnreadableError(Exception):
    """A file is no HTML page, whatever its name says."""


def read(address: str, content: bytes, settings: Settings) -> Page:
    """Raises UnreadableError."""
    try:
        content.decode("utf-8")
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(str(error)) from None
    if len(root.xpath("/*" + "/*" * _MARKUP_IS_DEEP)):
        raise UnreadableError("too deep")
    data, is_broken = _data(root)
    return Page(
        address,
        lang=root.get("lang", ""),
        title=_text(root, "//head/title"),
        headings=" \n".join(_words(node) for node in root.iter(*_HEADINGS)),
        text_length=len(_text(root, "//main")),
        has_description=bool(_first(root, "//meta[@name='description']/@content").strip()),
        canonical=_first(root, "//link[@rel='canonical']/@href"),
        is_noindex="noindex" in _first(root, "//meta[@name='robots']/@content"),
        leads_on=bool(root.xpath("//meta[@http-equiv='refresh']")),
        is_for_phones="width=device-width" in _first(root, "//meta[@name='viewport']/@content"),
        has_skip_link=_has_skip_link(root),
        has_text_size=bool(root.xpath("//*[@data-font-size]//button[@data-step]")),
        has_search=bool(root.xpath("//form[@role='search' or contains(@action, 'tim-kiem')]")),
        has_feed=bool(root.xpath("//link[@rel='alternate' and @type='application/rss+xml' and @href]")),
        imprint_lacks=_lacking(root, settings),
        contact_lacks=_lacking_contacts(root, "main", settings),
        has_gap=words.sentence("gap").partition("{")[0] in root.text_content(),
        without_alt=tuple(str(node.get("src", "")) for node in root.iter("img") if node.get("alt") is None),
        foreign=tuple(sorted(set(_foreign(root, settings)))),
        inline=tuple(sorted(set(_inline(root)))),
        data=data,
        is_data_broken=is_broken,
        has_time=bool(root.xpath("//main//time[@datetime]")),
        has_correction=any(node.get("class") in _NOTES and _words(node) for node in root.iter("aside")),
        labels=_text(root, "//main//h1 | //ul[@class='corrections']//strong"),
        has_date=bool(root.xpath("//*[contains(@class, 'article__date')]//time[@datetime]")),
        has_byline=bool(_text(root, "//*[@class='byline']//a")),
        source=_source(root),
        links=frozenset() if is_of_article(address) else frozenset(_links(root, address, settings)),
    )


def _first(root: Any, path: str) -> str:
    found = root.xpath(path)
    return str(found[0]) if found else ""


def _words(node: Any) -> str:
    return " ".join(str(node.text_content()).split())


def _text(root: Any, path: str) -> str:
    return " ".join(_words(node) for node in root.xpath(path))


def _has_skip_link(root: Any) -> bool:
    first = root.xpath("//body/a[1]/@href")
    return bool(first) and str(first[0]).startswith("#") and bool(root.xpath("//*[@id=$target]", target=first[0][1:]))


def _data(root: Any) -> tuple[tuple[dict[str, Any], ...], bool]:
    """The JSON-LD of a page, and whether any of it is broken."""
    found, is_broken = [], False
    for text in root.xpath("//script[@type='application/ld+json']/text()"):
        try:
            item = json.loads(text)
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            found.append({key: value for key, value in item.items() if key in _KEPT})
        else:
            is_broken = True
    return tuple(found), is_broken


def _lacking(root: Any, settings: Settings) -> tuple[str, ...]:
    """The settings that the foot of the page does not print."""
    foot = _text(root, "//footer[contains(@class, 'footer')]")
    wanted = {key: getattr(settings.bulletin, key) for key in ("publisher", "editor_in_chief", "licence", "address")}
    lacking = (key for key, value in wanted.items() if not value.strip() or " ".join(value.split()) not in foot)
    return (*lacking, *_lacking_contacts(root, "footer", settings))


def _lacking_contacts(root: Any, part: str, settings: Settings) -> tuple[str, ...]:
    """Which of phone and mail a part of the page has no link for."""
    hrefs = [str(href) for href in root.xpath(f"//{part}//a/@href")]
    digits = re.sub(r"\D", "", settings.bulletin.phone).removeprefix("0")
    is_called = any(href.startswith("tel:") and digits and href.endswith(digits) for href in hrefs)
    is_mailed = f"mailto:{settings.bulletin.email}" in hrefs
    return tuple(key for key, is_there in (("phone", is_called), ("email", is_mailed)) if not is_there)


def _foreign(root: Any, settings: Settings) -> Iterator[str]:
    """The addresses of other sites that a browser asks for when it shows the page."""
    own = urlsplit(settings.site_url).netloc
    for node in root.iter("link", "script", "img", "iframe", "source", "video", "audio", "embed", "object", "form",
                          "track", "input", "image", "use", "body", "table", "td", "template"):  # fmt: skip
        asked = [node.get(name) for name in _SOURCES]
        if node.tag == "link" and _FETCHED & set((node.get("rel") or "").lower().split()):
            asked.append(node.get("href"))
        elif node.tag in ("image", "use"):
            asked += [node.get("href"), node.get("xlink:href")]
        for name in ("srcset", "imagesrcset"):
            asked += [part.split()[0] for part in (node.get(name) or "").split(",") if part.split()]
        yield from (address for address in asked if address and is_foreign(address, own))


def is_foreign(address: str, own: str) -> bool:
    """Whether an address leads to another host than `own`."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return True
    return bool(parts.netloc) and parts.netloc != own


def _inline(root: Any) -> Iterator[str]:
    """Code and styles that a strict Content-Security-Policy would stop."""
    for node in root.iter("script", "style"):
        if node.tag == "style" or not (node.get("src") or "json" in node.get("type", "")):
            yield f"<{node.tag}>"
    for value in root.xpath(_CODE):
        yield str(value.attrname)


def _source(root: Any) -> Source | None:
    lines = root.xpath("//p[@class='source']")
    if not lines:
        return None
    _, _, name = _words(lines[0]).partition(":")
    return Source(bool(name.strip()), bool(lines[0].xpath(".//a[@href]")), bool(lines[0].xpath(".//time[@datetime]")))


def _links(root: Any, address: str, settings: Settings) -> Iterator[str]:
    """The addresses within the site that a page links to."""
    here = settings.full_url(address)
    for href in set(root.xpath("//a/@href")):
        try:
            url = urljoin(here, href.strip())
        except ValueError:
            continue
        if url.startswith(settings.site_url):
            yield unquote(re.split("[?#]", url.removeprefix(settings.site_url))[0])
