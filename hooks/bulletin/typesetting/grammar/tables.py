"""Tables. A row may have more cells than the heading: GitHub drops them, here the heading gets empty cells."""

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
    token_count = len(state.tokens)
    if not read_table(state, start, end, silent):
        if not silent:
            _report_failure(state, start, end)
        return False
    if not silent:
        state.tokens[token_count:] = _widened(state, charts.taken(state, state.tokens[token_count:], end))
    return True


def _report_failure(state: StateBlock, start: int, end: int) -> None:
    """Reports a heading that makes no table because its rule has another number of columns."""
    if start + 1 >= end or "|" not in _line(state, start):
        return
    rule = _line(state, start + 1)
    if "|" in rule and "-" in rule and _RULE.fullmatch(rule):
        note(state.env, "table-rule", start + 1, heading=len(_cells(_line(state, start))), rule=len(_cells(rule)))


def _widened(state: StateBlock, tokens: list[Token]) -> list[Token]:
    """Fills the rows of a table until each is as long as the longest one."""
    cells_by_line = {
        token.map[0]: _cells(_line(state, token.map[0])) for token in tokens if token.type == "tr_open" and token.map
    }
    heading = len(next(iter(cells_by_line.values())))
    longest = max(map(len, cells_by_line.values()))
    if longest == heading:
        return tokens
    widened_tokens: list[Token] = []
    line, to_fill = 0, MAX_AUTOCOMPLETED_CELLS
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
        if token.type == "tr_close":
            cells = cells_by_line[line][heading:]
            if cells and line != min(cells_by_line):
                note(state.env, "table-cells", line, cells=len(cells_by_line[line]), heading=heading)
            empty = min(longest - heading - len(cells), to_fill)
            to_fill -= empty
            for text in [*cells, *[""] * empty]:
                widened_tokens += _cell("th" if line == min(cells_by_line) else "td", text, line, token.level)
        widened_tokens.append(token)
    return widened_tokens


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
