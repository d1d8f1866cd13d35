"""A chart: the numbers of a table as a drawing and as a CSV file."""

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from ..markup import plain_text
from ..stylebook import words
from . import chart_drawing

FEWEST_ROWS, MOST_ROWS, MOST_SERIES = 2, 40, 6
_NUMBER = re.compile(r"([+−–-]?)\s?(\d[\d.,]*)\s?([^\d.,]{0,20})")
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`]|\[\^[^\]]*\]")
_ROW, _CELL = re.compile(r"<tr\b.*?</tr>", re.DOTALL), re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.DOTALL)
_LOCALE = "vi"


class Chart(msgspec.Struct, frozen=True, gc=False):
    """A chart. `svgs` are its drawings for wide and narrow screens, `legend` the names of its series, `data` a CSV
    file.
    """

    name: str
    legend: tuple[str, ...]
    svgs: tuple[str, str]
    data: str


class ChartError(Exception):
    """A table can't be drawn as a chart. `code` names a problem in `words.vi.yml`, `facts` fill its texts."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code = code
        self.facts = facts


def number(text: str) -> Decimal | None:
    """The number in a cell of a table, as Vietnamese writes it: `1.234,5`, `−3%`, `2.980 tỷ`.

    None for an empty cell or a dash. Raises ValueError for any other text.
    """
    # Imported here, so that builds without a chart need not wait for the library.
    from babel.numbers import NumberFormatError, parse_decimal

    text = " ".join(_MARKUP.sub("", text).split())
    if text in ("", "-", "–", "—", "…"):
        return None
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    try:
        value: Decimal = parse_decimal(match[2], locale=_LOCALE, strict=True)
    except NumberFormatError:
        raise ValueError(text) from None
    return -value if match[1] and match[1] != "+" else value


def columns_of_numbers(rows: Sequence[Sequence[str]]) -> list[int]:
    """The indexes of the columns with a number, except for the first column. `rows` are the cells below the heading."""

    def has_number(column: int) -> bool:
        return any(_is_number(row[column]) for row in rows if column < len(row))

    return [column for column in range(1, max(map(len, rows), default=0)) if has_number(column)]


class Figures(NamedTuple):
    """The parts of a table that a chart needs. `drawn` are its `rows` without totals, `columns` the indexes of the
    columns with numbers.
    """

    heading: list[str]
    rows: list[Sequence[str]]
    chart_rows: list[Sequence[str]]
    columns: list[int]


def figures_of(lines: Sequence[Sequence[str]]) -> Figures:
    """The figures of a table that can be drawn as a chart. Raises ChartError for the first obstacle.

    `lines` are the cells of the table, the heading first.
    """
    heading, rows = list(lines[0]) if lines else [], list(lines[1:])
    columns = columns_of_numbers(rows)
    chart_rows = [row for row in rows if not is_total(row[0])]
    if not columns or len(chart_rows) < FEWEST_ROWS:
        raise ChartError("chart-empty")
    if len(chart_rows) > MOST_ROWS or len(columns) > MOST_SERIES:
        raise ChartError(
            "chart-too-large", rows=len(chart_rows), columns=len(columns), most_rows=MOST_ROWS, most_columns=MOST_SERIES
        )
    heading += [""] * (max(columns) + 1 - len(heading))
    for row in rows:
        for column in columns:
            try:
                _value(row, column)
            except ValueError:
                raise ChartError("chart-cell", value=row[column], column=heading[column] or column + 1) from None
    return Figures(heading, rows, chart_rows, columns)


def is_total(label: str) -> bool:
    """Whether a row with this label is a total. A total would dwarf the other bars, so it gets none."""
    return _TOTAL.match(_MARKUP.sub("", label).strip()) is not None


def _is_number(text: str) -> bool:
    try:
        return number(text) is not None
    except ValueError:
        return False


def of(table: str, is_line: bool) -> Chart:
    """The chart of a table, which is given as sanitised HTML. Raises ChartError."""
    lines = [
        cells
        for row in _ROW.finditer(table)
        if (cells := [plain_text.on_one_line(cell[2]) for cell in _CELL.finditer(row[0])])
    ]
    heading, rows, chart_rows, columns = figures_of(lines)
    labels = [row[0] for row in chart_rows]
    series = [(heading[column], [_value(row, column) for row in chart_rows]) for column in columns]
    texts = words.site()["chart"]
    name = texts["line" if is_line else "bars"].format(series=", ".join(name for name, _ in series), by=heading[0])
    wide, narrow = (chart_drawing.svg(labels, series, is_line, width) for width in chart_drawing.WIDTHS)
    return Chart(name, tuple(name for name, _ in series), (wide, narrow), _csv(heading, rows, columns))


def _value(row: Sequence[str], column: int) -> Decimal | None:
    return number(row[column]) if column < len(row) else None


def _csv(heading: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[int]) -> str:
    """A CSV file (RFC 4180), with numbers as programs read them."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_for_programs(cell) if column in columns else cell for column, cell in enumerate(row)])
    return file.getvalue()


def _for_programs(cell: str) -> str:
    value = number(cell)
    return "" if value is None else f"{value:f}"
