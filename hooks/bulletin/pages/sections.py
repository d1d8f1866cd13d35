"""The sections of the site: the files of each month's articles, the splits of the search index, the lists, and
everything else.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Protocol

from ..edition import month_edition
from ..edition.edition import Edition
from ..edition.month_edition import MonthEdition
from ..edition.theme import Theme
from ..machine import digest
from ..press.recipe import Recipe
from ..press.section import REST, Section
from ..search.index import SearchIndex
from . import ARTICLE_KINDS, PAGE_KINDS, lists, search_split

Output = tuple[str, Recipe]


class ArticleKind(Protocol):
    """A module that makes the files of a month's articles."""

    def outputs(self, month: MonthEdition, theme: Theme) -> Iterator[Output]: ...


class PageKind(Protocol):
    """A module that makes other files."""

    def outputs(self, edition: Edition, theme: Theme) -> Iterator[Output]: ...


def divide(edition: Edition, theme: Theme, index: SearchIndex) -> Iterator[Section]:
    """Yields the months, oldest first, then the splits, the lists and the rest."""
    for month in month_edition.months(edition):
        yield Section(
            month.name,
            digest.of_values(theme.digest, month.digest),
            partial(_month_outputs, ARTICLE_KINDS, month, theme),
        )
    for split in edition.splits:
        yield Section(split.folder, split.digest, partial(search_split.outputs, split, index, edition))
    yield from lists.sections(edition, theme)
    yield Section(REST, _digest_of_rest(edition, theme), partial(_edition_outputs, PAGE_KINDS, edition, theme))


def _digest_of_rest(edition: Edition, theme: Theme) -> bytes:
    """The digest of everything that a page outside the months can read: all of the edition but its recordings."""
    splits = [split.digest for split in edition.splits]
    by_the_clock = (edition.alerts, edition.recent_tombstones, edition.latest_news, edition.events)
    return digest.of_values(
        theme.whole_digest,
        edition.settings.digest,
        edition.catalogue.digests,
        edition.tombstones.digest,
        edition.deleted,
        edition.deleted_files,
        [articles.digest for articles in by_the_clock],
        splits,
        edition.readership.digest,
    )


def _month_outputs(kinds: Iterable[ArticleKind], month: MonthEdition, theme: Theme) -> Iterator[Output]:
    for kind in kinds:
        yield from kind.outputs(month, theme)


def _edition_outputs(kinds: Iterable[PageKind], edition: Edition, theme: Theme) -> Iterator[Output]:
    for kind in kinds:
        yield from kind.outputs(edition, theme)
