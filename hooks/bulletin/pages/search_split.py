"""The files of a split of the search index: those that Pagefind made, and what the blocks of titles say of their articles."""

import json
from collections.abc import Iterator

from .. import dates
from ..edition import Cards, SourceFile
from ..recipe import Recipe
from ..search_index import SearchIndex
from ..splits import Split
from .files import PublishedFile


class TitleBlock(Recipe, frozen=True, gc=False):
    articles: Cards
    author_slugs: tuple[tuple[str, ...], ...]

    def render(self) -> bytes:
        """Rows of address, title, lead, day, category, slugs of the authors, and the picture's address, width and height."""
        rows = []
        for article, slugs in zip(self.articles, self.author_slugs, strict=True):
            facts, picture = article.facts, article.facts.thumbnail
            shown = [picture.address, picture.width, picture.height] if picture else None
            rows.append([article.address, facts.title, facts.lead, dates.day(article.date), article.category, slugs, shown])
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def outputs(split: Split, index: SearchIndex) -> Iterator[tuple[str, PublishedFile | TitleBlock]]:
    bundle = index.bundle(split)
    for path, digest in bundle.files.items():
        yield f"{split.folder}/{path}", PublishedFile(SourceFile(index.file(split, path), digest))
    for block in split.blocks() if bundle.blocks else ():
        slugs = tuple(index.author_slugs(article) for article in block.articles)
        yield f"{split.folder}/block/{bundle.blocks[block.name]}.json", TitleBlock(Cards(block.articles), slugs)
