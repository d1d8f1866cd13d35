"""The years of the archive, with the number of articles of each month."""

from typing import Any

from ...edition.edition import Edition
from ...settings.settings import Settings
from ...stylebook import addresses

Year = tuple[int, tuple[int, ...]]
"""A year, and the numbers of articles of its twelve months."""


def years(edition: Edition) -> tuple[Year, ...]:
    """Returns all years of the archive, newest first."""
    months = edition.catalogue.months
    counts = {key: len(group.articles) for key, group in months.items()}
    numbers = sorted({int(key[:4]) for key in months}, reverse=True)
    return tuple((year, tuple(counts.get(f"{year:04}/{month:02}", 0) for month in range(1, 13))) for year in numbers)


def in_words(settings: Settings, year: Year) -> dict[str, Any]:
    """Returns the values of a year for the templates. Months without articles have no link."""
    number, counts = year
    return {
        "name": str(number),
        "url": settings.url(addresses.year(number)),
        "count": sum(counts),
        "months": [
            {"number": month, "count": count, "url": settings.url(addresses.month(number, month)) if count else None}
            for month, count in enumerate(counts, 1)
        ],
    }
