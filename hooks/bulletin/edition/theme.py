"""The theme: how MkDocs dresses what the newsroom wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..machine import digest
from ..machine.source_file import SourceFile
from .shells import Shell


@dataclass(frozen=True)
class Theme:
    """What MkDocs hands over: a shell for each page kind, the pages of `docs/` by address, static files by path, and by name
    the programs that page kinds write into files of their own.
    """

    shells: Mapping[str, Shell]
    fixed: Mapping[str, Shell]
    files: Mapping[str, SourceFile]
    programs: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> bytes:
        """Stands for all shells of page kinds."""
        return digest.of_values([shell.digest for _, shell in sorted(self.shells.items())])
