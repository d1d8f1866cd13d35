"""Tables. A row may have more cells than the heading: GitHub drops them, here the heading gets empty ones."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit
from markdown_it.rules_block.table import table as read_table
from markdown_it.token import Token

from . import charts
from .notes import note

_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def install(md: MarkdownIt) -> None:
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    before = len(state.tokens)
    if not read_table(state, start, end, silent):
        if not silent:
            _note_failed(state, start, end)
        return False
    if not silent:
        state.tokens[before:] = _widened(state, charts.taken(state, state.tokens[before:], end))
    return True


def _note_failed(state: StateBlock, start: int, end: int) -> None:
    """A heading whose rule has another number of columns makes no table."""
    if start + 1 >= end or "|" not in _line(state, start):
        return
    rule = _line(state, start + 1)
    if "|" in rule and "-" in rule and _RULE.fullmatch(rule):
        note(state.env, "table-rule", start + 1, heading=len(_cells(_line(state, start))), rule=len(_cells(rule)))


def _widened(state: StateBlock, tokens: list[Token]) -> list[Token]:
    """The tokens of a table in which every row is as long as the longest."""
    written = {
        token.map[0]: _cells(_line(state, token.map[0])) for token in tokens if token.type == "tr_open" and token.map
    }
    heading = len(next(iter(written.values())))
    most = max(map(len, written.values()))
    if most == heading:
        return tokens
    result: list[Token] = []
    line, to_fill = 0, MAX_AUTOCOMPLETED_CELLS
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
        if token.type == "tr_close":
            cells = written[line][heading:]
            if cells and line != min(written):
                note(state.env, "table-cells", line, cells=len(written[line]), heading=heading)
            empty = min(most - heading - len(cells), to_fill)
            to_fill -= empty
            for text in [*cells, *[""] * empty]:
                result += _cell("th" if line == min(written) else "td", text, line, token.level)
        result.append(token)
    return result


def _cell(tag: str, text: str, line: int, level: int) -> list[Token]:
    inline = Token("inline", "", 0, map=[line, line + 1], level=level + 2, content=text, children=[], block=True)
    return [
        Token(f"{tag}_open", tag, 1, level=level + 1, block=True),
        inline,
        Token(f"{tag}_close", tag, -1, level=level + 1, block=True),
    ]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line)
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells]
