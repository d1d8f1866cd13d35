"""Lists in pasted HTML: Word's paragraphs that only look like items, items that somebody typed, lists that are nested
wrongly.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from bulletin.portals import plain_lines

MARK = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
"""The style of the sign that Word puts before an item: `·`, `o`, `§`, `1.`, `a)`."""
_LEVEL = re.compile(r"mso-list:[^;]*?\blevel(\d)", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,3})[.)]$")
_LETTER = re.compile(r"^\(?(?:[a-zđ]|[ivx]{1,5})[.)]$", re.IGNORECASE)


def make_word_lists(soup: BeautifulSoup) -> None:
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
        if MARK.search(str(span.get("style", ""))):
            text = span.get_text()
            span.decompose()
            return str(text).replace("\xa0", " ").strip()
    return ""


def _next_tag(tag: Tag) -> PageElement | None:
    following = tag.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following


def make_typed_lists(soup: BeautifulSoup) -> None:
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
        before = _tag_before(paragraph)
        if before is not None and before.name == name and before.get("data-typed"):
            made = before
        else:
            made = soup.new_tag(name, attrs={"data-typed": "1"})
            if number and number[1] != "1":
                made["start"] = number[1]
            paragraph.insert_before(made)
        paragraph.extract()
        paragraph.name = "li"
        made.append(paragraph)


def _tag_before(tag: Tag) -> Tag | None:
    """The element before another with no text between."""
    before = tag.previous_sibling
    while isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    return before if isinstance(before, Tag) else None


def mend(soup: BeautifulSoup) -> None:
    """Google Docs and Word on the web put an inner list beside its item, and a paragraph into each item."""
    for inner in list(soup.select("ul > ul, ul > ol, ol > ul, ol > ol")):
        item = inner.find_previous_sibling("li")
        if item is not None:
            item.append(inner.extract())
    for item in soup.find_all("li"):
        if item.parent is not None and item.parent.name not in ("ul", "ol"):  # only some items were selected
            before = _tag_before(item)
            if before is not None and before.get("data-typed"):
                before.append(item.extract())
            else:
                item.wrap(soup.new_tag("ul", attrs={"data-typed": "1"}))
        paragraphs = item.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _texts(tag: Tag) -> Iterator[NavigableString]:
    return (text for text in tag.find_all(string=True) if text.strip())
