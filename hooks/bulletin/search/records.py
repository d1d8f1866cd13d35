"""Search records: what the index of a split is made of, one record for each article or block of titles."""

import json
from collections.abc import Callable, Iterable, Iterator

from ..articles.article import Article, card_digests
from ..articles.fragment import Fragment
from ..machine import digest
from ..markup import plain_text
from ..pictures import renditions
from ..stylebook import dates
from . import spelling
from .pagefind import SearchRecord
from .place_names import PlaceNames
from .splits import SCRIPTS, TITLES, Split

_SEPARATOR = " · "
"""Takes a position of its own among the words, so that no phrase runs from one title or name into the next."""


class Records:
    """Makes search records. `author_slugs` gives the slugs of some authors, whose names it takes."""

    def __init__(
        self,
        fragment_of: Callable[[Article], Fragment],
        author_slugs: Callable[[Iterable[str]], tuple[str, ...]],
        places: PlaceNames,
    ):
        self._places = places
        self._fragment_of = fragment_of
        self._author_slugs = author_slugs

    def of(self, split: Split) -> Iterator[SearchRecord]:
        """The records of a split, in the order of its articles or blocks."""
        if split.kind == SCRIPTS:
            yield SearchRecord("", "không")  # without a record, Pagefind makes no index
        elif split.kind == TITLES:
            for block in split.blocks():
                # The site shows titles from elsewhere, so their accents need not make the index larger.
                titles = _SEPARATOR.join([spelling.without_accents(article.facts.title) for article in block.articles])
                # Pagefind makes a record's id from its contents, and the id has to change when the block's cards do.
                cards = digest.of(card_digests(block.articles)).hex()
                yield SearchRecord(f"{block.name} {cards}", titles)
        else:
            yield from map(self._record, split.articles)

    def _record(self, article: Article) -> SearchRecord:
        facts, fragment = article.facts, self._fragment_of(article)
        caption = fragment.photo.caption if fragment.photo else None
        texts = [
            plain_text.for_search(fragment.lead_html),
            plain_text.for_search(fragment.body_html),
            caption,
            *[file.title for file in fragment.attachments],
        ]
        authors = [("author", slug) for slug in self._author_slugs(facts.author)]
        marks = [("category", article.category), ("year", f"{article.date:%Y}"), *authors]
        text = " ".join([text for text in texts if text])
        others = self._places.others(facts.title, text)
        parts = [text, *facts.author, *facts.tags, *others]
        content = _SEPARATOR.join([spelling.spell(part) for part in parts if part])
        title = spelling.spell(facts.title)
        meta = {"title": title, "marks": " ".join([spelling.mark(*mark) for mark in marks]), "shown": _card(article)}
        return SearchRecord(article.address, content or title, meta, {"date": f"{article.date:%Y%m%d%H%M}"})


def _card(article: Article) -> str:
    """Day, category, picture and marks as a list shows them, in a single word that begins no other: Pagefind finds the
    words of everything that it keeps.
    """
    picture = article.facts.thumbnail
    rendition = renditions.smallest(picture.shape) if picture else None
    values = [
        dates.day(article.date),
        article.category,
        [picture.address + rendition.suffix, rendition.width, rendition.height] if picture and rendition else None,
        *([article.marks] if article.marks else []),
    ]
    return json.dumps(values, separators=(",", ":")).encode().hex()
