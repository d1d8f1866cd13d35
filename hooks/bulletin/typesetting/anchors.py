"""Links to headings of the same article, however they are spelled: `#muc-hai`, or `#mục-hai` as on GitHub."""

import html
import re
from urllib.parse import unquote

from ..markup import plain_text, safe_html
from ..stylebook import addresses

_ID = re.compile(r' id="([^"]*)"')
_TO_ANCHOR = re.compile(r' href="#([^"]*)"')
_HEADING = re.compile(r'<h[2-6]\b[^>]*? id="([^"]*)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_NOT_ON_GITHUB = re.compile(r"[^\w\- ]")


def mended(markup: str) -> tuple[str, list[str]]:
    """Sanitised HTML with its links to headings led to their ids, and those that lead nowhere, as they were written."""
    if ' href="#' not in markup:
        return markup, []
    known_ids = ids(markup)
    dead: list[str] = []
    spellings: dict[str, str] | None = None

    def lead(tag: str) -> str:
        nonlocal spellings
        found = _TO_ANCHOR.search(tag)
        if found is None or (wanted := html.unescape(found[1])) in known_ids or wanted == addresses.HEADING_PREFIX:
            return tag
        if spellings is None:
            spellings = _as_on_github(markup)
        written = unquote(wanted.removeprefix(addresses.HEADING_PREFIX))
        known = [spellings.get(written), addresses.HEADING_PREFIX + addresses.heading_id(written)]
        right = next((one for one in known if one in known_ids), None)
        if right is None:
            dead.append(f"#{written}")
            return tag
        return f'{tag[: found.start()]} href="#{html.escape(right)}"{tag[found.end() :]}'

    return safe_html.with_tags(markup, lead), dead


def ids(markup: str) -> set[str]:
    """All ids in some sanitised HTML."""
    if ' id="' not in markup:
        return set()
    return {html.unescape(found[1]) for tag in re.findall(r"<[^>]*>", markup) if (found := _ID.search(tag))}


def _as_on_github(markup: str) -> dict[str, str]:
    """The ids of headings by the anchors that GitHub gives them: small letters, no marks, hyphens, numbers for the same
    again.
    """
    found: dict[str, str] = {}
    times: dict[str, int] = {}
    for identifier, text in _HEADING.findall(markup):
        name = _NOT_ON_GITHUB.sub("", plain_text.text(text).strip().lower()).replace(" ", "-")
        number = times[name] = times.get(name, -1) + 1
        found[f"{name}-{number}" if number else name] = html.unescape(identifier)
    return found
