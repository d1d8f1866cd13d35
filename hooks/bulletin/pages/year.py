"""Year pages: the twelve months of a year with the number of articles in each."""

from collections.abc import Iterator
from typing import Any

from .. import addresses, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .head import head


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings = edition.settings
    for year in years(edition):
        title = words.site()["year"].format(year=year["name"])
        address = addresses.year(int(year["name"]))
        values = {
            "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), address),
            "section": None,
            "title": title,
            "year": year,
            "archive_url": settings.url("luu-tru/"),
        }
        yield addresses.output(address), Recipe("year", fill, (theme.shells["year"], values))


def years(edition: Edition) -> list[dict[str, Any]]:
    """All years with their months and counts, newest year first; months without articles have no link."""
    settings, months = edition.settings, edition.catalogue.months
    result = []
    for year in sorted({int(key[:4]) for key in months}, reverse=True):
        counts = {month: len(months[key].articles) for month in range(1, 13) if (key := f"{year:04}/{month:02}") in months}
        result.append(
            {
                "name": str(year),
                "url": settings.url(addresses.year(year)),
                "count": sum(counts.values()),
                "months": [
                    {"number": month, "count": counts.get(month, 0), "url": settings.url(addresses.month(year, month)) if month in counts else None}
                    for month in range(1, 13)
                ],
            }
        )
    return result
