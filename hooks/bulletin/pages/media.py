"""The pictures and attachments of articles: attachments as they are, pictures as their renditions."""

from collections.abc import Iterator

from .. import darkroom, renditions
from ..darkroom import Negative
from ..edition import Volume
from ..recipe import Recipe
from ..renditions import Rendition
from ..theme import Theme
from .files import PublishedFile

PICTURE_ENDINGS = tuple(f".{ending}" for ending in (*renditions.TYPES, "png"))


class PictureFile(Recipe, frozen=True, gc=False):
    negative: Negative
    rendition: Rendition

    def render(self) -> bytes:
        return darkroom.rendition(self.negative, self.rendition)


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, PublishedFile | PictureFile]]:
    for article in volume.articles:
        for item in article.facts.media:
            if item.shape is None:
                yield item.address, PublishedFile(volume.source(item))
                continue
            negative = volume.edition.negative(item)
            for rendition in renditions.of(item.shape):
                yield item.address + rendition.suffix, PictureFile(negative, rendition)
