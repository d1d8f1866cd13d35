"""HTML as Word, Outlook, Google Docs and Zalo put it on the clipboard, made into plain HTML: real lists, real headings,
bold and italic by tags. What only those programs understand goes.
"""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, Tag

from .. import words
from . import pasted_lists

PICTURE_MARK = "desk-picture"
"""An element in the place of a picture: no clipboard holds the file of a picture within a text."""

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
# Word says its list marks twice: for itself in a comment, for others between `<![if !supportLists]>` and `<![endif]>`.
_CONDITION = re.compile(r"<!\[(?:if[^\]]*|endif)\]>", re.IGNORECASE)
_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![-\w])font-style:\s*italic", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_DROPPED = ("script", "style", "meta", "link", "title", "xml", "noscript", "template", "button", "input", "select")
_WRAPPED_LINKS = {"www.google.com": "q", "google.com": "q"}
"""Hosts that lead on to another address, with the parameter that holds it."""


def cleaned(html: str) -> BeautifulSoup:
    """The fragment that was copied, without what belongs to the program that it comes from."""
    fragment = _FRAGMENT.search(html)
    soup = BeautifulSoup(_CONDITION.sub("", fragment[1] if fragment else html), "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in list(soup.find_all(True)):
        if not tag.decomposed:
            _clean_tag(soup, tag)
    pasted_lists.make_word_lists(soup)
    pasted_lists.make_typed_lists(soup)
    pasted_lists.mend(soup)
    return soup


def _clean_tag(soup: BeautifulSoup, tag: Tag) -> None:
    style = str(tag.get("style", ""))
    if _HIDDEN.search(style):
        tag.decompose()
    elif tag.name == "img":
        _replace_picture(soup, tag)
    elif ":" in tag.name or (tag.name in ("b", "strong") and _NOT_BOLD.search(style)):
        tag.unwrap()  # o:p, v:shape, st1:place; Google Docs wraps everything in a <b> that is not bold
    elif tag.name == "h1" or "MsoTitle" in (tag.get("class") or ()):
        tag.name = "h2"  # the first level is the title of the article
    elif tag.name == "a":
        _clean_link(tag)
    elif tag.name == "span":
        _make_emphasis(soup, tag, style)


def _replace_picture(soup: BeautifulSoup, tag: Tag) -> None:
    """Zalo's and Outlook's small signs stay as the letters that they stand for; other pictures leave a note."""
    text = str(tag.get("alt") or "")
    if 0 < len(text) <= 4 and not text.isalnum():
        tag.replace_with(NavigableString(text))
        return
    mark = soup.new_tag("p")
    mark.string = PICTURE_MARK
    tag.replace_with(mark)


def _clean_link(tag: Tag) -> None:
    address = str(tag.get("href") or "")
    parts = urlsplit(address)
    parameter = _WRAPPED_LINKS.get(
        parts.netloc, "url" if parts.netloc.endswith("safelinks.protection.outlook.com") else ""
    )
    inner = parse_qs(parts.query).get(parameter) if parameter else None
    if inner:
        address = inner[0]
    if urlsplit(address).scheme in ("http", "https", "mailto", "tel"):
        tag["href"] = address
    else:  # file:///, javascript:, #_Toc123
        tag.unwrap()


def _make_emphasis(soup: BeautifulSoup, tag: Tag, style: str) -> None:
    if pasted_lists.MARK.search(style):
        return
    in_heading = tag.find_parent(re.compile(r"h[1-6]$")) is not None
    for pattern, name in ((_BOLD, "b"), (_ITALIC, "i"), (_STRUCK, "s")):
        if pattern.search(style) and not (in_heading and name == "b") and tag.get_text(strip=True):
            tag.wrap(soup.new_tag(name))


def picture_note() -> str:
    """What stands in a text where a picture was."""
    return f"<!-- {words.sentence('form.paste.picture')} -->"
