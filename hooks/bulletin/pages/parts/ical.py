"""Events as iCalendar (RFC 5545), for the calendar programs of readers."""

from collections.abc import Iterable

from ...edition.lives import Announced
from ...machine import version
from ...settings.settings import Settings
from ...stylebook import dates, words
from .syndication import guid


def document(settings: Settings, events: Iterable[Announced], name: str | None = None) -> bytes:
    """Returns a calendar of some events. `name` is for programs that subscribe to it."""
    # Imported here because few builds change an event.
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{words.sentence('software', number=version.NUMBER)}//VI")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for announced in events:
        article, event = announced.headline, announced.event
        entry = icalendar.Event()
        entry.add("uid", guid.of(settings, article))
        # Times in UTC need no description of a time zone.
        entry.add("dtstamp", dates.utc(announced.changed))
        entry.add("dtstart", dates.utc(event.starts))
        if event.ends:
            entry.add("dtend", dates.utc(event.ends))
        entry.add("summary", article.title)
        if announced.lead:
            entry.add("description", announced.lead)
        if event.place:
            entry.add("location", event.place)
        entry.add("url", settings.full_url(article.address))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
