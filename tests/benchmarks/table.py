"""The results as text, for the terminal."""

from collections.abc import Iterable, Sequence

from .results import OPERATIONS, Figure, Results
from .targets import Outcome, outcomes


def text(results: Results) -> str:
    """Two tables: what was measured, and how far the project is from its targets."""
    generators = list(results.versions)
    measured = [["articles", "operation", *generators]]
    for size in results.sizes:
        for operation in OPERATIONS:
            figures = [results.figure(size, generator, operation) for generator in generators]
            if any(figures):
                measured.append([str(size), operation, *map(_cell, figures)])
    reached = [["target", "measured", "at most", ""], *map(_row, outcomes(results))]
    return "\n".join([*_aligned(measured), "", *_aligned(reached)])


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "-"
    memory = f", {figure.megabytes:.0f} MB" if figure.megabytes is not None else ""
    memory += f" (all {figure.together:.0f})" if figure.together is not None else ""
    written = f", {figure.written} files" if figure.written is not None else ""
    return f"{figure.seconds:.2f} s ({figure.fastest:.2f}-{figure.slowest:.2f}){memory}{written}"


def _row(outcome: Outcome) -> list[str]:
    target = outcome.target
    return [
        target.name,
        "-" if outcome.measured is None else f"{outcome.measured:.2f} {target.unit}",
        f"{target.limit:g} {target.unit}",
        outcome.verdict,
    ]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
