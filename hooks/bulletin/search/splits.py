"""Splits: which articles the search index holds together. Pure.

The texts of a closed year are a split, or those of a part of a year with many, and those of a few months of the running
one, so that a new article changes a small split only. The titles of all closed years are one more, and those of the
running year another: small enough to be asked at once for a title of any year.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..archive.catalogue import Catalogue
from ..archive.names import Group
from ..article import Article
from ..machine import digest, version
from ..stylebook import addresses

BLOCK = 20
"""So many titles of a month are one record of the index: the titles of an archive must not weigh more than they say."""
_YEARS_TOGETHER, _MONTHS_TOGETHER = 500, 200
"""Articles from which on a split takes no more years or months; smaller ones cost the reader more requests than they
save.
"""
_MOST = 1500
"""Articles of a split of closed years, more or less. The time in which Pagefind searches a split grows with their
square.
"""
_FILE_OF_YEARS, _FILE_OF_MONTHS, _FILE_OF_TITLES = 8_000, 2_000, 1_000
"""Places of words in one file of the index, about two bytes each. A reader loads the file of each word that is asked
for: small ones for what is asked every time, larger ones where there would be too many.
"""

TEXTS, TITLES, SCRIPTS = "texts", "titles", "scripts"
"""SCRIPTS stands for what comes with the index whatever is in it: the program that searches it in the browser."""


class Block(NamedTuple):
    """Titles of a month that stand side by side, oldest first; `name` is `2020/06/003`."""

    name: str
    articles: tuple[Article, ...]


class Split(NamedTuple):
    """`kind` is TEXTS, TITLES or SCRIPTS; months oldest first; `file_size` is that of the files of words, in places;
    `digest` stands for all files of the split: its articles, but for their views, and how they are indexed.
    """

    kind: str
    name: str
    months: tuple[Group, ...]
    file_size: int
    digest: bytes

    @property
    def folder(self) -> str:
        """Where its files stand on the site."""
        return f"{addresses.SEARCH}{self.name}"

    @property
    def articles(self) -> Iterator[Article]:
        return (article for month in self.months for article in month.articles)

    def blocks(self) -> Iterator[Block]:
        for month in self.months:
            for start in range(0, len(month.articles), BLOCK):
                yield Block(f"{month.name}/{start // BLOCK:03}", month.articles[start : start + BLOCK])


def divide(catalogue: Catalogue) -> list[Split]:
    """All splits: texts oldest first, titles, scripts."""
    months = list(catalogue.months.values())
    running = months[-1].name[:4] if months else ""
    closed, current = (
        [month for month in months if month.name[:4] != running],
        [month for month in months if month.name[:4] == running],
    )
    parts = [part for year in _together(closed, lambda month: month.name[:4]) for part in _parts(year)]

    def split(kind: str, name: str, months: Sequence[Group], file_size: int) -> Split:
        peculiar = [catalogue.peculiar_authors.get(month.name) for month in months]  # an author is found by the slug
        made_by = digest.of_values(version.current(), kind, file_size, peculiar)
        return Split(
            kind,
            name,
            tuple(months),
            file_size,
            digest.of(b"".join([made_by, *[article.page_digest for month in months for article in month.articles]])),
        )

    texts = [(group, _FILE_OF_YEARS) for group in _gathered(parts, _YEARS_TOGETHER)]
    texts += [(group, _FILE_OF_MONTHS) for group in _gathered([[month] for month in current], _MONTHS_TOGETHER)]
    titles = [("tieu-de", closed), (f"tieu-de-{running}", current)]
    return [
        *[split(TEXTS, group[0].name.replace("/", "-"), group, file_size) for group, file_size in texts],
        *[split(TITLES, name, group, _FILE_OF_TITLES) for name, group in titles if group],
        split(SCRIPTS, "pagefind", (), 1),
    ]


def _together(months: Iterable[Group], of: Callable[[Group], object]) -> Iterator[list[Group]]:
    for _, group in groupby(months, of):
        yield list(group)


def _parts(year: Sequence[Group]) -> Iterator[list[Group]]:
    """A year, its halves, quarters or months: the longest that are short enough to be searched fast on a phone."""
    length = next((length for length in (12, 6, 3) if _count(year) * length <= _MOST * 12), 1)
    yield from _together(year, lambda month: (int(month.name[5:]) - 1) // length)


def _count(months: Iterable[Group]) -> int:
    return sum(len(month.articles) for month in months)


def _gathered(groups: Iterable[Sequence[Group]], enough: int) -> Iterator[list[Group]]:
    """Groups one after the other until there are enough articles. The oldest come first, so that a new one changes the
    last only.
    """
    gathered: list[Group] = []
    for group in groups:
        gathered += group
        if _count(gathered) >= enough:
            yield gathered
            gathered = []
    if gathered:
        yield gathered
