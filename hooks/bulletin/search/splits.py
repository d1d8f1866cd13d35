"""Splits: the groups of articles that the search index holds together. They are worked out from the catalogue alone.

The texts of a closed year are a split; so are those of a part of a closed year with many articles, and those of a few
months of the current year, so that a new article changes only a small split. The titles of many closed years are one
more split, and those of the current year another. They are small enough to be asked at once for a title of any year.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from ..archive.catalogue import Catalogue
from ..archive.names import Group
from ..articles.article import Article, card_digests
from ..machine import digest, version
from ..stylebook import addresses

BLOCK = 20
"""The number of titles of a month that make up one record of the index, so that records weigh no more than the titles
in them.
"""
_YEARS_TOGETHER, _MONTHS_TOGETHER = 500, 200
"""A split that has this many articles takes in no further year or month. Smaller splits cost a reader more requests
than they save.
"""
_TITLES_TOGETHER = 25_000
"""The same for titles. Pagefind takes ten kilobytes of memory for each of them, and a title that is corrected has its
whole split indexed again.
"""
_MOST = 1500
"""The most articles of a split of texts. The time that Pagefind needs to search a split grows with the square of their
number, and to index one it takes nearly half a megabyte of memory for each. Splits of 1,000 would slow down a search of
a large archive by half.
"""
_YEARS_FILE_SIZE, _MONTHS_FILE_SIZE, _TITLES_FILE_SIZE = 8_000, 2_000, 1_000
"""Places of words in one file of the index, about two bytes each. A reader loads the file of each word of a query:
files are small in splits that every query asks, and larger where there would be too many.
"""

TEXTS, TITLES, SCRIPTS = "texts", "titles", "scripts"
"""Kinds of splits. The split SCRIPTS holds the program that searches the index in the browser, the same for every
index.
"""


class Block(NamedTuple):
    """Successive titles of a month, oldest first. `name` is `2020/06/003`."""

    name: str
    articles: tuple[Article, ...]


class Split(NamedTuple):
    """A part of the search index. `kind` is TEXTS, TITLES or SCRIPTS. `months` are ordered oldest first. `file_size` is
    the size of a file of words, in places. `digest` is that of everything from which the split's files are made: its
    articles without their views, or of titles the articles' cards, and the way they are indexed.
    """

    kind: str
    name: str
    months: tuple[Group, ...]
    file_size: int
    digest: bytes

    @property
    def folder(self) -> str:
        """The address of the split's files."""
        return f"{addresses.SEARCH}{self.name}"

    @property
    def articles(self) -> Iterator[Article]:
        return (article for month in self.months for article in month.articles)

    def blocks(self) -> Iterator[Block]:
        """The titles of the split, in blocks, oldest first."""
        for month in self.months:
            for start in range(0, len(month.articles), BLOCK):
                yield Block(f"{month.name}/{start // BLOCK:03}", month.articles[start : start + BLOCK])


def divide(catalogue: Catalogue, places: Sequence[tuple[str, str]] = ()) -> list[Split]:
    """All splits: texts, oldest first, then titles and scripts. `places` are old and new names of places."""
    months = list(catalogue.months.values())
    current_year = _year(months[-1]) if months else ""
    closed_months = [month for month in months if _year(month) != current_year]
    current_months = months[len(closed_months) :]
    year_parts = [part for year in _runs(closed_months, _year) for part in _parts(year)]

    def split(kind: str, name: str, months: Sequence[Group], file_size: int) -> Split:
        # The slug of an author can depend on namesakes in other months.
        peculiar = [catalogue.peculiar_authors.get(month.name) for month in months]
        method_digest = digest.of_values(version.current(), kind, file_size, peculiar, list(places))
        # A corrected text leaves the titles alone: those of all closed years take long to index.
        contents = [
            digest.of(card_digests(month.articles)) if kind == TITLES else catalogue.page_digests[month.name]
            for month in months
        ]
        return Split(kind, name, tuple(months), file_size, digest.of(b"".join([method_digest, *contents])))

    texts = [(group, _YEARS_FILE_SIZE) for group in _merged(year_parts, _YEARS_TOGETHER, _MOST)]
    texts += [(group, _MONTHS_FILE_SIZE) for group in _merged([[month] for month in current_months], _MONTHS_TOGETHER)]
    years = _runs(closed_months, _year)
    titles = [*_merged(years, _TITLES_TOGETHER), current_months]
    return [
        *[split(TEXTS, group[0].name.replace("/", "-"), group, file_size) for group, file_size in texts],
        *[split(TITLES, f"tieu-de-{_year(group[0])}", group, _TITLES_FILE_SIZE) for group in titles if group],
        split(SCRIPTS, "pagefind", (), 1),
    ]


def _runs(months: Iterable[Group], of: Callable[[Group], object]) -> Iterator[list[Group]]:
    """Divides months into runs with the same value of `of`."""
    for _, group in groupby(months, of):
        yield list(group)


def _parts(year: Sequence[Group]) -> list[list[Group]]:
    """A year, or its halves, quarters or months: the longest parts that a phone can search fast."""
    divisions = [list(_runs(year, partial(_part, length))) for length in (12, 6, 3, 1)]
    return next((parts for parts in divisions if max(map(_count, parts)) <= _MOST), divisions[-1])


def _part(length: int, month: Group) -> int:
    """The number of the part of a year to which a month belongs. `length` is that of the parts, in months."""
    return (int(month.name[5:]) - 1) // length


def _year(month: Group) -> str:
    return month.name[:4]


def _count(months: Iterable[Group]) -> int:
    """The number of articles in some months."""
    return sum(len(month.articles) for month in months)


def _merged(groups: Iterable[Sequence[Group]], enough: int, most: float = math.inf) -> Iterator[list[Group]]:
    """Joins groups, one after the other, until there are enough articles, but not too many. The oldest come first, so
    that a new article changes only the last group.
    """
    merged: list[Group] = []
    for group in groups:
        if merged and _count(merged) + _count(group) > most:
            yield merged
            merged = []
        merged += group
        if _count(merged) >= enough:
            yield merged
            merged = []
    if merged:
        yield merged
