"""Charts: `{: .bieu-do }` below a table asks for one. It takes a table whose cells are numbers, and says which of them
is none.
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

_ASKED = re.compile(r"\{:?\s*((?:[.#][\w-]+\s*)*\.bieu-do(?:\s+[.#][\w-]+)*)\s*\}")


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("chart_without_table", _strays)


def taken(state: StateBlock, tokens: list[Token], end: int) -> list[Token]:
    """The tokens of a table without the line that asks for a chart; the table bears its classes then, unless no chart
    can be made.
    """
    asked = _as_last_row(state, tokens) or _below(state, end)
    if asked is None:
        return tokens
    line, classes = asked
    kept = _without_row(tokens, line)
    if _can_be_drawn(state, kept):
        tokens[0].attrs = {
            "class": " ".join(name for name in (sanitiser.CHART, sanitiser.LINE_CHART) if f".{name}" in classes)
        }
    return kept


def _without_row(tokens: Sequence[Token], line: int) -> list[Token]:
    kept: list[Token] = []
    is_in_row = False
    for token in tokens:
        is_in_row = is_in_row or (token.type == "tr_open" and token.map is not None and token.map[0] == line)
        if not is_in_row:
            kept.append(token)
        is_in_row = is_in_row and token.type != "tr_close"
    return kept


def _as_last_row(state: StateBlock, tokens: Sequence[Token]) -> tuple[int, list[str]] | None:
    rows = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
    return _asked(state, rows[-1]) if len(rows) > 1 else None


def _below(state: StateBlock, end: int) -> tuple[int, list[str]] | None:
    """Editors leave a line free between them."""
    line = state.skipEmptyLines(state.line)
    found = _asked(state, line) if line < end else None
    if found:
        state.line = line + 1
    return found


def _asked(state: StateBlock, line: int) -> tuple[int, list[str]] | None:
    found = _ASKED.fullmatch(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
    return (line, found[1].split()) if found else None


def _can_be_drawn(state: StateBlock, tokens: Sequence[Token]) -> bool:
    rows: list[tuple[int, list[str]]] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            rows.append((token.map[0], []))
        elif token.type == "inline" and rows:
            rows[-1][1].append(token.content)
    try:
        chart.checked([cells for _, cells in rows if cells])
    except chart.NoChart as error:
        note(state.env, error.code, _line_of(error, rows), **error.facts)
        return False
    return True


def _line_of(error: chart.NoChart, rows: Sequence[tuple[int, list[str]]]) -> int:
    """The line of the cell that is no number, else that of the table."""
    return next((line for line, cells in rows[1:] if error.facts.get("value") in cells), rows[0][0])


def _strays(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.map and _ASKED.fullmatch(token.content.strip()):
            note(state.env, "chart-without-table", token.map[0])
