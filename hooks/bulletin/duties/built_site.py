"""The built site as the checks see it: every page, the sitemaps, the feeds, the style sheets and the scripts."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from ..machine import workers
from ..settings.settings import Settings
from ..stylebook import addresses, old_addresses, words
from . import page_reader
from .page import Page
from .page_reader import UnreadableError

_INDEX = "index.html"
_ASKED = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""", re.IGNORECASE)
"""What a style sheet has a browser fetch."""
_MOST_BYTES = 20_000_000
"""Of a file; no page of a bulletin comes near."""
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)" ')
"""The key of a line in the map of removed articles (pages/parts/server_map.py)."""


class DutiesError(Exception):
    """There is no site to look at. The message is a sentence for whoever runs the command."""


@dataclass(frozen=True)
class BuiltSite:
    """`pages` are all that could be read, by their addresses; `unreadable` the paths of those that could not."""

    settings: Settings
    folder: Path
    pages: dict[str, Page]
    unreadable: tuple[str, ...]

    @property
    def front(self) -> Page | None:
        return self.pages.get("")

    @cached_property
    def listed(self) -> list[Page]:
        """The pages that stand for themselves, and print what every page has to; the page of notices asks for as little
        as it can, and prints none of it.
        """
        return [page for page in self.pages.values() if page.is_listed and page.address != addresses.ALERTS]

    @cached_property
    def articles(self) -> list[Page]:
        return [page for page in self.listed if page.is_of_article]

    @cached_property
    def removed(self) -> list[str]:
        """The addresses of removed articles, from the body of the server's map."""
        lines = (self.text(addresses.REMOVED_MAP) or "").splitlines()
        root = unquote(self.settings.root)
        found = (_KEY.match(line) for line in lines)
        paths = [match[1].replace('\\"', '"').replace("\\\\", "\\") for match in found if match]
        return [path.removeprefix(root) for path in paths if path.startswith(root)]

    @cached_property
    def sitemap(self) -> set[str] | None:
        """The addresses in all sitemaps; None where one is missing or broken."""
        files = self._locations("sitemap.xml")
        if files is None:
            return None
        found: set[str] = set()
        for file in files:
            entries = self._locations(file)
            if entries is None:
                return None
            found |= entries
        return found

    @cached_property
    def foreign_in_styles(self) -> list[tuple[str, str]]:
        """The addresses of other sites that style sheets ask for, each with the path of its sheet."""
        own = urlsplit(self.settings.site_url).netloc
        found = ((path, match[1]) for path in self.files(".css") for match in _ASKED.finditer(self.text(path) or ""))
        return sorted((path, address) for path, address in found if page_reader.is_foreign(address, own))

    def _locations(self, name: str) -> set[str] | None:
        root = self.xml(name)
        if root is None:
            return None
        urls = root.xpath("//*[local-name()='loc' and local-name(..) != 'image']/text()")
        return {unquote(str(url).strip().removeprefix(self.settings.site_url)) for url in urls}

    def xml(self, name: str) -> etree._Element | None:
        content = self._content(name)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(content, parser) if content else None
        except etree.LxmlError:
            return None

    def text(self, name: str) -> str | None:
        content = self._content(name)
        return None if content is None else content.decode("utf-8", "replace")

    def _content(self, name: str) -> bytes | None:
        try:
            path = self.folder / name
            return _read(path) if path.resolve().is_relative_to(self.folder.resolve()) else None
        except (OSError, ValueError, UnreadableError):
            return None

    def has(self, address: str) -> bool:
        """Whether a file answers at an address."""
        return os.path.isfile(self.folder / address / _INDEX) or os.path.isfile(self.folder / address)

    def files(self, ending: str) -> Iterator[str]:
        """The paths of files with an ending, such as `.css`."""
        return (path for path in _walk(self.folder) if path.endswith(ending))


def read(settings: Settings) -> BuiltSite:
    """Raises DutiesError."""
    folder = settings.project / "site"
    if not (folder / _INDEX).is_file():
        raise DutiesError(words.sentence("duties.no_site"))
    endings = tuple(f".{ending}" for ending in old_addresses.PAGE_ENDINGS)
    paths = sorted(path for path in _walk(folder) if path.endswith(endings))

    def read_page(number: int) -> Page | str:
        path = paths[number]
        address = path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path
        try:
            return page_reader.read(address, _read(folder / path), settings)
        except (OSError, UnreadableError):
            return path

    results = list(workers.share(read_page, len(paths)))
    pages = {page.address: page for page in results if isinstance(page, Page)}
    return BuiltSite(
        settings,
        folder,
        dict(sorted(pages.items())),
        tuple(sorted(path for path in results if isinstance(path, str))),
    )


def _walk(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder."""
    for parent, _, names in os.walk(folder):
        for name in names:
            yield (Path(parent) / name).relative_to(folder).as_posix()


def _read(path: Path) -> bytes:
    """Raises OSError, and UnreadableError for what is no ordinary file: a pipe would never end."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        raise UnreadableError(path.name)
    return path.read_bytes()
