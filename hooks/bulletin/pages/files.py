"""Files that are published as they are: pictures and attachments of articles, and what MkDocs copied."""

from collections.abc import Iterator

from ..edition import Edition, SourceFile, Theme
from ..recipe import Recipe


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for article in edition.catalogue.articles:
        for item in edition.fragments[article.name].media:
            yield item.address, Recipe("media", _copy, (SourceFile(edition.archive.files[item.file]),))
    for path, file in theme.files.items():
        yield path, Recipe("theme", _copy, (file,))


def _copy(file: SourceFile) -> bytes:
    return file.path.read_bytes()
