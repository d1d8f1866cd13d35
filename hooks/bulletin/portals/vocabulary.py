"""The vocabulary of portals: the words that they put around an article, from `vocabulary.vi.yml` and from the
bulletin's settings.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_WILDCARDS = {"#": r"\d[\d.,]*", "…": r".*", " ": r"\s+"}


@cache
def _vocabulary() -> dict[str, Any]:
    text = (Path(__file__).parent / "vocabulary.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CBaseLoader))  # every word is text, even `on`


def kinds() -> list[str]:
    """The keys to which a bulletin may add words."""
    return [kind for kind, entries in _vocabulary().items() if not isinstance(entries[0], list)]


class PortalWords:
    """Regular expressions made of the vocabulary and a bulletin's `own` words. Each is a source to compile with
    IGNORECASE.
    """

    def __init__(self, own: Mapping[str, Iterable[str]] | None = None):
        self._own = {kind: list(entries) for kind, entries in (own or {}).items()}

    def any_of(self, *kinds: str) -> str:
        """An expression for any entry of some kinds, the longest first. An entry that ends in a letter or digit has to
        end a word.
        """
        return _any_of(entry for kind in kinds for entry in [*_vocabulary()[kind], *self._own.get(kind, ())])

    def rows(self, kind: str) -> list[str]:
        """One expression for each row of a kind whose entries are lists."""
        return [_any_of(entries) for entries in _vocabulary()[kind]]


def _any_of(entries: Iterable[str]) -> str:
    ordered = sorted({entry.strip().rstrip(":").rstrip() for entry in entries}, key=lambda entry: (-len(entry), entry))
    return f"(?:{'|'.join(_source(entry) for entry in ordered)})"


def _source(entry: str) -> str:
    source = "".join(_WILDCARDS.get(character) or re.escape(character) for character in " ".join(entry.split()))
    return rf"{source}(?!\w)" if entry[-1].isalnum() else source
