"""A card: what a list shows of an article."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .. import addresses, dates, headlines, letters
from ..article import Article, Thumbnail
from ..picture_element import PictureElement
from ..settings import Settings

_LEAD, _BRIEF = 320, 130
"""Characters."""
_NEXT_SENTENCE = re.compile(rf"(?<=[.!?…])[”\"’)]* +(?=[“\"(]?[{letters.CAPITALS}\d])")


@dataclass(frozen=True)
class Card:
    """`time` is for machines, `date` for people. `picture` is None for an article without a picture."""

    url: str
    title: str
    lead: str
    brief: str
    """What of the lead has room beside a picture: a sentence or two, or nothing."""
    time: str
    date: str
    category: str
    category_slug: str
    category_url: str
    picture: PictureElement | None


def card(settings: Settings, article: Article) -> Card:
    """The card of one article, with its lead."""
    facts = article.facts
    return Card(
        url=settings.url(article.address),
        title=headlines.headline(facts.title),
        lead=headlines.standfirst(whole_sentences(facts.lead, _LEAD)),
        brief=headlines.standfirst(whole_sentences(facts.lead, _BRIEF)),
        time=dates.iso(article.date),
        date=dates.day(article.date),
        category=settings.categories[article.category],
        category_slug=article.category,
        category_url=settings.url(f"{article.category}/"),
        picture=element(settings, facts.thumbnail) if facts.thumbnail else None,
    )


class Line(NamedTuple):
    """What a list of headlines shows of an article. `time` is for machines, `date` for people."""

    title: str
    url: str
    time: str
    date: str


def line(settings: Settings, article: Article) -> Line:
    return _line(settings.root, article)


@lru_cache(maxsize=256)
def _line(root: str, article: Article) -> Line:
    """Each article is named by the ten that follow it in its category, which are made not long after."""
    return Line(headlines.headline(article.facts.title), addresses.url(root, article.address), dates.iso(article.date), dates.day(article.date))


def whole_sentences(lead: str, length: int) -> str:
    """As many sentences of a lead as have room in so many characters; nothing if the first has none. A paper does not break off in a sentence."""
    if len(lead) <= length:
        return lead
    ends = [found.start() for found in _NEXT_SENTENCE.finditer(lead) if found.start() <= length]
    return lead[: ends[-1]] if ends else ""


def element(settings: Settings, picture: Thumbnail) -> PictureElement:
    """The lead photo of an article."""
    shape = picture.shape
    return PictureElement(settings.url(picture.address), shape.width, shape.height, picture.alt, picture.tone, shape.focus)
