"""Year pages: the twelve months of a year with the number of articles in each."""

from collections.abc import Iterator
from typing import Any

from .. import addresses, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .head import head

Year = tuple[int, tuple[int, ...]]
"""A year, and how many articles each of its twelve months has."""


class YearPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    year: Year

    def render(self) -> bytes:
        settings, year = self.settings, in_words(self.settings, self.year)
        title = words.site()["year"].format(year=year["name"])
        return self.shell.fill(
            {
                "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), addresses.year(self.year[0])),
                "section": None,
                "title": title,
                "year": year,
                "archive_url": settings.url("luu-tru/"),
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, YearPage]]:
    for year in years(edition):
        yield addresses.output(addresses.year(year[0])), YearPage(theme.shells["year"], edition.settings, year)


def years(edition: Edition) -> tuple[Year, ...]:
    """All years of the archive, newest first."""
    months = edition.catalogue.months
    counts = {key: len(group.articles) for key, group in months.items()}
    found = sorted({int(key[:4]) for key in months}, reverse=True)
    return tuple((year, tuple(counts.get(f"{year:04}/{month:02}", 0) for month in range(1, 13))) for year in found)


def in_words(settings: Settings, year: Year) -> dict[str, Any]:
    """A year as templates print it; months without articles have no link."""
    number, counts = year
    return {
        "name": str(number),
        "url": settings.url(addresses.year(number)),
        "count": sum(counts),
        "months": [
            {"number": month, "count": count, "url": settings.url(addresses.month(number, month)) if count else None} for month, count in enumerate(counts, 1)
        ],
    }
