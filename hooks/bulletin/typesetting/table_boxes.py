"""The tables of an article: each in a box in which a wide one scrolls, and the charts that some of them ask for."""

import html
import re

from ..markup import plain_text, sanitiser
from ..pictures import chart
from ..pictures.chart import Chart, NoChart
from ..stylebook import words

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_CHART = re.compile(rf'<table class="([^"]*\b{sanitiser.CHART}\b[^"]*)"')
_CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_NUMBERS = re.compile(r"[-–−+<>≤≥~]? ?\d[\d.,:/%‰ \u00a0–-]*(?:[^\W\d_][^\s]{0,6})?")
_MANY = 16
"""Characters of a cell; a column of more wants to be some eight letters wide."""
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)


class _Boxes:
    """Puts one table after the other into its box. `undrawn` says of which no chart can be drawn, and why."""

    def __init__(self, count: int):
        self.charts: list[Chart] = []
        self.undrawn: list[NoChart] = []
        self._count = count
        self._number = 0

    def put(self, found: re.Match[str]) -> str:
        self._number += 1
        table, asked = found[0], _CHART.match(found[0])
        if not asked:
            return self._boxed(table, self._name(table))
        try:
            drawn = chart.of(table, is_line=sanitiser.LINE_CHART in asked[1].split())
        except NoChart as error:  # of a table in HTML; one in Markdown was looked at when it was read
            self.undrawn.append(error)
            return self._boxed(table, self._name(table))
        self.charts.append(drawn)
        boxed = self._boxed(table.replace(asked[0], "<table", 1), html.escape(drawn.name))
        return f'<figure class="chart" data-chart="{len(self.charts)}">{boxed}</figure>'

    def _name(self, table: str) -> str:
        """What a screen reader calls the box: no two of an article by one name."""
        if caption := _CAPTION.search(table):
            return html.escape(plain_text.on_one_line(caption[1]))
        return f"{words.site()['table']} {self._number}" if self._count > 1 else words.site()["table"]

    def _boxed(self, table: str, name: str) -> str:
        if table.count("<table") > 1:
            return table  # a table within a table; the match ends too early
        return f'<section class="table-box" tabindex="0" aria-label="{name}">{_CELL.sub(_cell, table)}</section>'


def boxed(clean: str) -> tuple[str, tuple[Chart, ...], list[NoChart]]:
    """Sanitised HTML with its tables in boxes, which the keyboard can scroll too; the charts, and why some can't be
    drawn.

    The figure of a chart holds its table alone; a page that shows the drawing puts it there (see
    pages/parts/drawings.py).
    """
    if "<table" not in clean:
        return clean, (), []
    boxes = _Boxes(len(_TABLE.findall(clean)))
    return _TABLE.sub(boxes.put, clean), tuple(boxes.charts), boxes.undrawn


def _cell(cell: re.Match[str]) -> str:
    """A cell that says in its class how narrow it may become: numbers stay on one line, and many words need
    some room.
    """
    text = plain_text.on_one_line(cell[2])
    kind = "number" if text and _NUMBERS.fullmatch(text) else "words" if len(text) > _MANY else ""
    if not kind:
        return cell[0]
    attributes = cell[1].replace('class="', f'class="{kind} ') if 'class="' in cell[1] else f'{cell[1]} class="{kind}"'
    return f"<td{attributes}>{cell[2]}</td>"
