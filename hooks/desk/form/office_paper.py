"""HTML as Word, Outlook, Google Docs and Zalo put it on the clipboard, made into plain HTML: real lists, real headings,
bold and italic by tags. What only those programs understand goes.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, PageElement, Tag
from bulletin.portals import plain_lines

from .. import words

PICTURE_MARK = "desk-picture"
"""An element in the place of a picture: no clipboard holds the file of a picture within a text."""

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
# Word says its list marks twice: for itself in a comment, for others between `<![if !supportLists]>` and `<![endif]>`.
_CONDITION = re.compile(r"<!\[(?:if[^\]]*|endif)\]>", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:[^;]*?\blevel(\d)", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,3})[.)]$")
_LETTER = re.compile(r"^\(?(?:[a-zđ]|[ivx]{1,5})[.)]$", re.IGNORECASE)
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
    _make_word_lists(soup)
    _make_typed_lists(soup)
    _mend_lists(soup)
    return soup


def _clean_tag(soup: BeautifulSoup, tag: Tag) -> None:
    style = str(tag.get("style", ""))
    if _HIDDEN.search(style):
        tag.decompose()
    elif tag.name == "img":
        _replace_picture(soup, tag)
    elif ":" in tag.name:  # o:p, v:shape, st1:place
        tag.unwrap()
    elif tag.name in ("b", "strong") and _NOT_BOLD.search(style):  # Google Docs wraps everything in such a <b>
        tag.unwrap()
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
    parameter = _WRAPPED_LINKS.get(parts.netloc, "url" if parts.netloc.endswith("safelinks.protection.outlook.com") else "")
    inner = parse_qs(parts.query).get(parameter) if parameter else None
    if inner:
        address = inner[0]
    if urlsplit(address).scheme in ("http", "https", "mailto", "tel"):
        tag["href"] = address
    else:  # file:///, javascript:, #_Toc123
        tag.unwrap()


def _make_emphasis(soup: BeautifulSoup, tag: Tag, style: str) -> None:
    if _MARK.search(style):
        return
    in_heading = tag.find_parent(re.compile(r"h[1-6]$")) is not None
    for pattern, name in ((_BOLD, "b"), (_ITALIC, "i"), (_STRUCK, "s")):
        if pattern.search(style) and not (in_heading and name == "b") and tag.get_text(strip=True):
            tag.wrap(soup.new_tag(name))


def _make_word_lists(soup: BeautifulSoup) -> None:
    """Word's paragraphs with `mso-list:l0 level1` in their style become items of real lists."""
    paragraphs = [tag for tag in soup.find_all(["p", "li"]) if _LEVEL.search(str(tag.get("style", "")))]
    open_lists: list[tuple[int, Tag]] = []
    previous: Tag | None = None
    for paragraph in paragraphs:
        if paragraph.name == "li":  # Outlook on the web makes real lists
            continue
        level_match = _LEVEL.search(str(paragraph["style"]))
        level = int(level_match[1]) if level_match else 1
        mark = _take_mark(paragraph)
        if _LETTER.match(mark):  # a) b) c): Markdown has no such lists, and a decree is quoted by its letters
            paragraph.insert(0, NavigableString(f"{mark} "))
            previous = None
            continue
        if previous is None or _next_tag(previous) is not paragraph:
            open_lists = []
        name = "ol" if _NUMBER.match(mark) else "ul"
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == level and open_lists[-1][1].name != name:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = soup.new_tag(name)
            if (number := _NUMBER.match(mark)) and number[1] != "1":
                made["start"] = number[1]
            items = open_lists[-1][1].find_all("li", recursive=False) if open_lists else []
            if items:
                items[-1].append(made)
            else:
                paragraph.insert_before(made)
            open_lists.append((level, made))
        paragraph.extract()
        paragraph.name = "li"
        open_lists[-1][1].append(paragraph)
        previous = open_lists[0][1]


def _take_mark(paragraph: Tag) -> str:
    """Takes the mark of an item out of its paragraph: `·`, `o`, `§`, `1.`, `a)`."""
    for span in paragraph.find_all("span"):
        if _MARK.search(str(span.get("style", ""))):
            text = span.get_text()
            span.decompose()
            return str(text).replace("\xa0", " ").strip()
    return ""


def _next_tag(tag: Tag) -> PageElement | None:
    following = tag.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following


def _make_typed_lists(soup: BeautifulSoup) -> None:
    """Paragraphs in which somebody typed the mark of an item become items, by the importer's rules."""
    for paragraph in list(soup.find_all("p")):
        text = paragraph.get_text().replace("\xa0", " ").strip()
        if paragraph.find_parent(["li", "td", "th"]) or not plain_lines.is_item(text):
            continue
        first = next(iter(_texts(paragraph)), None)
        if first is None:
            continue
        number = re.match(r"\s*(\d{1,2})[.)]\s+", str(first).replace("\xa0", " "))
        bare = re.sub(r"^\s*(?:\d{1,2}[.)]|[^\w\s]|o(?=\s))\s*", "", str(first).replace("\xa0", " "))
        first.replace_with(NavigableString(bare))
        name = "ol" if number else "ul"
        before = paragraph.previous_sibling
        while isinstance(before, NavigableString) and not before.strip():
            before = before.previous_sibling
        if isinstance(before, Tag) and before.name == name and before.get("data-typed"):
            made = before
        else:
            made = soup.new_tag(name, attrs={"data-typed": "1"})
            if number and number[1] != "1":
                made["start"] = number[1]
            paragraph.insert_before(made)
        paragraph.extract()
        paragraph.name = "li"
        made.append(paragraph)


def _mend_lists(soup: BeautifulSoup) -> None:
    """Google Docs and Word on the web put an inner list beside its item, and a paragraph into each item."""
    for inner in list(soup.select("ul > ul, ul > ol, ol > ul, ol > ol")):
        item = inner.find_previous_sibling("li")
        if item is not None:
            item.append(inner.extract())
    for item in soup.find_all("li"):
        paragraphs = item.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _texts(tag: Tag) -> Iterator[NavigableString]:
    return (text for text in tag.find_all(string=True) if text.strip())


def picture_note() -> str:
    """What stands in a text where a picture was."""
    return f"<!-- {words.sentence('form.paste.picture')} -->"
