"""A site that consists of given bytes, and what its builds remember of it: the press by itself."""

import re
import time
from pathlib import Path

from bulletin.machine import digest
from bulletin.machine.cache import Cache
from bulletin.machine.progress import Progress
from bulletin.press import plan, press
from bulletin.press.ledger import Ledger
from bulletin.press.recipe import Recipe
from bulletin.press.section import REST, Section
from bulletin.press.site_folder import Rules
from bulletin.press.survey import NOTHING, Survey

Pages = dict[str, bytes]
"""The content of every file of a site by its path."""

QUIET = Progress(quiet=True)
HOLDING, HOLDING_FEED, HOLDING_DATA = b"wait for the page", b"wait for the feed", b"[]"
RULES = Rules({".html": HOLDING, ".xml": HOLDING_FEED, ".json": HOLDING_DATA}, frozenset({".index"}))
BROKEN = b"cannot be made"
_IN_A_SECTION = re.compile(r"\d{4}/\d{2}(?=/(?!index\.html$).)")


class Content(bytes):
    @property
    def digest(self) -> bytes:
        return digest.of(self)


class Raw(Recipe, frozen=True, gc=False):
    """A file that is nothing but its bytes."""

    content: Content

    def render(self) -> bytes:
        if self.content == BROKEN:
            raise ZeroDivisionError
        return bytes(self.content)


def sections(pages: Pages) -> list[Section]:
    """The files below a folder such as `2026/06` are a section, but for the folder's own page; all others are
    the rest.
    """
    groups: dict[str, dict[str, Recipe]] = {}
    for path, content in pages.items():
        folder = _IN_A_SECTION.match(path)
        groups.setdefault(folder[0] if folder else REST, {})[path] = Raw(Content(content))
    rest = groups.pop(REST, {})
    return [
        *(Section(name, _digest(group), group.items) for name, group in groups.items()),
        Section(REST, b"", rest.items),
    ]


def _digest(group: dict[str, Recipe]) -> bytes:
    return digest.of_values(sorted((path, recipe.key) for path, recipe in group.items()))


class Site:
    """A site folder and the cache of its builds."""

    def __init__(self, folder: Path, cache: Path, tick: float = 0.01) -> None:
        """`tick` is how long the disk's clock takes to move on, so that what others do after a build shows."""
        self.folder = folder
        self.cache = Cache(cache, b"v1")
        self._tick = tick
        self._pages: Pages = {}

    def build(self, pages: Pages) -> tuple[int, int]:
        """Makes the folder hold these pages; returns the numbers of files written and deleted."""
        self._pages = pages
        surveyed, ledger = self.survey(), Ledger(self.cache, self.folder)
        drawn_up, clashes = plan.draw_up(sections(pages), ledger, surveyed)
        assert clashes == []
        printed = press.run(drawn_up, self.folder, ledger, surveyed, RULES, QUIET)
        time.sleep(self._tick)
        return printed.written, printed.deleted

    def survey(self) -> Survey:
        return Ledger(self.cache, self.folder).survey()

    def is_known(self) -> bool:
        """Whether the next build would find everything as this one left it, and do nothing."""
        surveyed = self.survey()
        drawn_up, _ = plan.draw_up(sections(self._pages), Ledger(self.cache, self.folder), surveyed)
        return surveyed == NOTHING and (len(drawn_up), drawn_up.deleted) == (0, ())

    def holds(self) -> Pages:
        """Everything that lies in the folder."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }
