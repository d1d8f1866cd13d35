"""The plan: which files of the site have to be made, and which have to go. Planning changes nothing.

A section whose digest is the same as in the last build is not looked into. Of the other sections a plan remembers
little: it asks for their recipes again when their files are made.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

import msgspec

from .ledger import Ledger, is_of_folders
from .recipe import Recipe, changed_inputs
from .section import Section
from .survey import Survey

Output = tuple[str, Recipe]


@dataclass(frozen=True)
class SectionPlan:
    """The plan of one section.

    `packed_keys` are the keys of all its files by path, in MessagePack and in order. `to_make` are the indexes, in that
    order, of the files to be made, `patchable` the indexes of those that may be patched (see recipe.py).
    """

    section: Section
    packed_keys: bytes
    to_make: "array[int]"
    patchable: frozenset[int]

    def keys(self) -> dict[str, bytes]:
        return _decode_keys(self.packed_keys)

    def paths(self) -> list[str]:
        """The paths of the files to be made."""
        paths = list(self.keys()) if self.to_make else []
        return [paths[index] for index in self.to_make]


class Task(NamedTuple):
    """One file to be made."""

    path: str
    recipe: Recipe
    may_be_patched: bool


class Clash(NamedTuple):
    """Two different files that want the same path. `first` is None when the first one belongs to another section,
    `section`.
    """

    path: str
    first: Recipe | None
    second: Recipe
    section: str = ""


class Plan:
    """`deleted` are the files that the site no longer has, `dropped` its former sections; `untouched` counts the files
    that are as they should be. The length of a plan is the number of files to be made.
    """

    def __init__(
        self,
        sections: Sequence[SectionPlan],
        outputs: list[Output],
        deleted: Iterable[str],
        dropped: Iterable[str],
        untouched: int,
    ):
        """`outputs` are those of the first section, in order."""
        self.sections = tuple(sections)
        self.deleted = tuple(deleted)
        self.dropped = tuple(dropped)
        self.untouched = untouched
        self._ends = list(accumulate(len(section.to_make) for section in sections))
        self._open, self._outputs = next(iter(sections), None), outputs

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def task(self, number: int) -> Task:
        """The tasks come section by section and in the order of their paths, so that files made of the same text follow
        each other.
        """
        at = bisect_right(self._ends, number)
        section = self.sections[at]
        if self._open is not section:
            self._open, self._outputs = section, sorted(_by_path(section.section.outputs()).items(), key=itemgetter(0))
        index = section.to_make[number - self._ends[at]]  # counted from the end
        return Task(*self._outputs[index], index in section.patchable)

    def tasks(self) -> Iterator[Task]:
        return (self.task(number) for number in range(len(self)))

    def paths(self) -> Iterator[str]:
        """The paths of the files to be made, in the order of the tasks."""
        return (path for section in self.sections for path in section.paths())


def draw_up(sections: Iterable[Section], ledger: Ledger, survey: Survey) -> tuple[Plan, list[Clash]]:
    """Plans what to make and delete, given the ledger of the last build and a survey of what others have changed since.

    Of two different files that want the same path the first one gets it.
    """
    by_name = {section.name: section for section in sections}
    plans: list[SectionPlan] = []
    clashes: list[Clash] = []
    deleted = set(survey.foreign)
    untouched = 0
    recipes: dict[str, Recipe] = {}
    outputs: list[Output] = []
    for name, section in by_name.items():
        if is_unchanged(section, ledger, survey):
            untouched += ledger.sections[name].files
            continue
        recipes, further = _without_clashes(section.outputs())
        clashes += further
        known = ledger.outputs(name)
        outputs = sorted(recipes.items(), key=itemgetter(0))
        plans.append(
            _plan_of(section, outputs, {path: key for path, (key, _) in known.items() if path not in survey.altered})
        )
        deleted |= known.keys() - recipes.keys()
        untouched += len(recipes) - len(plans[-1].to_make)
    dropped = [name for name in ledger.sections if name not in by_name and not is_of_folders(name)]
    for name in dropped:
        deleted |= ledger.outputs(name).keys()
    rest = recipes  # the section without a folder of its own comes last, and is planned in every build
    planned = {plan.section.name: plan for plan in plans}

    def paths_of(name: str) -> Iterable[str]:
        return planned[name].keys() if name in planned else ledger.paths(name)

    owners = _owners(rest, by_name, paths_of)
    clashes += [Clash(path, None, rest[path], owners[path]) for path in sorted(owners)]
    deleted -= rest.keys()
    deleted -= _owners(deleted, by_name, paths_of).keys()
    return Plan(plans[::-1], outputs, sorted(deleted), dropped, untouched), clashes


def is_unchanged(section: Section, ledger: Ledger, survey: Survey) -> bool:
    """Whether all files of a section are on the site as they should be."""
    entry = ledger.sections.get(section.name)
    return entry is not None and entry.digest == section.digest != b"" and section.name not in survey.sections


def reasons(recipe: Recipe, old_key: bytes | None) -> list[str]:
    """Why a file has to be made: the names of the inputs that changed, or `new` when there was none (`old_key` is
    None).
    """
    return changed_inputs(recipe, old_key) if old_key is not None else ["new"]


def _plan_of(section: Section, outputs: Iterable[Output], present: Mapping[str, bytes]) -> SectionPlan:
    keys: dict[str, bytes] = {}
    to_make = array("L")
    patchable = []
    for index, (path, recipe) in enumerate(outputs):
        key = keys[path] = recipe.key
        before = present.get(path)
        if before != key:
            to_make.append(index)
            if before is not None and recipe.PATCHABLE.issuperset(changed_inputs(recipe, before)):
                patchable.append(index)
    return SectionPlan(section, msgspec.msgpack.encode(keys), to_make, frozenset(patchable))


def _by_path(outputs: Iterable[Output]) -> dict[str, Recipe]:
    """The first recipe of each path."""
    recipes: dict[str, Recipe] = {}
    for path, recipe in outputs:
        recipes.setdefault(path, recipe)
    return recipes


def _without_clashes(outputs: Iterable[Output]) -> tuple[dict[str, Recipe], list[Clash]]:
    listed = list(outputs)
    recipes = _by_path(listed)
    if len(recipes) == len(listed):
        return recipes, []
    later = [
        (path, recipe) for path, recipe in listed if recipes[path] is not recipe and recipes[path].key != recipe.key
    ]
    return recipes, [Clash(path, recipes[path], recipe) for path, recipe in later]


def _owners(paths: Iterable[str], names: Container[str], paths_of: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """Which of these paths are taken by a file of a section with a folder of its own, and by which section."""
    groups: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder in names:
                groups[folder].add(path)
    return {path: name for name, group in groups.items() for path in group.intersection(paths_of(name))}


_decode_keys = msgspec.msgpack.Decoder(dict[str, bytes]).decode
