"""A card: what a list shows of an article."""

from dataclasses import dataclass

from .. import dates
from ..article import Article, Thumbnail
from ..picture_element import PictureElement
from ..settings import Settings


@dataclass(frozen=True)
class Card:
    """`time` is for machines, `date` for people. `picture` is None for an article without a picture."""

    url: str
    title: str
    lead: str
    time: str
    date: str
    category: str
    category_url: str
    picture: PictureElement | None


def card(settings: Settings, article: Article) -> Card:
    """The card of one article, with its lead."""
    facts = article.facts
    return Card(
        url=settings.url(article.address),
        title=facts.title,
        lead=facts.lead,
        time=dates.iso(article.date),
        date=dates.day(article.date),
        category=settings.categories[article.category],
        category_url=settings.url(f"{article.category}/"),
        picture=element(settings, facts.thumbnail) if facts.thumbnail else None,
    )


def element(settings: Settings, picture: Thumbnail) -> PictureElement:
    """The lead photo of an article."""
    shape = picture.shape
    return PictureElement(settings.url(picture.address), shape.width, shape.height, picture.alt, picture.tone, shape.focus)
