"""The pictures and attachments of articles, published as they are."""

from collections.abc import Iterator

from ..edition import Theme, Volume
from .files import PublishedFile


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, PublishedFile]]:
    for article in volume.articles:
        for item in article.facts.media:
            yield item.address, PublishedFile(volume.source(item))
