"""Every sentence that people at the desk read, from `words.vi.yml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _all() -> dict[str, Any]:
    return dict(
        yaml.load((Path(__file__).parent / "words.vi.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    )


def block(key: str) -> Any:
    """The entry under a key such as `board.status`: a sentence, or a mapping of them."""
    entry: Any = _all()
    for step in key.split("."):
        entry = entry[step]
    return entry


def sentence(key: str, /, **facts: object) -> str:
    """The sentence under a key, with the facts filled in."""
    text = str(block(key))
    return text.format(**facts) if facts else text
