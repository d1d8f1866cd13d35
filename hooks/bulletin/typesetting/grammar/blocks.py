"""Blocks of one text each, such as a paragraph, as a rule adds them to what has been read."""

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


def push(state: StateBlock, kind: str, tag: str, text: str, lines: tuple[int, int]) -> Token:
    """Adds `<kind>_open`, its text, still to be read, and `<kind>_close`; gives the first. `lines` are those of the
    text, from 0.
    """
    opening = state.push(f"{kind}_open", tag, 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, list(lines), []
    state.push(f"{kind}_close", tag, -1)
    return opening
