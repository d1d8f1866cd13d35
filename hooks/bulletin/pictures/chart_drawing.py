"""The drawing of a chart, in SVG.

pygal places bars, lines and axes. It was chosen among the libraries that draw SVG in Python alone, since it names what
it draws by classes: so the style sheet gives a chart the colours of the page, in light, dark and print, and no `style=`
is needed. What else pygal writes (its own styles, a script, tooltips) is taken out.
"""

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

WIDTHS = _WIDE, _NARROW = 640, 340
"""Pixels: what an article's column has on a desk and on a phone."""
_SHORT, _FEW = 9, 8
"""Bars stand upright over so few short names."""
_MOST_VALUES = 40
"""More bars have no number each, but a scale."""
_LEFT_OUT = {"title", "desc", "script", "style", "defs"}
_KEPT = ("class", "x", "y", "width", "height", "d", "cx", "cy", "r", "x1", "x2", "y1", "y2", "points", "transform")
_LONG = re.compile(r"-?\d+\.\d+")


def svg(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]], is_line: bool, width: int
) -> str:
    """The drawing of series by name, `width` pixels wide; its bars stand where their names are short, and else lie.

    Letters shrink with a drawing, so there is one of its own for each of WIDTHS.
    """
    # Here and not above: few posts have a chart, and the others need not wait for the library.
    import pygal
    from pygal.style import Style

    is_plain = len(labels) <= _FEW and all(len(label) <= _SHORT for label in labels)
    stands = is_line or (is_plain and (width == _WIDE or len(series) == 1))
    bars = len(labels) * len(series)
    letters = Style(font_family="sans-serif", label_font_size=14, major_label_font_size=14, value_font_size=13)
    kind = pygal.Line if is_line else pygal.Bar if stands else pygal.HorizontalBar
    chart = kind(
        js=[],
        css=[],
        style=letters,
        width=width,
        height=round(width * 0.56) + 40 if stands else 26 * bars + 14 * len(labels) + 40,
        show_legend=False,
        margin=8,
        margin_top=20,
        margin_right=64 if not stands else 16,
        print_values=not is_line and bars <= _MOST_VALUES,
        print_values_position="top",
        value_formatter=shown,
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
    order = 1 if stands else -1  # pygal draws lying bars from the bottom
    chart.x_labels = _names(labels, width, is_line)[::order]
    for name, values in series:
        chart.add(name, [None if value is None else float(value) for value in values][::order])
    return _cleaned(chart.render_tree(), width, has_values=bool(chart.config.print_values))


def _names(labels: Sequence[str], width: int, is_line: bool) -> list[str]:
    """As many and as much of them as have room; the table below has them whole."""
    longest, most = (34, 14) if width == _WIDE else (20, 7)
    every = -(-len(labels) // most) if is_line else 1
    return [
        "" if at % every else label if len(label) <= longest else label[: longest - 1].rstrip() + "…"
        for at, label in enumerate(labels)
    ]


def _cleaned(tree: Any, width: int, has_values: bool) -> str:
    """The drawing alone, named by classes, with places of a tenth of a pixel."""
    kinds = f"chart__drawing chart__drawing--{'wide' if width == _WIDE else 'narrow'}{' chart__drawing--valued' if has_values else ''}"
    return (
        f'<svg class="{kinds}" viewBox="{tree.get("viewBox")}" aria-hidden="true">{"".join(map(_written, tree))}</svg>'
    )


def _written(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    tag = element.tag.rpartition("}")[2]
    if tag in _LEFT_OUT or "tooltip-overlay" in (element.get("class") or "") or element.get("class") == "background":
        return ""
    attributes = "".join(
        f' {name}="{html.escape(_LONG.sub(lambda found: f"{float(found[0]):.1f}", element.get(name)))}"'
        for name in _KEPT
        if element.get(name)
    )
    return f"<{tag}{attributes}>{html.escape(element.text or '')}{''.join(map(_written, element))}</{tag}>"


def shown(value: float | Decimal | None) -> str:
    """A number as Vietnamese writes it; nothing for none."""
    from babel.numbers import format_decimal

    return "" if value is None else format_decimal(value, locale="vi")
