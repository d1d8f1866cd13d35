"""The theme: the look of the site, as MkDocs hands it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..machine import digest
from ..machine.source_file import SourceFile
from .shells import Shell


@dataclass(frozen=True)
class Theme:
    """A shell for each page kind, the pages of `docs/` by address, and static files by path."""

    shells: Mapping[str, Shell]
    fixed: Mapping[str, Shell]
    files: Mapping[str, SourceFile]

    @cached_property
    def digest(self) -> bytes:
        """A digest of the shells of all page kinds."""
        return digest.of_values([shell.digest for _, shell in sorted(self.shells.items())])
