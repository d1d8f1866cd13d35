"""An event that an article announces, and the updates of one that it reports while it goes on."""

import msgspec


class Event(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An event to come. Its times are in seconds since 1970; without an end, only its beginning is known."""

    starts: int
    ends: int | None
    place: str

    @property
    def last(self) -> int:
        """The last moment that is known of it."""
        return self.ends or self.starts


class LiveUpdate(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An update of a live event. `time` is in seconds since 1970, `heading` its heading in the text."""

    time: int
    title: str
    heading: str
