"""The files of a split of the search index: the files from Pagefind, and blocks with the titles of articles."""

import json
from collections.abc import Iterator

from ..articles.facts import Thumbnail
from ..edition.edition import Edition
from ..edition.inputs import Cards
from ..pictures import renditions
from ..press.recipe import Recipe
from ..search import spelling
from ..search.index import SearchIndex
from ..search.splits import Split
from ..stylebook import dates
from .parts.head import shorten
from .published_files import PublishedFile

_LONGEST_LEAD = 180
"""Characters; the list of results shows three lines of it."""


class TitleBlock(Recipe, frozen=True, gc=False):
    articles: Cards
    author_slugs: tuple[tuple[str, ...], ...]

    def render(self) -> bytes:
        """Returns one JSON row for each article: title, lead, day, category, slugs of the authors, the picture
        (address, width and height), the address, and the marks if there are any.

        Readers on mobile networks load many rows, so these are short. The address is 0 if it consists of the month and
        the words of the title. The picture is 0 if there is none; its address begins with `/` if it lies in the
        article's folder.
        """
        rows = []
        for article, slugs in zip(self.articles, self.author_slugs, strict=True):
            slug = "-".join([spelling.fold(word) for word in spelling.words(article.title)])
            address = 0 if article.address == f"{article.date:%Y/%m}/{slug}/" else article.address
            picture = _picture(article.address, article.thumbnail) if article.thumbnail else 0
            lead, day = shorten(article.lead, _LONGEST_LEAD), dates.day(article.date)
            marks = [article.marks] if article.marks else []
            rows.append([article.title, lead, day, article.category, slugs, picture, address, *marks])
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _picture(folder: str, picture: Thumbnail) -> list[str | int]:
    rendition = renditions.smallest(picture.shape)
    address = picture.address + rendition.suffix
    own = address.removeprefix(folder)
    return [address if own == address else f"/{own}", rendition.width, rendition.height]


def outputs(split: Split, index: SearchIndex, edition: Edition) -> Iterator[tuple[str, PublishedFile | TitleBlock]]:
    for path, file in index.files(split):
        yield f"{split.folder}/{path}", PublishedFile(file)
    blocks = index.bundle(split).blocks
    for block in split.blocks() if blocks else ():
        slugs = tuple(edition.author_slugs(article.facts.author) for article in block.articles)
        yield f"{split.folder}/block/{blocks[block.name]}.json", TitleBlock(Cards(block.articles), slugs)
