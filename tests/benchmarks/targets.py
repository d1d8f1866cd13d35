"""What the project has set itself, against what was measured."""

from collections.abc import Callable
from dataclasses import dataclass

from .results import Results


@dataclass(frozen=True)
class Target:
    """`measured` gives None when what it needs was not run. `unit` is `×`, `s` or `MB`."""

    name: str
    measured: Callable[[Results], float | None]
    limit: float
    unit: str = "×"


@dataclass(frozen=True)
class Outcome:
    """A target with its measured value."""

    target: Target
    measured: float

    @property
    def reached(self) -> bool:
        return self.measured <= self.target.limit


def outcomes(results: Results) -> list[Outcome]:
    """Of the targets whose sizes were run."""
    measured = ((target, target.measured(results)) for target in TARGETS)
    return [Outcome(target, value) for target, value in measured if value is not None]


def _seconds(results: Results, size: int, generator: str, operation: str) -> float | None:
    figure = results.figure(size, generator, operation)
    return figure.seconds if figure else None


def _megabytes(results: Results, size: int, operation: str) -> float | None:
    figure = results.figure(size, "bulletin", operation)
    return figure.megabytes if figure else None


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _against(peer: str, size: int, operation: str) -> Callable[[Results], float | None]:
    """The bulletin's seconds as a multiple of the peer's; the peers' own `operation` is of the same name."""
    return lambda results: _ratio(
        _seconds(results, size, "bulletin", operation), _seconds(results, size, peer, operation)
    )


def _publishing_grows(results: Results) -> float | None:
    return _ratio(_seconds(results, 20_000, "bulletin", "publish"), _seconds(results, 1000, "bulletin", "publish"))


def _at_20000(operation: str, other: str) -> Callable[[Results], float | None]:
    """The seconds of one operation as a multiple of another's."""
    return lambda results: _ratio(
        _seconds(results, 20_000, "bulletin", operation), _seconds(results, 20_000, "bulletin", other)
    )


def _unchanged_beyond_bare(results: Results) -> float | None:
    unchanged, bare = _seconds(results, 20_000, "bulletin", "unchanged"), _seconds(results, 20_000, "bare", "unchanged")
    return unchanged - bare if unchanged is not None and bare is not None else None


def _memory_grows(results: Results) -> float | None:
    return _ratio(_megabytes(results, 20_000, "clean"), _megabytes(results, 5000, "clean"))


TARGETS = (
    Target("clean 10000 / Hugo", _against("hugo", 10_000, "clean"), 1.0),
    Target("clean 1000 / Material", _against("material", 1000, "clean"), 0.2),
    Target("clean 5000 / Pelican", _against("pelican", 5000, "clean"), 0.4),
    Target("correct 10000 / Hugo", _against("hugo", 10_000, "correct"), 0.15),
    Target("correct 20000 / Hugo", _against("hugo", 20_000, "correct"), 0.1),
    Target("publish 20000 / publish 1000", _publishing_grows, 1.5),
    Target("alert 20000 / publish 20000", _at_20000("alert", "publish"), 2),
    Target("alert over 20000 / publish 20000", _at_20000("alert over", "publish"), 2),
    Target("unchanged 20000 - bare", _unchanged_beyond_bare, 1.5, "s"),
    Target("memory of clean 20000", lambda results: _megabytes(results, 20_000, "clean"), 350, "MB"),
    Target("memory of clean 20000 / 5000", _memory_grows, 1.5),
    Target("serve 10000", lambda results: _seconds(results, 10_000, "bulletin", "serve"), 2, "s"),
    Target("views 20000 / clean 20000", _at_20000("views", "clean"), 0.25),
)
