"""The pictures and attachments of articles: attachments as they are, pictures as their renditions."""

from collections.abc import Iterator

from ..edition.month_edition import MonthEdition
from ..edition.theme import Theme
from ..pictures import darkroom, renditions
from ..pictures.darkroom import Negative
from ..pictures.renditions import Rendition
from ..press.recipe import Recipe
from .published_files import PublishedFile

PICTURE_ENDINGS = tuple(f".{ending}" for ending in (*renditions.TYPES, "png"))


class PictureFile(Recipe, frozen=True, gc=False):
    negative: Negative
    rendition: Rendition

    def render(self) -> bytes:
        return darkroom.rendition(self.negative, self.rendition)


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, PublishedFile | PictureFile]]:
    for article in month.articles:
        for item in article.facts.media:
            if item.shape is None:
                yield item.address, PublishedFile(month.source(item))
                continue
            negative = month.negative(item)
            for rendition in renditions.of(item.shape):
                yield item.address + rendition.suffix, PictureFile(negative, rendition)
