"""The plan: which files of the site must be made, and which must be deleted. Planning changes nothing.

A section is skipped when its digest is the same as in the last build, and none of its files was altered. Of the other
sections, if they are many, a plan remembers little: it asks for their recipes again when their files are made.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from . import section_plan
from .ledger import Ledger, Outputs, holds_folders
from .recipe import Recipe, changed_inputs
from .section import REST, Section
from .section_plan import Clash, Output, SectionPlan
from .survey import Survey


class Task(NamedTuple):
    """One file to be made."""

    path: str
    recipe: Recipe
    may_be_patched: bool


class Plan:
    """The plan of a build. Its length is the number of files to be made.

    `deleted` are the files that must be deleted, `dropped` the names of sections that the site no longer has.
    `untouched` counts the files that are as they should be.
    """

    def __init__(
        self,
        sections: Sequence[SectionPlan],
        deleted: Iterable[str],
        dropped: Iterable[str],
        untouched: int,
    ):
        self.sections = tuple(sections)
        self.deleted = tuple(deleted)
        self.dropped = tuple(dropped)
        self.untouched = untouched
        self._ends = list(accumulate(len(section.to_make) for section in sections))
        self._current: SectionPlan | None = None
        self._outputs: list[Output] = []

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def task(self, number: int) -> Task:
        """The task with a number; numbers count from 0.

        Tasks are ordered by section and path, so that files made from the same inputs follow each other.
        """
        section_number = bisect_right(self._ends, number)
        section = self.sections[section_number]
        if self._current is not section:
            self._current, self._outputs = section, section.outputs()
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

    A plan with clashes must not be run: the next one takes it that what is on the site doesn't clash. Raises CacheError
    when the ledger is broken.
    """
    by_name = {section.name: section for section in sections}
    changed = [section for section in by_name.values() if not is_unchanged(section, ledger, survey)]
    plans = section_plan.draw_up([section for section in changed if section.name != REST], ledger, survey.altered)
    rest: dict[str, Recipe] = {}
    old_rest: Outputs = {}
    if changed and changed[-1].name == REST:
        old_rest = ledger.outputs(REST)
        plans.append(section_plan.draw_up_one(changed[-1], old_rest, survey.altered))
        rest = dict(plans[-1].outputs())
    plans_by_name = {plan.section.name: plan for plan in plans}
    deleted = {*survey.foreign, *(path for plan in plans for path in plan.gone)}
    dropped = [name for name in ledger.sections if name not in by_name and not holds_folders(name)]
    for name in dropped:
        deleted |= ledger.outputs(name).keys()

    def paths_of(name: str) -> Iterable[str]:
        return plans_by_name[name].keys() if name in plans_by_name else ledger.paths(name)

    # What the rest and an unchanged section have had before can't clash.
    owners = _owners(rest, plans_by_name, paths_of) | _owners(rest.keys() - old_rest.keys(), by_name, paths_of)
    clashes = [clash for plan in plans for clash in plan.clashes]
    clashes += [Clash(path, None, rest[path], owners[path]) for path in sorted(owners)]
    deleted -= rest.keys()
    deleted -= _owners(deleted, by_name, paths_of).keys()
    untouched = sum(ledger.sections[name].files for name in by_name if name not in plans_by_name)
    untouched += sum(plan.untouched for plan in plans)
    # The rest comes first: some of its files take longest, and at the end all cores should have work.
    return Plan(plans[::-1], sorted(deleted), dropped, untouched), clashes


def is_unchanged(section: Section, ledger: Ledger, survey: Survey) -> bool:
    """Whether all files of a section are on the site as they should be."""
    entry = ledger.sections.get(section.name)
    return entry is not None and entry.digest == section.digest != b"" and section.name not in survey.sections


def reasons(recipe: Recipe, old_key: bytes | None) -> list[str]:
    """Why a file must be made: the names of the changed inputs, or `new` when `old_key` is None."""
    return changed_inputs(recipe, old_key) if old_key is not None else ["new"]


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
