"""A card and a line: the long and the short entry of an article in a list."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...articles.extents import CardFacts, Headline
from ...articles.facts import Thumbnail
from ...pictures.picture_element import PictureElement
from ...settings.settings import Settings
from ...stylebook import addresses, dates, letters, words
from ...typesetting import headlines

_LEAD, _BRIEF = 320, 130
"""The most characters of a lead on a card, and beside a picture."""
_NEXT_SENTENCE = re.compile(rf"(?<=[.!?…])[”\"’)]* +(?=[“\"(]?[{letters.CAPITALS}\d])")


@dataclass(frozen=True)
class Card:
    """The entry of an article in a list of cards. `time` is for machines, `date` for people. `picture` is None for an
    article without a picture.
    """

    url: str
    title: str
    lead: str
    brief: str
    """The part of the lead that fits beside a picture: a sentence or two, or nothing."""
    time: str
    date: str
    category: str
    category_slug: str
    category_url: str
    picture: PictureElement | None
    marks: tuple[str, ...]
    """What has become of the article, in words."""


def card(settings: Settings, article: CardFacts) -> Card:
    """Makes the card of an article."""
    return _card(settings.root, settings.categories[article.category], article)


@lru_cache(maxsize=1024)
def _card(root: str, category: str, article: CardFacts) -> Card:
    """Makes a card. Cached because an article is in the lists of its day, its month, its category, its authors and its
    keywords.
    """
    return Card(
        url=addresses.url(root, article.address),
        title=headlines.headline(article.title),
        lead=headlines.standfirst(whole_sentences(article.lead, _LEAD)),
        brief=headlines.standfirst(whole_sentences(article.lead, _BRIEF)),
        time=dates.iso(article.date),
        date=dates.day(article.date),
        category=category,
        category_slug=article.category,
        category_url=addresses.url(root, f"{article.category}/"),
        picture=_element(root, article.thumbnail) if article.thumbnail else None,
        marks=_marks(article.marks),
    )


def _marks(marks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([words.site()["life"]["marks"][mark] for mark in marks])


class Line(NamedTuple):
    """The entry of an article in a list of headlines. `time` is for machines, `date` for people."""

    title: str
    url: str
    time: str
    date: str
    marks: tuple[str, ...]


def line(settings: Settings, article: Headline) -> Line:
    """Makes the line of an article."""
    return _line(settings.root, article.address, article.title, article.published, article.marks)


@lru_cache(maxsize=256)
def _line(root: str, address: str, title: str, published: int, marks: tuple[str, ...]) -> Line:
    """Makes a line. Cached because the ten articles that follow in a category print the same line, soon one after
    another.
    """
    date = dates.moment(published)
    return Line(
        headlines.headline(title), addresses.url(root, address), dates.iso(date), dates.day(date), _marks(marks)
    )


def whole_sentences(lead: str, length: int) -> str:
    """Returns as many whole sentences of a lead as fit into `length` characters; nothing if the first one does not fit.
    A newspaper does not break off in a sentence.
    """
    if len(lead) <= length:
        return lead
    ends = [end.start() for end in _NEXT_SENTENCE.finditer(lead) if end.start() <= length]
    return lead[: ends[-1]] if ends else ""


def element(settings: Settings, picture: Thumbnail) -> PictureElement:
    """Makes the element of an article's lead photo."""
    return _element(settings.root, picture)


def _element(root: str, picture: Thumbnail) -> PictureElement:
    shape = picture.shape
    return PictureElement(
        addresses.url(root, picture.address), shape.width, shape.height, picture.alt, picture.tone, shape.focus
    )
