"""The words and forms that portals put around an article, from one list (`vocabulary.vi.yml`) and what a bulletin adds
to it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FORMS = {"#": r"\d[\d.,]*", "…": r".*", " ": r"\s+"}


@cache
def _all() -> dict[str, Any]:
    text = (Path(__file__).parent / "vocabulary.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CBaseLoader))  # all words are text, `on` too


def kinds() -> list[str]:
    """The keys that a bulletin may add to."""
    return [kind for kind, entries in _all().items() if not isinstance(entries[0], list)]


class PortalWords:
    """Expressions made of the list. Each is a source for `re`, to be compiled with IGNORECASE."""

    def __init__(self, own: Mapping[str, Iterable[str]] | None = None):
        self._own = {kind: list(entries) for kind, entries in (own or {}).items()}

    def any_of(self, *kinds: str) -> str:
        """Any entry of some kinds, the longest first; no letter may follow it."""
        return _any_of(entry for kind in kinds for entry in [*_all()[kind], *self._own.get(kind, ())])

    def rows(self, kind: str) -> list[str]:
        """An expression for each entry of a kind whose entries are lists."""
        return [_any_of(entries) for entries in _all()[kind]]


def _any_of(entries: Iterable[str]) -> str:
    ordered = sorted({entry.strip().rstrip(":").rstrip() for entry in entries}, key=lambda entry: (-len(entry), entry))
    return f"(?:{'|'.join(_source(entry) for entry in ordered)})"


def _source(entry: str) -> str:
    source = "".join(_FORMS.get(sign) or re.escape(sign) for sign in " ".join(entry.split()))
    return rf"{source}(?!\w)" if entry[-1].isalnum() else source
