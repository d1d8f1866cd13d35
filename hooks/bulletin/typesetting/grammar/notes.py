"""Notes for the editor: spots of a text that may be read otherwise than the editor meant."""

from typing import Any, NamedTuple


class Note(NamedTuple):
    """`code` names a problem in `words.vi.yml`, `line` counts from 0 within the text."""

    code: str
    line: int
    facts: dict[str, object]


def note(env: Any, code: str, line: int, **facts: object) -> None:
    """Adds a note to the environment of the text that is being read."""
    env.setdefault("notes", []).append(Note(code, line, facts))
