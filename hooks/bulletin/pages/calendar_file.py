"""The calendar of the bulletin: all events to come, to which a calendar program can subscribe."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.lives import Events
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses
from .parts import ical


class CalendarFile(Recipe, frozen=True, gc=False):
    settings: Settings
    events: Events

    def render(self) -> bytes:
        return ical.document(self.settings, self.events, self.settings.site_name)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, CalendarFile]]:
    yield addresses.CALENDAR, CalendarFile(edition.settings, edition.events)
