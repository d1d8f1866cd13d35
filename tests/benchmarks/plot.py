"""Time and memory over the number of articles, as one SVG of small multiples."""

from io import StringIO
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .results import Figure, Results
from .words import number, words

_OPERATIONS = ("clean", "correct", "publish", "unchanged")
# Matplotlib gets colours that say nothing; the stylesheet below gives them their values for light and dark pages.
_INK, _GRID = "#000001", "#000002"
_LINES = {
    "bulletin": ("#000011", "o", "-"),
    "bulletin as shipped": ("#000016", "o", "--"),
    "hugo": ("#000012", "s", "-"),
    "hugo + pagefind": ("#000017", "s", "--"),
    "pelican": ("#000013", "^", "-"),
    "material": ("#000014", "D", "-"),
    "bare": ("#000015", "x", ":"),
}
_NAMES = {_INK: "ink", _GRID: "grid"} | {
    colour: name.replace(" + ", "-").replace(" ", "-") for name, (colour, _, _) in _LINES.items()
}
_STYLE = """\
<style>
:root { --ink: #24292f; --grid: #d0d4d9; --bulletin: #9c1c1f; --hugo: #0b62b8; --pelican: #a15c00; \
--material: #5b3fa8; --bare: #57606a; --bulletin-as-shipped: #d4626a; --hugo-pagefind: #5a9bd8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e2e6ea; --grid: #454b52; --bulletin: #ff8a80; --hugo: #6cb6ff; --pelican: #e9a23b; \
--material: #b9a3f5; --bare: #9da5ae; --bulletin-as-shipped: #c2504c; --hugo-pagefind: #3f7fc4 }
}
</style>
"""
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "bulletin",
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _GRID,
    "axes.titlesize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "grid.color": _GRID,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
}


def svg(results: Results) -> str:
    """400 points wide, so that a phone shows it about as large as it is. The same results give the same text."""
    with matplotlib.rc_context(_SETTINGS):
        drawing = Drawing(figsize=(400 / 72, 660 / 72), layout="constrained")
        axes = drawing.subplots(len(_OPERATIONS), 2)
        for row, operation in zip(axes, _OPERATIONS, strict=True):
            for axis, quantity in zip(row, ("seconds", "together"), strict=True):
                _draw(axis, results, operation, quantity)
        for axis in axes[-1]:
            axis.set_xlabel(words()["plot"]["articles"], color=_INK)
        handles = {handle.get_label(): handle for row in axes for axis in row for handle in axis.get_lines()}
        drawing.legend(handles=list(handles.values()), loc="outside upper center", ncols=3)
        file = StringIO()
        drawing.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    for colour, name in _NAMES.items():
        text = text.replace(colour, f"var(--{name})")
    return text.replace("<defs>", f"{_STYLE}<defs>", 1)


def _draw(axis: Axes, results: Results, operation: str, quantity: str) -> None:
    for generator in results.versions:
        colour, marker, line = _LINES[generator]
        points = [(size, _value(results.figure(size, generator, operation), quantity)) for size in results.sizes]
        measured = [(size, value) for size, value in points if value is not None]
        if measured:
            axis.plot(
                *zip(*measured, strict=True),
                color=colour,
                marker=marker,
                linestyle=line,
                markersize=4,
                linewidth=1.5,
                label=words()["generators"][generator],
            )
    axis.set_title(f"{words()['operations'][operation]}: {words()['plot'][quantity]}", loc="left")
    axis.set_xlim(0, max(results.sizes) * 1.05)
    axis.set_ylim(bottom=0)
    axis.set_xticks([size for size in results.sizes if 5 * size >= max(results.sizes)])  # the others have no room
    axis.yaxis.set_major_locator(MaxNLocator(5))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axis.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{value:n}".replace(".", ",") if value < 10 else number(value))
    )
    axis.grid(axis="y")
    axis.tick_params(length=0)


def _value(figure: Figure | None, quantity: str) -> float | None:
    return getattr(figure, quantity) if figure else None
