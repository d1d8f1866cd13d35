"""The drawing of a chart, as SVG.

pygal places bars, lines and axes. It was chosen among the libraries that draw SVG in pure Python, since it marks the
parts of a drawing with classes. So the style sheet gives a chart the colours of the page, in light, dark and print,
without `style=`. Everything else that pygal writes (its own styles, a script, tooltips) is removed.
"""

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

WIDTHS = _WIDE, _NARROW = 640, 340
"""Pixels: the width of an article's column on a desktop and on a phone."""
_LONGEST_LABEL, _MOST_LABELS = 9, 8
"""The letters of the longest label, and the number of labels, over which bars stand upright."""
_MOST_VALUES = 40
"""Up to so many bars each have their number. More bars have a scale."""
_REMOVED_TAGS = {"title", "desc", "script", "style", "defs"}
_ATTRIBUTES = (
    "class",
    "x",
    "y",
    "width",
    "height",
    "d",
    "cx",
    "cy",
    "r",
    "x1",
    "x2",
    "y1",
    "y2",
    "points",
    "transform",
)
_LONG_NUMBER = re.compile(r"-?\d+\.\d+")


def svg(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]], is_line: bool, width: int
) -> str:
    """The drawing of named series, `width` pixels wide. Bars stand where labels are few and short; otherwise they lie.

    Letters would shrink with a drawing, so each of WIDTHS has a drawing of its own.
    """
    # Imported here, so that builds without a chart need not wait for the library.
    import pygal
    from pygal.style import Style

    has_short_labels = len(labels) <= _MOST_LABELS and all(len(label) <= _LONGEST_LABEL for label in labels)
    is_upright = is_line or (has_short_labels and (width == _WIDE or len(series) == 1))
    bars = len(labels) * len(series)
    style = Style(font_family="sans-serif", label_font_size=14, major_label_font_size=14, value_font_size=13)
    chart_type = pygal.Line if is_line else pygal.Bar if is_upright else pygal.HorizontalBar
    chart = chart_type(
        js=[],
        css=[],
        style=style,
        width=width,
        height=round(width * 0.56) + 40 if is_upright else 26 * bars + 14 * len(labels) + 40,
        show_legend=False,
        margin=8,
        margin_top=20,
        margin_right=64 if not is_upright else 16,
        print_values=not is_line and bars <= _MOST_VALUES,
        print_values_position="top",
        value_formatter=decimal,
        truncate_label=-1,
        x_label_rotation=0,
        show_minor_x_labels=True,
        max_scale=6 if width == _WIDE else 4,
        min_scale=3,
        zero=0,
        no_prefix=True,
        disable_xml_declaration=True,
        include_x_axis=not is_line,
        dots_size=4,
    )
    order = 1 if is_upright else -1  # pygal draws lying bars from the bottom
    chart.x_labels = _names(labels, width, is_line)[::order]
    for name, values in series:
        chart.add(name, [None if value is None else float(value) for value in values][::order])
    return _svg_element(chart.render_tree(), width, has_values=bool(chart.config.print_values))


def _names(labels: Sequence[str], width: int, is_line: bool) -> list[str]:
    """The labels for the axis, shortened or left out where there is no room. The table below has them in full."""
    most_letters, most_labels = (34, 14) if width == _WIDE else (20, 7)
    step = -(-len(labels) // most_labels) if is_line else 1
    return [
        "" if index % step else label if len(label) <= most_letters else label[: most_letters - 1].rstrip() + "…"
        for index, label in enumerate(labels)
    ]


def _svg_element(tree: Any, width: int, has_values: bool) -> str:
    """The `<svg>` element of a drawing, without anything that the page doesn't need."""
    classes = (
        f"chart__drawing chart__drawing--{'wide' if width == _WIDE else 'narrow'}"
        f"{' chart__drawing--valued' if has_values else ''}"
    )
    return (
        f'<svg class="{classes}" viewBox="{tree.get("viewBox")}" aria-hidden="true">{"".join(map(_markup, tree))}</svg>'
    )


def _markup(element: Any) -> str:
    """The markup of an element, with numbers rounded to a tenth of a pixel."""
    if not isinstance(element.tag, str):
        return ""
    tag = element.tag.rpartition("}")[2]
    if (
        tag in _REMOVED_TAGS
        or "tooltip-overlay" in (element.get("class") or "")
        or element.get("class") == "background"
    ):
        return ""
    attributes = "".join(
        f' {name}="{html.escape(_LONG_NUMBER.sub(lambda match: f"{float(match[0]):.1f}", element.get(name)))}"'
        for name in _ATTRIBUTES
        if element.get(name)
    )
    return f"<{tag}{attributes}>{html.escape(element.text or '')}{''.join(map(_markup, element))}</{tag}>"


def decimal(value: float | Decimal | None) -> str:
    """A number as Vietnamese writes it; empty for None."""
    from babel.numbers import format_decimal

    return "" if value is None else format_decimal(value, locale="vi")
