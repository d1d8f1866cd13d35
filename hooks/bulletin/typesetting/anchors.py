"""Links to headings of the same article, in any spelling: `#muc-hai`, or `#mục-hai` as on GitHub."""

import html
import re
from urllib.parse import unquote

from ..markup import plain_text, safe_html
from ..stylebook import addresses

_ID = re.compile(r' id="([^"]*)"')
_TO_ANCHOR = re.compile(r' href="#([^"]*)"')
_HEADING = re.compile(r'<h[2-6]\b[^>]*? id="([^"]*)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_NOT_ON_GITHUB = re.compile(r"[^\w\- ]")


def with_prefixes(markup: str) -> tuple[str, list[str]]:
    """Points the links to headings in sanitised HTML at the headings' ids. Also returns the links that match no
    heading, percent-decoded.
    """
    if ' href="#' not in markup:
        return markup, []
    heading_ids = ids(markup)
    dead_links: list[str] = []
    spellings: dict[str, str] | None = None

    def mend(tag: str) -> str:
        nonlocal spellings
        match = _TO_ANCHOR.search(tag)
        if match is None or (target := html.unescape(match[1])) in heading_ids or target == addresses.HEADING_PREFIX:
            return tag
        if spellings is None:
            spellings = _as_on_github(markup)
        spelling = unquote(target.removeprefix(addresses.HEADING_PREFIX))
        candidates = [spellings.get(spelling), addresses.HEADING_PREFIX + addresses.heading_id(spelling)]
        anchor = next((candidate for candidate in candidates if candidate in heading_ids), None)
        if anchor is None:
            dead_links.append(f"#{spelling}")
            return tag
        return f'{tag[: match.start()]} href="#{html.escape(anchor)}"{tag[match.end() :]}'

    return safe_html.with_tags(markup, mend), dead_links


def ids(markup: str) -> set[str]:
    """Returns all ids in sanitised HTML."""
    if ' id="' not in markup:
        return set()
    return {html.unescape(match[1]) for tag in re.findall(r"<[^>]*>", markup) if (match := _ID.search(tag))}


def _as_on_github(markup: str) -> dict[str, str]:
    """Maps the anchor that GitHub gives each heading to the heading's id. GitHub writes lower case, drops punctuation,
    turns spaces into hyphens and numbers the repetitions of a name.
    """
    ids_by_anchor: dict[str, str] = {}
    last_numbers: dict[str, int] = {}
    for identifier, text in _HEADING.findall(markup):
        anchor = _NOT_ON_GITHUB.sub("", plain_text.text(text).strip().lower()).replace(" ", "-")
        number = last_numbers[anchor] = last_numbers.get(anchor, -1) + 1
        ids_by_anchor[f"{anchor}-{number}" if number else anchor] = html.unescape(identifier)
    return ids_by_anchor
