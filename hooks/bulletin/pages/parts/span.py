"""The time span in which the articles of a list were published."""

from ...stylebook import dates


def span(first: int, last: int) -> str:
    """Returns `01/06/2020 – 25/06/2020`, or a single day. Both moments are in seconds since 1970."""
    first_day, last_day = dates.day(dates.moment(first)), dates.day(dates.moment(last))
    return first_day if first_day == last_day else f"{first_day} – {last_day}"
