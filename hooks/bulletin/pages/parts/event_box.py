"""The event that an article announces, as its page shows it."""

from ...articles.event import Event
from ...settings.settings import Settings
from ...stylebook import addresses, dates


def event_box(settings: Settings, article: str, event: Event) -> dict[str, str | None]:
    """Returns the values of an event. `article` is the address of the article that announces it. Times are for
    machines, dates for people.
    """
    starts, ends = dates.moment(event.starts), dates.moment(event.ends) if event.ends else None
    is_same_day = ends is not None and dates.day(starts) == dates.day(ends)
    return {
        "time": dates.iso(starts),
        "date": f"{dates.local(starts):%H:%M}, {dates.weekday_and_day(starts)}",
        "end_time": dates.iso(ends) if ends else None,
        "end_date": (f"{dates.local(ends):%H:%M}" if is_same_day else dates.minute(ends)) if ends else None,
        "place": event.place,
        "url": settings.url(addresses.event(article)),
    }
