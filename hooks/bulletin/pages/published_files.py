"""Files of the theme and of `docs/` that are published as they are."""

import os
from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.theme import Theme
from ..machine.source_file import CachedFile, SourceFile
from ..press.recipe import Recipe


class PublishedFile(Recipe, frozen=True, gc=False):
    file: SourceFile | CachedFile

    @property
    def source(self) -> str:
        return os.path.relpath(self.file.path)

    def render(self) -> bytes:
        return self.file.read()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, PublishedFile]]:
    for path, file in theme.files.items():
        yield path, PublishedFile(file)
