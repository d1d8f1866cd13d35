"""The tables of an article: puts each into a box in which a wide table scrolls, and makes the charts that some ask
for.
"""

import html
import re

from ..markup import plain_text, sanitiser
from ..pictures import chart
from ..pictures.chart import Chart, ChartError
from ..stylebook import words

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_CHART = re.compile(rf'<table class="([^"]*\b{sanitiser.CHART}\b[^"]*)"')
_CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_NUMBERS = re.compile(r"[-–−+<>≤≥~]? ?\d[\d.,:/%‰ \u00a0–-]*(?:[^\W\d_][^\s]{0,6})?")
_MANY = 16
"""Characters of a cell; a column with longer cells needs a width of some eight letters."""
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)


class _Boxes:
    """Puts one table after another into its box. `undrawn` holds the reasons why charts can't be drawn."""

    def __init__(self, count: int):
        self.charts: list[Chart] = []
        self.undrawn: list[ChartError] = []
        self._count = count
        self._number = 0

    def put(self, match: re.Match[str]) -> str:
        self._number += 1
        table, chart_tag = match[0], _CHART.match(match[0])
        if not chart_tag:
            return self._boxed(table, self._name(table))
        try:
            drawing = chart.of(table, is_line=sanitiser.LINE_CHART in chart_tag[1].split())
        except ChartError as error:  # only for a table in HTML: one in Markdown was checked when it was read
            self.undrawn.append(error)
            return self._boxed(table, self._name(table))
        self.charts.append(drawing)
        box = self._boxed(table.replace(chart_tag[0], "<table", 1), html.escape(drawing.name))
        return f'<figure class="chart" data-chart="{len(self.charts)}">{box}</figure>'

    def _name(self, table: str) -> str:
        """Returns the name of the box for screen readers: the caption, or the word for a table, numbered if there are
        several.
        """
        if caption := _CAPTION.search(table):
            return html.escape(plain_text.on_one_line(caption[1]))
        return f"{words.site()['table']} {self._number}" if self._count > 1 else words.site()["table"]

    def _boxed(self, table: str, name: str) -> str:
        if table.count("<table") > 1:
            return table  # a nested table; the match ends too early
        return f'<section class="table-box" tabindex="0" aria-label="{name}">{_CELL.sub(_cell, table)}</section>'


def put_in_boxes(body_html: str) -> tuple[str, tuple[Chart, ...], list[ChartError]]:
    """Puts the tables of sanitised HTML into boxes, which the keyboard can scroll too. Returns the HTML, the charts,
    and the reasons why others can't be drawn.

    The figure of a chart contains only its table. A page that shows the drawing adds it (see pages/parts/drawings.py).
    """
    if "<table" not in body_html:
        return body_html, (), []
    boxes = _Boxes(len(_TABLE.findall(body_html)))
    return _TABLE.sub(boxes.put, body_html), tuple(boxes.charts), boxes.undrawn


def _cell(cell: re.Match[str]) -> str:
    """Gives a cell a class for its least width: a number stays on one line, a long text needs some room."""
    text = plain_text.on_one_line(cell[2])
    kind = "number" if text and _NUMBERS.fullmatch(text) else "words" if len(text) > _MANY else ""
    if not kind:
        return cell[0]
    attributes = cell[1].replace('class="', f'class="{kind} ') if 'class="' in cell[1] else f'{cell[1]} class="{kind}"'
    return f"<td{attributes}>{cell[2]}</td>"
