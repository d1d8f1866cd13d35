"""A chart: a table's numbers as a drawing and as a CSV file.

pygal places bars, lines and axes. It was chosen among the libraries that draw SVG in Python alone, since it names what it draws by
classes: so the style sheet gives a chart the colours of the page, in light, dark and print, and no `style=` is needed. What else pygal
writes (its own styles, a script, tooltips) is taken out.
"""

import csv
import html
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from . import safe_html, words

CLASS, LINE_CLASS = "bieu-do", "duong"
"""`{: .bieu-do }` below a table asks for bars, `{: .bieu-do .duong }` for lines."""
FEWEST_ROWS, MOST_ROWS, MOST_SERIES = 2, 40, 6
_NUMBER = re.compile(r"([+−–-]?)\s?(\d[\d.,]*)\s?([^\d.,]{0,20})")
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`]|\[\^[^\]]*\]")
_ROW, _CELL = re.compile(r"<tr\b.*?</tr>", re.DOTALL), re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.DOTALL)
_WIDE, _NARROW = 640, 340
"""Pixels: what an article's column has on a desk and on a phone. Letters in a drawing shrink with it, so each has one of its own."""
_SHORT, _FEW = 9, 8
"""Bars stand upright over so few short names."""
_LEFT_OUT = {"title", "desc", "script", "style", "defs"}
_LOCALE = "vi"


class Chart(msgspec.Struct, frozen=True, gc=False):
    """`svgs` are the drawing for wide and for narrow screens, `legend` the names of its series, `data` a CSV file."""

    name: str
    legend: tuple[str, ...]
    svgs: tuple[str, str]
    data: str


class NoChart(Exception):
    """A table of which no chart can be drawn; `code` names a problem in `words.vi.yml`."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code = code
        self.facts = facts


def number(text: str) -> Decimal | None:
    """The number in a table's cell, as Vietnamese writes it: `1.234,5`, `−3%`, `2.980 tỷ`. Raises ValueError when there is another text; a dash or nothing is no number."""
    text = " ".join(_MARKUP.sub("", text).split())
    if text in ("", "-", "–", "—", "…"):
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    try:
        value: Decimal = parse_decimal(found[2], locale=_LOCALE, strict=True)
    except NumberFormatError:
        raise ValueError(text) from None
    return -value if found[1] and found[1] != "+" else value


def columns_of_numbers(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns behind the first one in which there is any number; `rows` are the cells below the heading."""

    def has_number(column: int) -> bool:
        return any(_is_number(row[column]) for row in rows if column < len(row))

    return [column for column in range(1, max(map(len, rows), default=0)) if has_number(column)]


def checked(lines: Sequence[Sequence[str]]) -> tuple[list[str], list[Sequence[str]]]:
    """The heading and the rows of a table that can be drawn. Raises NoChart for the first thing that stands in the way."""
    heading, rows = list(lines[0]) if lines else [], list(lines[1:])
    columns = columns_of_numbers(rows)
    drawn = [row for row in rows if not is_total(row[0])]
    if not columns or len(drawn) < FEWEST_ROWS:
        raise NoChart("chart-empty")
    if len(drawn) > MOST_ROWS or len(columns) > MOST_SERIES:
        raise NoChart("chart-too-large", rows=len(drawn), columns=len(columns), most_rows=MOST_ROWS, most_columns=MOST_SERIES)
    heading += [""] * (max(columns) + 1 - len(heading))
    for row in rows:
        for column in columns:
            try:
                _value(row, column)
            except ValueError:
                raise NoChart("chart-cell", value=row[column], column=heading[column] or column + 1) from None
    return heading, rows


def is_total(label: str) -> bool:
    """Whether a row sums up the others: it would dwarf them, so no bar is drawn for it."""
    return _TOTAL.match(_MARKUP.sub("", label).strip()) is not None


def _is_number(text: str) -> bool:
    try:
        return number(text) is not None
    except ValueError:
        return False


def of(table: str, is_line: bool) -> Chart:
    """The chart of a table in sanitised HTML. Raises NoChart."""
    lines = [cells for row in _ROW.finditer(table) if (cells := [safe_html.plain(cell[2]) for cell in _CELL.finditer(row[0])])]
    heading, rows = checked(lines)
    columns = columns_of_numbers(rows)
    drawn = [row for row in rows if not is_total(row[0])]
    labels = [row[0] for row in drawn]
    series = [(heading[column], [_value(row, column) for row in drawn]) for column in columns]
    text = words.site()["chart"]
    name = text["line" if is_line else "bars"].format(series=", ".join(name for name, _ in series), by=heading[0])
    wide, narrow = (_drawn(labels, series, is_line, width) for width in (_WIDE, _NARROW))
    return Chart(name, tuple(name for name, _ in series), (wide, narrow), _csv(heading, rows, columns))


def _value(row: Sequence[str], column: int) -> Decimal | None:
    return number(row[column]) if column < len(row) else None


def shown(value: float | Decimal | None) -> str:
    """A number as Vietnamese writes it; nothing for none."""
    return "" if value is None else format_decimal(value, locale=_LOCALE)


def _csv(heading: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[int]) -> str:
    """RFC 4180, with numbers as programs read them."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_for_programs(cell) if at in columns else cell for at, cell in enumerate(row)])
    return file.getvalue()


def _for_programs(cell: str) -> str:
    value = number(cell)
    return "" if value is None else f"{value:f}"


def _drawn(labels: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]], is_line: bool, width: int) -> str:
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
        print_values=not is_line and bars <= MOST_ROWS,
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
    return ["" if at % every else label if len(label) <= longest else label[: longest - 1].rstrip() + "…" for at, label in enumerate(labels)]


def _cleaned(tree: Any, width: int, has_values: bool) -> str:
    """The drawing alone, named by classes, with places of a tenth of a pixel."""
    kinds = f"chart__drawing chart__drawing--{'wide' if width == _WIDE else 'narrow'}{' chart__drawing--valued' if has_values else ''}"
    return f'<svg class="{kinds}" viewBox="{tree.get("viewBox")}" aria-hidden="true">{"".join(map(_written, tree))}</svg>'


_KEPT = ("class", "x", "y", "width", "height", "d", "cx", "cy", "r", "x1", "x2", "y1", "y2", "points", "transform")
_LONG = re.compile(r"-?\d+\.\d+")


def _written(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    tag = element.tag.rpartition("}")[2]
    if tag in _LEFT_OUT or "tooltip-overlay" in (element.get("class") or "") or element.get("class") == "background":
        return ""
    attributes = "".join(
        f' {name}="{html.escape(_LONG.sub(lambda found: f"{float(found[0]):.1f}", element.get(name)))}"' for name in _KEPT if element.get(name)
    )
    return f"<{tag}{attributes}>{html.escape(element.text or '')}{''.join(map(_written, element))}</{tag}>"
