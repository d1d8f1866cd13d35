"""A theme that prints everything it is given, for tests of what the engine hands to templates."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.machine.source_file import SourceFile
from project import ROOT

FIXED = ("gioi-thieu/", "lien-he/", "404.html")
_SCRIPTS = ROOT / "overrides" / "assets" / "scripts"


class Printout(Shell):
    """A page that consists of its name and of all values that would fill its slots."""

    def fill(self, context: dict[str, Any]) -> bytes:
        return f"{self.html}\n{context!r}".encode()


class Shells(dict[str, Shell]):
    """A shell for every page kind that asks for one; `kinds` in `others` look different."""

    def __init__(self, others: Iterable[str] = ()) -> None:
        self._others = tuple(others)

    def __missing__(self, kind: str) -> Shell:
        self[kind] = Printout(kind, f"{kind} {'mới' if kind in self._others else ''}")
        return self[kind]


def theme(others: Iterable[str] = (), files: dict[str, Path] | None = None) -> Theme:
    """All shells, a few fixed pages, some static files and all programs; `others` look different."""
    shells = Shells(others)
    worker = _SCRIPTS / ("head/preferences.js" if "service-worker.js" in others else "service-worker.js")
    paths = {"assets/service-worker.js": worker, **(files or {})}
    return Theme(
        shells,
        {address: shells[address] for address in FIXED},
        {path: SourceFile.at(str(file)) for path, file in paths.items()},
        {name: f"{name} {'mới' if f'{name}.js' in others else ''}" for name in ("alert", "service-worker-removal")},
    )
