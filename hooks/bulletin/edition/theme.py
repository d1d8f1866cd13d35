"""The theme: the look of the site, as MkDocs hands it over."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..machine import digest
from ..machine.shelf import Shelf, delete_others
from ..machine.source_file import SourceFile
from ..stylebook import words
from .shells import Shell


@dataclass(frozen=True)
class Theme:
    """A shell for each page kind, the pages of `docs/` by address, static files by path, and programs by name.

    A program is a script that a page kind writes into a file of its own.
    """

    shells: Mapping[str, Shell]
    fixed: Mapping[str, Shell]
    files: Mapping[str, SourceFile]
    programs: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, kind: str, language: str) -> Shell:
        """Returns the shell of a page kind with the words of a language."""
        return self.shells[kind if language == words.HOME else f"{kind}@{language}"]

    def keep_code(self, folder: Path) -> None:
        """Keeps the code of all shells in a folder of the cache, and no other code."""
        kept = [*self.shells.values(), *self.fixed.values()]
        for shell in kept:
            shell.shelf = Shelf(folder, "shell")
        with suppress(OSError):
            delete_others(folder, {shell.kept_as for shell in kept})

    @cached_property
    def digest(self) -> bytes:
        """A digest of the shells of all page kinds."""
        return digest.of_values([shell.digest for _, shell in sorted(self.shells.items())])

    @property
    def whole_digest(self) -> bytes:
        """A digest of everything in the theme."""
        fixed = [(address, shell.digest) for address, shell in self.fixed.items()]
        files = [(path, file.digest) for path, file in self.files.items()]
        return digest.of_values(self.digest, fixed, files, self.programs)
