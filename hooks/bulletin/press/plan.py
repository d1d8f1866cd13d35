"""The plan: which files of the site must be made, and which must be deleted. Planning changes nothing.

A section is skipped when its digest is the same as in the last build, and none of its files was altered. Of the other
sections a plan remembers little: it asks for their recipes again when their files are made.
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

from .ledger import Ledger, holds_folders
from .recipe import Recipe, changed_inputs
from .section import REST, Section
from .survey import Survey

Output = tuple[str, Recipe]


@dataclass(frozen=True)
class SectionPlan:
    """The plan of one section.

    `packed_keys` holds the keys of all files of the section by path, sorted by path and packed as MessagePack.
    `to_make` holds the positions of the files to be made in that order, `patchable` the positions of those files that
    may be patched (see recipe.py).
    """

    section: Section
    packed_keys: bytes
    to_make: "array[int]"
    patchable: frozenset[int]

    def keys(self) -> dict[str, bytes]:
        """The keys of all files of the section, by path."""
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
    """Two different files that claim the same path. The first one gets it.

    `first` is None when the first file belongs to another section; `section` is then the name of that section.
    """

    path: str
    first: Recipe | None
    second: Recipe
    section: str = ""


class Plan:
    """The plan of a build. Its length is the number of files to be made.

    `deleted` are the files that must be deleted, `dropped` the names of sections that the site no longer has.
    `untouched` counts the files that are as they should be.
    """

    def __init__(
        self,
        sections: Sequence[SectionPlan],
        outputs: list[Output],
        deleted: Iterable[str],
        dropped: Iterable[str],
        untouched: int,
    ):
        """`outputs` are the outputs of the first section, sorted by path."""
        self.sections = tuple(sections)
        self.deleted = tuple(deleted)
        self.dropped = tuple(dropped)
        self.untouched = untouched
        self._ends = list(accumulate(len(section.to_make) for section in sections))
        self._current, self._outputs = next(iter(sections), None), outputs

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def task(self, number: int) -> Task:
        """The task with a number; numbers count from 0.

        Tasks are ordered by section and path, so that files made from the same inputs follow each other.
        """
        section_number = bisect_right(self._ends, number)
        section = self.sections[section_number]
        if self._current is not section:
            self._current, self._outputs = (
                section,
                sorted(_by_path(section.section.outputs()).items(), key=itemgetter(0)),
            )
        position = section.to_make[number - self._ends[section_number]]  # a negative index: counted from the end
        return Task(*self._outputs[position], position in section.patchable)

    def tasks(self) -> Iterator[Task]:
        return (self.task(number) for number in range(len(self)))

    def with_stamps(self, stamps: Sequence[int]) -> Iterator[tuple[SectionPlan, dict[str, int]]]:
        """Each section with the stamps of its new files, by path. `stamps` has the stamp for each task."""
        end = 0
        for section in self.sections:
            paths = section.paths()
            begin, end = end, end + len(paths)
            yield section, dict(zip(paths, stamps[begin:end], strict=True))

    def paths(self) -> Iterator[str]:
        """The paths of the files to be made, in the order of the tasks."""
        return (path for section in self.sections for path in section.paths())


def draw_up(sections: Iterable[Section], ledger: Ledger, survey: Survey) -> tuple[Plan, list[Clash]]:
    """Plans what to make and delete, given the ledger of the last build and a survey of what others have changed since.

    Of two different files that claim the same path, the first one gets it. Raises CacheError when the ledger is broken.
    """
    by_name = {section.name: section for section in sections}
    plans: list[SectionPlan] = []
    clashes: list[Clash] = []
    deleted = set(survey.foreign)
    untouched = 0
    rest: dict[str, Recipe] = {}
    outputs: list[Output] = []
    for name, section in by_name.items():
        if is_unchanged(section, ledger, survey):
            untouched += ledger.sections[name].files
            continue
        recipes, section_clashes = _without_clashes(section.outputs())
        clashes += section_clashes
        old_outputs = ledger.outputs(name)
        outputs = sorted(recipes.items(), key=itemgetter(0))
        rest = recipes if name == REST else {}
        plans.append(
            _plan_of(
                section, outputs, {path: key for path, (key, _) in old_outputs.items() if path not in survey.altered}
            )
        )
        deleted |= old_outputs.keys() - recipes.keys()
        untouched += len(recipes) - len(plans[-1].to_make)
    dropped = [name for name in ledger.sections if name not in by_name and not holds_folders(name)]
    for name in dropped:
        deleted |= ledger.outputs(name).keys()
    plans_by_name = {plan.section.name: plan for plan in plans}

    def paths_of(name: str) -> Iterable[str]:
        return plans_by_name[name].keys() if name in plans_by_name else ledger.paths(name)

    owners = _owners(rest, by_name, paths_of)
    clashes += [Clash(path, None, rest[path], owners[path]) for path in sorted(owners)]
    deleted -= rest.keys()
    deleted -= _owners(deleted, by_name, paths_of).keys()
    # In reverse order, so that the outputs of the section that was planned last need not be listed again.
    return Plan(plans[::-1], outputs, sorted(deleted), dropped, untouched), clashes


def is_unchanged(section: Section, ledger: Ledger, survey: Survey) -> bool:
    """Whether all files of a section are on the site as they should be."""
    entry = ledger.sections.get(section.name)
    return entry is not None and entry.digest == section.digest != b"" and section.name not in survey.sections


def reasons(recipe: Recipe, old_key: bytes | None) -> list[str]:
    """Why a file must be made: the names of the changed inputs, or `new` when `old_key` is None."""
    return changed_inputs(recipe, old_key) if old_key is not None else ["new"]


def _plan_of(section: Section, outputs: Iterable[Output], intact_keys: Mapping[str, bytes]) -> SectionPlan:
    """The plan of a section. `outputs` are sorted by path; `intact_keys` has the key of each file that the site has."""
    keys: dict[str, bytes] = {}
    to_make = array("L")
    patchable = []
    for position, (path, recipe) in enumerate(outputs):
        key = keys[path] = recipe.key
        old_key = intact_keys.get(path)
        if old_key != key:
            to_make.append(position)
            if old_key is not None and recipe.PATCHABLE.issuperset(changed_inputs(recipe, old_key)):
                patchable.append(position)
    return SectionPlan(section, msgspec.msgpack.encode(keys), to_make, frozenset(patchable))


def _by_path(outputs: Iterable[Output]) -> dict[str, Recipe]:
    """The recipes by path. Where several have the same path, the first one counts."""
    recipes: dict[str, Recipe] = {}
    for path, recipe in outputs:
        recipes.setdefault(path, recipe)
    return recipes


def _without_clashes(outputs: Iterable[Output]) -> tuple[dict[str, Recipe], list[Clash]]:
    """The recipes by path, and the clashes within a section."""
    pairs = list(outputs)
    recipes = _by_path(pairs)
    if len(recipes) == len(pairs):
        return recipes, []
    rivals = [
        (path, recipe) for path, recipe in pairs if recipes[path] is not recipe and recipes[path].key != recipe.key
    ]
    return recipes, [Clash(path, recipes[path], recipe) for path, recipe in rivals]


def _owners(paths: Iterable[str], names: Container[str], paths_of: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """The name of the section that already has a file at a path, for each path that is taken.

    Only a section whose folder lies above a path can have it. `names` are the names of all sections, `paths_of` returns
    the paths of a section.
    """
    groups: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder in names:
                groups[folder].add(path)
    return {path: name for name, group in groups.items() for path in group.intersection(paths_of(name))}


_decode_keys = msgspec.msgpack.Decoder(dict[str, bytes]).decode
