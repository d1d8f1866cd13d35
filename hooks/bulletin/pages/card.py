"""A card: what a list shows of an article."""

from dataclasses import dataclass

from .. import dates
from ..article import Article
from ..settings import Settings


@dataclass(frozen=True)
class Thumbnail:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Card:
    """`time` is for machines, `date` for people. `thumbnail` is None for an article without a picture."""

    url: str
    title: str
    lead: str
    time: str
    date: str
    category: str
    category_url: str
    thumbnail: Thumbnail | None


def card(settings: Settings, article: Article) -> Card:
    """The card of one article, with its lead."""
    facts = article.facts
    picture = facts.thumbnail
    return Card(
        url=settings.url(article.address),
        title=facts.title,
        lead=facts.lead,
        time=dates.iso(article.date),
        date=dates.day(article.date),
        category=settings.categories[article.category],
        category_url=settings.url(f"{article.category}/"),
        thumbnail=Thumbnail(settings.url(picture.address), picture.width, picture.height, picture.alt) if picture else None,
    )
