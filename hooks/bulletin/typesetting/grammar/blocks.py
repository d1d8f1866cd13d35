"""Adds blocks that contain one text each, such as paragraphs, to the tokens of a document."""

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


def push(state: StateBlock, kind: str, tag: str, text: str, lines: tuple[int, int]) -> Token:
    """Adds `<kind>_open`, the text, whose inline marks are read later, and `<kind>_close`. Returns the opening token.
    `lines` are the first line of the text and the line after its last, from 0.
    """
    opening = state.push(f"{kind}_open", tag, 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, list(lines), []
    state.push(f"{kind}_close", tag, -1)
    return opening
