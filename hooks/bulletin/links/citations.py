"""Citations: where posts and fixed pages name addresses of other sites.

Which addresses there are is read from the text that readers get; on which line one stands, from the file.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ..edition.edition import Edition
from ..fixed_pages import docs_folder
from ..fixed_pages.page_text import PageText
from ..posts import post
from ..settings.settings import Settings

# The sanitiser writes `>` in an attribute as an entity, so a tag ends at the first one.
_LINK = re.compile(r'<a\b[^>]*? href="(https?://[^"]+)"', re.IGNORECASE)


class Place(NamedTuple):
    """A line of a file, from 1. `file` is relative to the folder of mkdocs.yml."""

    file: str
    line: int


def find(edition: Edition) -> dict[str, tuple[Place, ...]]:
    """The places of each address of another site. Only what is published counts. Raises OSError and CacheError."""
    settings = edition.settings
    places: dict[str, list[Place]] = defaultdict(list)
    for file, addresses in (*_of_posts(edition), *_of_pages(edition)):
        foreign = {address for address in addresses if not _is_own(address, settings)}
        lines = (settings.project / file).read_text(encoding="utf-8", errors="replace").splitlines() if foreign else []
        for address in foreign:
            places[address] += [Place(file, number) for number in _lines_with(address, lines)]
    return {address: tuple(sorted(places[address])) for address in sorted(places)}


def _of_posts(edition: Edition) -> Iterator[tuple[str, set[str]]]:
    for article in edition.catalogue.articles:
        fragment = edition.fragment(article)
        addresses = _links(fragment.lead_html + fragment.body_html)
        if fragment.source and fragment.source.url:
            addresses.add(fragment.source.url)
        yield post.file(article.name), addresses


def _of_pages(edition: Edition) -> Iterator[tuple[str, set[str]]]:
    settings, book = edition.settings, edition.catalogue.address_book
    text = PageText(settings)
    for file in sorted(docs_folder.load(settings).outputs.values()):
        if file.endswith(".md"):
            content = (settings.project / file).read_text(encoding="utf-8-sig", errors="replace")
            yield file, _links(text.html(content, file, book))


def _links(markup: str) -> set[str]:
    return {html.unescape(address) for address in _LINK.findall(markup)}


def _is_own(address: str, settings: Settings) -> bool:
    return f"{address}/".startswith(settings.site_url)


def _lines_with(address: str, lines: list[str]) -> list[int]:
    """The lines on which an address stands, however it is encoded; the first line of the file if it is written in yet
    another way.
    """
    for spelling in dict.fromkeys((address, unquote(address), html.escape(address))):
        # What goes on is another address: /tin/1 is not on the line of /tin/12.
        pattern = re.compile(re.escape(spelling.rstrip("/")) + r"/?(?![\w/%?&=#-])")
        if found := [number for number, line in enumerate(lines, 1) if pattern.search(line)]:
            return found
    return [1]
