"""The plan of one section: which of its files must be made or deleted.

The sections that have changed are planned side by side on all cores, since one edit (a new count of views) may change
all months of an archive.
"""

from array import array
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

import msgspec

from ..machine import workers
from .ledger import Ledger, Outputs
from .recipe import Recipe, changed_inputs
from .section import Section

Output = tuple[str, Recipe]
_FEW = 16
"""Up to so many changed sections are planned in this process, which keeps their recipes until the files are made. The
recipes of more sections would need much memory.
"""


class Clash(NamedTuple):
    """Two different files that claim the same path. The first one gets it.

    `first` is None when the first file belongs to another section; `section` is then the name of that section.
    """

    path: str
    first: Recipe | None
    second: Recipe
    section: str = ""


class _Draft(NamedTuple):
    """The part of a section's plan that can travel between processes."""

    files: int
    packed_keys: bytes
    to_make: "array[int]"
    patchable: frozenset[int]
    gone: tuple[str, ...]
    has_rivals: bool
    """Whether two files have the same path."""


@dataclass(frozen=True)
class SectionPlan:
    """The plan of one section.

    `files` is the number of its files. `packed_keys` holds their keys by path, sorted by path and packed as
    MessagePack. `to_make` holds the positions of the files to be made in that order, `patchable` the positions of those
    that may be patched (see recipe.py). `gone` are the paths that the section no longer has, `clashes` those of its own
    files with each other. `recipes` are all files, sorted by path, if they are kept.
    """

    section: Section
    files: int
    packed_keys: bytes
    to_make: "array[int]"
    patchable: frozenset[int]
    gone: tuple[str, ...]
    clashes: tuple[Clash, ...]
    recipes: list[Output] | None = None

    def keys(self) -> dict[str, bytes]:
        """The keys of all files of the section, by path."""
        return _decode_keys(self.packed_keys)

    @property
    def untouched(self) -> int:
        """The number of files that are as they should be."""
        return self.files - len(self.to_make)

    def outputs(self) -> list[Output]:
        """All files of the section, sorted by path. Where several have the same path, the first one counts."""
        return self.recipes or _sorted(self.section.outputs())

    def paths(self) -> list[str]:
        """The paths of the files to be made."""
        paths = list(self.keys()) if self.to_make else []
        return [paths[index] for index in self.to_make]


def draw_up(sections: Sequence[Section], ledger: Ledger, altered: Container[str]) -> list[SectionPlan]:
    """The plans of sections, in their order. `altered` are the files that others have changed or deleted.

    Raises CacheError when the ledger is broken.
    """
    if len(sections) <= _FEW:
        return [draw_up_one(section, ledger.outputs(section.name), altered) for section in sections]

    def draft(number: int) -> tuple[int, _Draft]:
        outputs = list(sections[number].outputs())
        return number, _draft(outputs, _sorted(outputs), ledger.outputs(sections[number].name), altered)

    drafts = dict(workers.share_batches(draft, len(sections)))
    return [
        _plan(section, drafts[number], list(section.outputs()) if drafts[number].has_rivals else [])
        for number, section in enumerate(sections)
    ]


def draw_up_one(section: Section, old_outputs: Outputs, altered: Container[str]) -> SectionPlan:
    """The plan of a section, whose recipes are kept. `old_outputs` are what the ledger has of it."""
    outputs = list(section.outputs())
    recipes = _sorted(outputs)
    return replace(_plan(section, _draft(outputs, recipes, old_outputs, altered), outputs), recipes=recipes)


def _plan(section: Section, draft: _Draft, outputs: Sequence[Output]) -> SectionPlan:
    """`outputs` may be left out where no two files have the same path."""
    clashes = tuple(_clashes(outputs)) if draft.has_rivals else ()
    return SectionPlan(section, draft.files, draft.packed_keys, draft.to_make, draft.patchable, draft.gone, clashes)


def _draft(
    outputs: Sequence[Output], recipes: Sequence[Output], old_outputs: Outputs, altered: Container[str]
) -> _Draft:
    """`recipes` are the outputs sorted by path, each path once."""
    keys: dict[str, bytes] = {}
    to_make = array("L")
    patchable = []
    for position, (path, recipe) in enumerate(recipes):
        key = keys[path] = recipe.key
        old_key = old_outputs[path][0] if path in old_outputs and path not in altered else None
        if old_key != key:
            to_make.append(position)
            if old_key is not None and recipe.PATCHABLE.issuperset(changed_inputs(recipe, old_key)):
                patchable.append(position)
    gone = tuple(path for path in old_outputs if path not in keys)
    packed_keys = msgspec.msgpack.encode(keys)
    return _Draft(len(keys), packed_keys, to_make, frozenset(patchable), gone, len(keys) < len(outputs))


def _sorted(outputs: Iterable[Output]) -> list[Output]:
    return sorted(_by_path(outputs).items(), key=itemgetter(0))


def _by_path(outputs: Iterable[Output]) -> dict[str, Recipe]:
    recipes: dict[str, Recipe] = {}
    for path, recipe in outputs:
        recipes.setdefault(path, recipe)
    return recipes


def _clashes(outputs: Sequence[Output]) -> list[Clash]:
    """The clashes of files with different contents; the same file twice is none."""
    firsts = _by_path(outputs)
    return [
        Clash(path, firsts[path], recipe)
        for path, recipe in outputs
        if firsts[path] is not recipe and firsts[path].key != recipe.key
    ]


_decode_keys = msgspec.msgpack.Decoder(dict[str, bytes]).decode
