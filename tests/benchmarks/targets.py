"""What the project has set itself, against what was measured."""

from collections.abc import Callable
from dataclasses import dataclass

from .results import Results

_SHIPPED = "bulletin as shipped"
_LARGEST = 100_000


@dataclass(frozen=True)
class Target:
    """`measured` gives None when what it needs was not run. `unit` is `×`, `s`, `MB` or `files`."""

    name: str
    measured: Callable[[Results], float | None]
    limit: float
    unit: str = "×"


@dataclass(frozen=True)
class Outcome:
    """A target with its measured value; None when it was not measured."""

    target: Target
    measured: float | None

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured in this run"
        return "reached" if self.measured <= self.target.limit else "missed"


def outcomes(results: Results) -> list[Outcome]:
    """Of all targets, whether they were measured or not."""
    return [Outcome(target, target.measured(results)) for target in TARGETS]


def _seconds(results: Results, size: int, generator: str, operation: str) -> float | None:
    figure = results.figure(size, generator, operation)
    return figure.seconds if figure else None


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _difference(one: float | None, other: float | None) -> float | None:
    return one - other if one is not None and other is not None else None


def _against(peer: str, size: int, operation: str, ours: str = "bulletin") -> Callable[[Results], float | None]:
    """Our seconds as a multiple of the peer's."""
    return lambda results: _ratio(_seconds(results, size, ours, operation), _seconds(results, size, peer, operation))


def _among(size: int, operation: str, other: str) -> Callable[[Results], float | None]:
    """The bulletin's seconds of one operation as a multiple of another's."""
    return lambda results: _ratio(
        _seconds(results, size, "bulletin", operation), _seconds(results, size, "bulletin", other)
    )


def _publishing_grows(results: Results) -> float | None:
    return _ratio(_seconds(results, _LARGEST, "bulletin", "publish"), _seconds(results, 1000, "bulletin", "publish"))


def _publishing_writes_more(results: Results) -> float | None:
    large, small = (results.figure(size, "bulletin", "publish") for size in (_LARGEST, 1000))
    return _difference(large.written, small.written) if large and small else None


def _unchanged_beyond_bare(results: Results) -> float | None:
    return _difference(
        _seconds(results, _LARGEST, "bulletin", "unchanged"), _seconds(results, _LARGEST, "bare", "unchanged")
    )


def _memory(quantity: str, generator: str, operation: str) -> Callable[[Results], float | None]:
    """`quantity` is `megabytes` (of the largest process) or `together` (of all processes)."""

    def measured(results: Results) -> float | None:
        value: float | None = getattr(results.figure(_LARGEST, generator, operation), quantity, None)
        return value

    return measured


TARGETS = (
    Target("clean 10000 / Hugo", _against("hugo", 10_000, "clean"), 1.0),
    Target("shipped clean 10000 / Hugo + Pagefind", _against("hugo + pagefind", 10_000, "clean", _SHIPPED), 0.7),
    Target("clean 1000 / Material", _against("material", 1000, "clean"), 0.2),
    Target("clean 5000 / Pelican", _against("pelican", 5000, "clean"), 0.4),
    Target("correct 10000 / Hugo", _against("hugo", 10_000, "correct"), 0.05),
    Target("correct 20000 / Hugo", _against("hugo", 20_000, "correct"), 0.03),
    Target("alert 20000 / publish 20000", _among(20_000, "alert", "publish"), 2),
    Target("alert over 20000 / publish 20000", _among(20_000, "alert over", "publish"), 2),
    Target("publish 100000 / publish 1000", _publishing_grows, 1.5),
    Target("files of publish 100000 - 1000", _publishing_writes_more, 2, "files"),
    Target("unchanged 100000 - bare", _unchanged_beyond_bare, 1.0, "s"),
    Target("views 100000 / clean 100000", _among(_LARGEST, "views", "clean"), 0.1),
    Target("memory of views 100000", _memory("megabytes", "bulletin", "views"), 400, "MB"),
    Target("memory together of clean 100000", _memory("together", _SHIPPED, "clean"), 1500, "MB"),
    Target("memory of clean 100000", _memory("megabytes", _SHIPPED, "clean"), 500, "MB"),
    Target("serve 100000", lambda results: _seconds(results, _LARGEST, "bulletin", "serve"), 2, "s"),
)
