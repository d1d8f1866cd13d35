"""The lines of a text as the form counts them: its field holds the text alone, without the front matter above it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bulletin.problems import Problem

from ..manuscripts import source
from ..refusal import Refusal
from .draft import Changes, Check


@dataclass(frozen=True, order=True)
class PlacedProblem(Problem):
    """`body_line` counts from 1 within the text; None for a problem of the front matter, or of another file."""

    body_line: int | None = field(default=None, compare=False)


def placing(check: Check) -> Check:
    """The same check, whose problems know where they are in the form."""

    def placed_check(commit: str, changes: Changes) -> Sequence[Problem]:
        first = {file: _first_line(file, data) for file, data in changes.items() if file.endswith(".md") and data}
        return [_placed(problem, first.get(problem.file)) for problem in check(commit, changes)]

    return placed_check


def _first_line(file: str, data: bytes) -> int | None:
    """The line of a file with which its text begins; None if nobody can tell."""
    try:
        return source.split(data, file).first_line
    except Refusal:
        return None


def _placed(problem: Problem, first: int | None) -> Problem:
    line = problem.line - first + 1 if first and problem.line >= first else None
    return PlacedProblem(**vars(problem), body_line=line)
