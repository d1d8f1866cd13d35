"""A card: what a list shows of an article."""

from dataclasses import dataclass

from .. import dates
from ..article import Article
from ..edition import Edition
from ..media import Picture


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


def card(edition: Edition, article: Article) -> Card:
    """The card of one article, with its lead."""
    settings, fragment = edition.settings, edition.fragments[article.name]
    slug = article.front.category
    return Card(
        url=settings.url(article.address),
        title=article.front.title,
        lead=fragment.lead,
        time=dates.iso(article.front.date),
        date=dates.day(article.front.date),
        category=settings.categories[slug],
        category_url=settings.url(f"{slug}/"),
        thumbnail=_thumbnail(edition, article, fragment.photo),
    )


def _thumbnail(edition: Edition, article: Article, photo: Picture | None) -> Thumbnail | None:
    image = article.front.image
    if photo is None or image is None:
        return None
    return Thumbnail(edition.settings.url(photo.address), photo.width, photo.height, image.alt or "")
