"""The plan: what the site consists of, and what of it has to be made because it isn't there as it should be. Pure; nothing is made here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from .edition import Edition, Theme
from .pages import PAGE_KINDS
from .problems import Problem, problem
from .recipe import Recipe, changed_inputs


@dataclass(frozen=True)
class Plan:
    """`keys` has an entry for every file of the site, `todo` the recipes of those that are to be made, `gone` what is no longer of the site."""

    keys: Mapping[str, bytes]
    todo: tuple[tuple[str, Recipe], ...]
    gone: tuple[str, ...]

    @property
    def untouched(self) -> int:
        return len(self.keys) - len(self.todo)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    """Asks every page kind for its outputs."""
    for kind in PAGE_KINDS:
        yield from kind.outputs(edition, theme)


def build(edition: Edition, theme: Theme, present: Mapping[str, bytes], others: Iterable[str] = ()) -> tuple[Plan, list[Problem]]:
    """The plan for a site folder that holds `present` (path to key) and `others`, files that are not as they should be.

    Two different outputs at one path are a problem of the later one.
    """
    keys: dict[str, bytes] = {}
    todo: list[tuple[str, Recipe]] = []
    problems: list[Problem] = []
    for path, recipe in outputs(edition, theme):
        key = recipe.key
        first = keys.setdefault(path, key)
        if first is key:
            if present.get(path) != key:
                todo.append((path, recipe))
        elif first != key:
            problems.append(problem("output-twice", "mkdocs.yml", path=f"/{path}", second=type(recipe).__name__))
    gone = (present.keys() | set(others)) - keys.keys()
    todo.sort(key=itemgetter(0))  # an article's pages side by side: its text is fetched once for both
    return Plan(keys, tuple(todo), tuple(sorted(gone))), problems


def reasons(recipe: Recipe, before: bytes | None) -> list[str]:
    """Why a file has to be made: the names of the inputs that changed, or `new`. `before` is the key of the file as it was."""
    return changed_inputs(recipe, before) if before is not None else ["new"]
