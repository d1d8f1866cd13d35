"""Charts: `{: .bieu-do }` below a table asks for a chart. The cells of the table must be numbers; a note names the
first one that is not.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...markup import sanitiser
from ...pictures import chart
from .notes import note

_REQUEST = re.compile(r"\{:?\s*((?:[.#][\w-]+\s*)*\.bieu-do(?:\s+[.#][\w-]+)*)\s*\}")


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("chart_without_table", _report_strays)


def taken(state: StateBlock, tokens: list[Token], end: int) -> list[Token]:
    """Removes the line that asks for a chart from the tokens of a table. The table gets the classes of a chart, if the
    chart can be drawn.
    """
    request = _as_last_row(state, tokens) or _below(state, end)
    if request is None:
        return tokens
    line, classes = request
    remaining_tokens = _without_row(tokens, line)
    if _can_be_drawn(state, remaining_tokens):
        tokens[0].attrs = {
            "class": " ".join(name for name in (sanitiser.CHART, sanitiser.LINE_CHART) if f".{name}" in classes)
        }
    return remaining_tokens


def _without_row(tokens: Sequence[Token], line: int) -> list[Token]:
    remaining_tokens: list[Token] = []
    is_in_row = False
    for token in tokens:
        is_in_row = is_in_row or (token.type == "tr_open" and token.map is not None and token.map[0] == line)
        if not is_in_row:
            remaining_tokens.append(token)
        is_in_row = is_in_row and token.type != "tr_close"
    return remaining_tokens


def _as_last_row(state: StateBlock, tokens: Sequence[Token]) -> tuple[int, list[str]] | None:
    rows = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
    return _request(state, rows[-1]) if len(rows) > 1 else None


def _below(state: StateBlock, end: int) -> tuple[int, list[str]] | None:
    """Finds a request below the table; editors often leave an empty line between them."""
    line = state.skipEmptyLines(state.line)
    request = _request(state, line) if line < end else None
    if request:
        state.line = line + 1
    return request


def _request(state: StateBlock, line: int) -> tuple[int, list[str]] | None:
    match = _REQUEST.fullmatch(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
    return (line, match[1].split()) if match else None


def _can_be_drawn(state: StateBlock, tokens: Sequence[Token]) -> bool:
    rows: list[tuple[int, list[str]]] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            rows.append((token.map[0], []))
        elif token.type == "inline" and rows:
            rows[-1][1].append(token.content)
    try:
        chart.figures_of([cells for _, cells in rows if cells])
    except chart.ChartError as error:
        note(state.env, error.code, _line_of(error, rows), **error.facts)
        return False
    return True


def _line_of(error: chart.ChartError, rows: Sequence[tuple[int, list[str]]]) -> int:
    """Returns the line of the cell that caused the error, or else of the table."""
    return next((line for line, cells in rows[1:] if error.facts.get("value") in cells), rows[0][0])


def _report_strays(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.map and _REQUEST.fullmatch(token.content.strip()):
            note(state.env, "chart-without-table", token.map[0])
