"""The files of a split of the search index: those that Pagefind made, and what the blocks of titles say of their articles."""

import json
import re
from collections.abc import Iterator

from .. import dates, renditions, search_text
from ..article import Thumbnail
from ..edition import Cards
from ..recipe import Recipe
from ..search_index import SearchIndex
from ..splits import Split
from .files import PublishedFile
from .head import shorten

_LONGEST_LEAD = 180
"""Characters; a list shows three lines of it."""


class TitleBlock(Recipe, frozen=True, gc=False):
    articles: Cards
    author_slugs: tuple[tuple[str, ...], ...]

    def render(self) -> bytes:
        """Rows of title, lead, day, category, slugs of the authors, the picture's address, width and height, and the address.

        The address is 0 where it is that of the month and the words of the title, and the picture's begins with `/` where it is
        in the article's folder: a reader on the road loads many of these.
        """
        rows = []
        for article, slugs in zip(self.articles, self.author_slugs, strict=True):
            facts, picture = article.facts, article.facts.thumbnail
            folder = f"{article.date:%Y/%m}/"
            slug = "-".join([search_text.fold(word) for word in search_text.words(facts.title)])
            address = 0 if article.address == f"{folder}{slug}/" else article.address
            shown = _shown(article.address, picture) if picture else 0
            rows.append([facts.title, shorten(facts.lead, _LONGEST_LEAD), dates.day(article.date), article.category, slugs, shown, address])
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _shown(folder: str, picture: Thumbnail) -> list[str | int]:
    small = renditions.smallest(picture.shape)
    return [re.sub(f"^{re.escape(folder)}", "/", picture.address + small.suffix), small.width, small.height]


def outputs(split: Split, index: SearchIndex) -> Iterator[tuple[str, PublishedFile | TitleBlock]]:
    for path, file in index.files(split):
        yield f"{split.folder}/{path}", PublishedFile(file)
    blocks = index.bundle(split).blocks
    for block in split.blocks() if blocks else ():
        slugs = tuple(index.edition.author_slugs(article.facts.author) for article in block.articles)
        yield f"{split.folder}/block/{blocks[block.name]}.json", TitleBlock(Cards(block.articles), slugs)
