"""The plan: what of the site has to be made because it isn't there as it should be, and what has to go. Pure; nothing is made here.

A section that is made of what it was made of before is not looked into. What a plan remembers of the others is kept
small: their recipes are asked for again when they are made.
"""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

import msgspec

from . import archive, words
from .ledger import Ledger
from .problems import Problem, problem
from .recipe import Recipe, changed_inputs
from .sections import Section
from .site_survey import Survey

_OF_A_SECTION = re.compile(r"([^/]+/[^/]+)/")
"""Sections are named by the folder that they fill: `2020/06`, `tim-kiem/2020`."""


@dataclass(frozen=True)
class Draft:
    """The plan of one section: the keys of all its files by path, in MessagePack and in order, and the places in that order of those to be made.

    `patches` are the places of pages that may be patched (see recipe.py).
    """

    section: Section
    files: bytes
    todo: "array[int]"
    patches: frozenset[int]

    def keys(self) -> dict[str, bytes]:
        return _decode_keys(self.files)

    def paths(self) -> list[str]:
        """Of the files to be made."""
        paths = list(self.keys()) if self.todo else []
        return [paths[place] for place in self.todo]


class Order(NamedTuple):
    """One file to be made."""

    path: str
    recipe: Recipe
    may_be_patched: bool


class Plan:
    """`gone` are the files that are no longer of the site, `dropped` the sections; `untouched` counts the files that are as
    they should be. The plan's length is the number of files to be made.
    """

    def __init__(self, drafts: Sequence[Draft], outputs: list[tuple[str, Recipe]], gone: Iterable[str], dropped: Iterable[str], untouched: int):
        """`outputs` are those of the first draft, in order."""
        self.drafts = tuple(drafts)
        self.gone = tuple(gone)
        self.dropped = tuple(dropped)
        self.untouched = untouched
        self._ends = list(accumulate(len(draft.todo) for draft in drafts))
        self._open, self._outputs = next(iter(drafts), None), outputs

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def order(self, number: int) -> Order:
        """By number, section by section and in order of their paths: so an article's pages, for which its text is fetched once, lie side by side."""
        at = bisect_right(self._ends, number)
        draft = self.drafts[at]
        if self._open is not draft:
            self._open, self._outputs = draft, sorted(_listed(draft.section.outputs()).items(), key=itemgetter(0))
        place = draft.todo[number - self._ends[at]]  # counted from the end
        return Order(*self._outputs[place], place in draft.patches)

    def orders(self) -> Iterator[Order]:
        return (self.order(number) for number in range(len(self)))

    def paths(self) -> Iterator[str]:
        """The files to be made, by number."""
        return (path for draft in self.drafts for path in draft.paths())


def build(asked: Iterable[Section], ledger: Ledger, found: Survey) -> tuple[Plan, list[Problem]]:
    """The plan for a site folder with such a ledger in which a survey found that much changed by others.

    Two different outputs at one path are a problem of the later one.
    """
    by_name = {section.name: section for section in asked}
    drafts: list[Draft] = []
    problems: list[Problem] = []
    gone = set(found.foreign)
    untouched = 0
    recipes: dict[str, Recipe] = {}
    outputs: list[tuple[str, Recipe]] = []
    for name, section in by_name.items():
        if is_settled(section, ledger, found):
            untouched += ledger.sections[name].files
            continue
        recipes, clashes = _without_clashes(section.outputs())
        problems += clashes
        known = ledger.outputs(name)
        outputs = sorted(recipes.items(), key=itemgetter(0))
        drafts.append(_draft(section, outputs, {path: key for path, (key, _) in known.items() if path not in found.altered}))
        gone |= known.keys() - recipes.keys()
        untouched += len(recipes) - len(drafts[-1].todo)
    dropped = [name for name in ledger.sections if name not in by_name and not name.endswith("/")]
    for name in dropped:
        gone |= ledger.outputs(name).keys()
    rest = recipes  # what is no article's comes last, and is planned in every build
    drafted = {draft.section.name: draft for draft in drafts}

    def places(name: str) -> Iterable[str]:
        return drafted[name].keys() if name in drafted else ledger.paths(name)

    for path in sorted(_claimed(rest, by_name, places)):
        problems.append(_clash(path, words.terminal()["output_of_month"].format(month=archive.month(path)), rest[path]))
    gone -= rest.keys()
    gone -= _claimed(gone, by_name, places)
    return Plan(drafts[::-1], outputs, sorted(gone), dropped, untouched), problems


def is_settled(section: Section, ledger: Ledger, found: Survey) -> bool:
    """Whether all files of a section are on the site as they should be."""
    entry = ledger.sections.get(section.name)
    return entry is not None and entry.digest == section.digest != b"" and section.name not in found.sections


def _draft(section: Section, outputs: Iterable[tuple[str, Recipe]], present: Mapping[str, bytes]) -> Draft:
    keys: dict[str, bytes] = {}
    todo = array("L")
    patches = []
    for place, (path, recipe) in enumerate(outputs):
        key = keys[path] = recipe.key
        before = present.get(path)
        if before != key:
            todo.append(place)
            if before is not None and recipe.PATCHABLE.issuperset(changed_inputs(recipe, before)):
                patches.append(place)
    return Draft(section, msgspec.msgpack.encode(keys), todo, frozenset(patches))


def _listed(outputs: Iterable[tuple[str, Recipe]]) -> dict[str, Recipe]:
    """By path; where two want to stand, the first one does."""
    found: dict[str, Recipe] = {}
    for path, recipe in outputs:
        found.setdefault(path, recipe)
    return found


def _without_clashes(outputs: Iterable[tuple[str, Recipe]]) -> tuple[dict[str, Recipe], list[Problem]]:
    asked = list(outputs)
    found = _listed(asked)
    if len(found) == len(asked):
        return found, []
    return found, [_clash(path, _said(found[path]), recipe) for path, recipe in asked if found[path] is not recipe and found[path].key != recipe.key]


def _clash(path: str, first: str, second: Recipe) -> Problem:
    """The last net: what posts and settings want is compared where their lines are known (see claims.py)."""
    return problem("output-twice", second.source or "mkdocs.yml", path=f"/{path}", first=first, second=_said(second))


def _said(recipe: Recipe) -> str:
    return recipe.source or words.terminal()["output_of_site"]


def _claimed(paths: Iterable[str], names: Container[str], places: Callable[[str], Iterable[str]]) -> set[str]:
    """Those of some paths at which a file of another section than the rest stands. `names` are those of all sections, `places` says where the files of one stand."""
    groups: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        section = _OF_A_SECTION.match(path)
        if section and section[1] in names:
            groups[section[1]].add(path)
    return {path for name, group in groups.items() for path in group.intersection(places(name))}


def reasons(recipe: Recipe, before: bytes | None) -> list[str]:
    """Why a file has to be made: the names of the inputs that changed, or `new`. `before` is the key of the file as it was."""
    return changed_inputs(recipe, before) if before is not None else ["new"]


_decode_keys = msgspec.msgpack.Decoder(dict[str, bytes]).decode
