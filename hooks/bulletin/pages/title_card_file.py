"""The title cards of articles without a photo, which other sites show beside a link."""

from collections.abc import Iterator
from typing import NamedTuple

from ..articles.extents import TextFacts
from ..edition.month_edition import MonthEdition
from ..edition.theme import Theme
from ..machine import digest
from ..pictures import title_card
from ..press.recipe import Recipe
from ..settings.settings import Settings

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


def card(settings: Settings, article: TextFacts) -> Card | None:
    """Returns the title card of an article without a photo, else None. A card with other words gets another address,
    since other sites keep pictures for a long time.
    """
    if article.thumbnail or not settings.bulletin.title_cards:
        return None
    recipe = TitleCard(article.title, settings.categories[article.category], settings.site_name)
    return Card(f"{article.address}tua-{digest.of(recipe.key)[:4].hex()}.png", recipe)


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, TitleCard]]:
    for article in month.articles:
        if card_file := card(month.settings, article.text):
            yield card_file
