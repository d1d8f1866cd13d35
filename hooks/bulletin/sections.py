"""The sections of the site: the pages of each month's articles, the splits of the search index, and all the rest. Each is planned
as a whole or not at all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import digest
from .edition import Edition, Volume
from .pages import ARTICLE_KINDS, PAGE_KINDS, search_split
from .recipe import Recipe
from .search_index import SearchIndex
from .theme import Theme

REST = "rest"


@dataclass(frozen=True)
class Section:
    """A part of the site. `digest` stands for everything that its outputs are made of; without one it is planned in every build."""

    name: str
    digest: bytes
    outputs: Callable[[], Iterable[tuple[str, Recipe]]]


def divide(edition: Edition, theme: Theme, index: SearchIndex) -> Iterator[Section]:
    """Every page kind's outputs: those of each month's articles, oldest month first, those of each split, and the rest."""
    for volume in edition.volumes():
        yield Section(volume.name, digest.of_values(theme.digest, volume.digest), partial(_outputs, ARTICLE_KINDS, volume, theme))
    for split in edition.splits:
        yield Section(split.folder, split.digest, partial(search_split.outputs, split, index))
    yield Section(REST, b"", partial(_outputs, PAGE_KINDS, edition, theme))


def _outputs(kinds: Iterable[Any], made_of: Edition | Volume, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for kind in kinds:
        yield from kind.outputs(made_of, theme)
