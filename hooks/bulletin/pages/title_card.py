"""The title cards of articles without a photo, as other sites show them beside a link."""

from collections.abc import Iterator
from typing import NamedTuple

from .. import digest, title_card
from ..article import Article
from ..edition import Volume
from ..recipe import Recipe
from ..settings import Settings
from ..theme import Theme

SIZE = (title_card.WIDTH, title_card.HEIGHT)


class TitleCard(Recipe, frozen=True, gc=False):
    title: str
    category: str
    site_name: str

    def render(self) -> bytes:
        return title_card.draw(self.title, self.category, self.site_name)


class Card(NamedTuple):
    address: str
    recipe: TitleCard


def card(settings: Settings, article: Article) -> Card | None:
    """The card of an article that has no photo. Its address is another one when it says something else: other sites keep pictures for long."""
    facts = article.facts
    if facts.thumbnail or not settings.bulletin.title_cards:
        return None
    recipe = TitleCard(facts.title, settings.categories[article.category], settings.site_name)
    return Card(f"{article.address}tua-{digest.of(recipe.key)[:4].hex()}.png", recipe)


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, TitleCard]]:
    for article in volume.articles:
        if made := card(volume.settings, article):
            yield made
