"""What one build publishes from: the edition (what the newsroom wrote) and the theme (how MkDocs dresses it)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .archive import Archive
from .body import Fragment
from .catalogue import Catalogue
from .settings import Settings
from .shells import Shell


@dataclass(frozen=True)
class Edition:
    """`fragments` is keyed by post name and holds the unpublished posts too; the catalogue does not."""

    settings: Settings
    archive: Archive
    catalogue: Catalogue
    fragments: Mapping[str, Fragment]


@dataclass(frozen=True)
class SourceFile:
    """A file that is published as it is."""

    path: Path

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Theme:
    """What MkDocs hands over: a shell for each page kind, the pages of `docs/` by address, and static files by path."""

    shells: Mapping[str, Shell]
    fixed: Mapping[str, Shell]
    files: Mapping[str, SourceFile]
