"""The event of an article as a file for calendar programs."""

from collections.abc import Iterator

from ..edition.lives import Events
from ..edition.month_edition import MonthEdition
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses
from .parts import ical


class EventFile(Recipe, frozen=True, gc=False):
    settings: Settings
    events: Events
    """The one event."""

    def render(self) -> bytes:
        return ical.document(self.settings, self.events)


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, EventFile]]:
    for article in month.articles:
        if article.event_ends is not None:
            yield addresses.event(article.address), EventFile(month.settings, Events([article]))
