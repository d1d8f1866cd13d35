"""From when to when the articles of a list were published."""

from ...stylebook import dates


def span(first: int, last: int) -> str:
    """`01/06/2020 – 25/06/2020`, or one day. Both moments in seconds since 1970."""
    begin, end = dates.day(dates.moment(first)), dates.day(dates.moment(last))
    return begin if begin == end else f"{begin} – {end}"
