"""What a reader of Markdown notices: places where a text may be read otherwise than its editor meant."""

from typing import Any, NamedTuple


class Note(NamedTuple):
    """`code` names a problem in `words.vi.yml`, `line` counts from 0 within the text that was read."""

    code: str
    line: int
    facts: dict[str, object]


def note(env: Any, code: str, line: int, **facts: object) -> None:
    """Adds a note to those of the text that is being read."""
    env.setdefault("notes", []).append(Note(code, line, facts))
