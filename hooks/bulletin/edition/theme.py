"""The theme: the look of the site, as MkDocs hands it over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..machine import digest
from ..machine.source_file import SourceFile
from ..stylebook import words
from .kept_code import KeptCode
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

    def keep_code(self, kept_code: KeptCode) -> None:
        """Keeps the code of all shells, and none but that and the code that is in use already."""
        for shell in (*self.shells.values(), *self.fixed.values()):
            shell.keep_code(kept_code)
        kept_code.forget_unused()

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
