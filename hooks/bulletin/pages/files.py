"""Files that are published as they are: pictures and attachments of articles, and what MkDocs copied."""

from collections.abc import Iterator

from ..edition import Edition, SourceFile, Theme
from ..recipe import Recipe


class PublishedFile(Recipe, frozen=True, gc=False):
    file: SourceFile

    def render(self) -> bytes:
        return self.file.read()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, PublishedFile]]:
    for article in edition.catalogue.articles:
        for item in article.media:
            yield item.address, PublishedFile(SourceFile(edition.archive.path(item.file), item.digest))
    for path, file in theme.files.items():
        yield path, PublishedFile(file)
