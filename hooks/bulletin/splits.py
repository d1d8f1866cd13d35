"""Splits: which articles the search index holds together. Pure.

The texts of a closed year are a split, and those of a few months of the running one, so that a new article changes a
small split only. The titles of all closed years are one more, and those of the running year the last: small enough to
be asked at once for a title of any year.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from . import digest
from .article import Article
from .catalogue import Catalogue, Group

BLOCK = 20
"""So many titles of a month are one record of the index: the titles of an archive must not weigh more than they say."""
_YEARS_TOGETHER = 2000
_MONTHS_TOGETHER = 200
"""Articles from which on a split takes no more years or months; smaller ones cost the reader more requests than they save."""

TEXTS, TITLES, SCRIPTS = "texts", "titles", "scripts"
"""SCRIPTS stands for what comes with the index whatever is in it: the program that searches it in the browser."""


class Block(NamedTuple):
    """Titles of a month that stand side by side, oldest first; `name` is `2020/06/003`."""

    name: str
    articles: tuple[Article, ...]


class Split(NamedTuple):
    """`kind` is TEXTS, TITLES or SCRIPTS, months oldest first."""

    kind: str
    name: str
    months: tuple[Group, ...]

    @property
    def folder(self) -> str:
        """Where its files stand on the site."""
        return f"tim-kiem/{self.name}"

    @property
    def articles(self) -> Iterator[Article]:
        return (article for month in self.months for article in month.articles)

    @property
    def digest(self) -> bytes:
        """Stands for all articles of the split, but for their views."""
        return digest.of(b"".join([self.kind.encode(), *[article.digest for article in self.articles]]))

    def blocks(self) -> Iterator[Block]:
        for month in self.months:
            for start in range(0, len(month.articles), BLOCK):
                yield Block(f"{month.name}/{start // BLOCK:03}", month.articles[start : start + BLOCK])


def divide(catalogue: Catalogue) -> list[Split]:
    """All splits: texts oldest first, titles, scripts."""
    months = list(catalogue.months.values())
    running = months[-1].name[:4] if months else ""
    years = [group for group in _together(months, 4) if group[0].name[:4] != running]
    closed = [month for group in years for month in group]
    current = months[len(closed) :]
    texts = [Split(TEXTS, group[0].name[:4], tuple(group)) for group in _gathered(years, _YEARS_TOGETHER)]
    texts += [Split(TEXTS, group[0].name.replace("/", "-"), tuple(group)) for group in _gathered(_together(current, 7), _MONTHS_TOGETHER)]
    titles = [("tieu-de", closed), (f"tieu-de-{running}", current)]
    return [*texts, *[Split(TITLES, name, tuple(group)) for name, group in titles if group], Split(SCRIPTS, "pagefind", ())]


def _together(months: Sequence[Group], letters: int) -> Iterator[list[Group]]:
    """Months whose names begin alike."""
    found: dict[str, list[Group]] = {}
    for month in months:
        found.setdefault(month.name[:letters], []).append(month)
    yield from found.values()


def _gathered(groups: Iterable[Sequence[Group]], enough: int) -> Iterator[list[Group]]:
    """Groups one after the other until there are enough articles. The oldest come first, so that a new one changes the last only."""
    gathered: list[Group] = []
    for group in groups:
        gathered += group
        if sum(len(month.articles) for month in gathered) >= enough:
            yield gathered
            gathered = []
    if gathered:
        yield gathered
