"""What the pages of a build may say of their readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..articles.article import Article
from ..machine import digest
from ..settings.settings import Settings
from ..stylebook import old_addresses
from . import totals
from .totals import Count, Totals


class Views(NamedTuple):
    """The views of an article: those that it brought along, and those that were counted, until a day. Both are None
    when there are none.
    """

    number: int | None
    until: date | None


@dataclass(frozen=True)
class Readership:
    """The totals as pages read them."""

    totals: Totals = field(default_factory=Totals.empty)

    @classmethod
    def of(cls, settings: Settings) -> "Readership":
        """What has been counted so far; nothing when the settings name no file. Raises TotalsError."""
        file = totals.file_of(settings)
        return cls(totals.load(file)) if file else cls()

    def views(self, article: Article) -> Views:
        """The views of an article. Those at its old addresses count as well."""
        counts = self._counts(article)
        if not counts:
            return Views(article.views, None)
        return Views((article.views or 0) + sum(count.total for count in counts), max(count.until for count in counts))

    def read_in_week(self, articles: Iterable[Article]) -> list[tuple[int, Article]]:
        """The articles that were read in the last week that was counted, each with how often."""
        if not self.totals.articles:
            return []
        return [(readings, article) for article in articles if (readings := self._readings_of_week(article))]

    def digest_of(self, articles: Sequence[Article]) -> bytes:
        """The digest of all that was counted of some articles. Empty for none."""
        if not self.totals.articles:
            return b""
        counted = [
            (article.address, count.total, count.until) for article in articles for count in self._counts(article)
        ]
        return digest.of_values(counted) if counted else b""

    @cached_property
    def digest(self) -> bytes:
        """The digest of everything that was counted."""
        return digest.of_values(self.totals.articles, self.totals.until)

    def _readings_of_week(self, article: Article) -> int:
        return sum(readings for count in self._counts(article) for readings in count.days.values())

    def _counts(self, article: Article) -> list[Count]:
        if not self.totals.articles:
            return []
        aliases = [old_addresses.alias(alias) for alias in article.aliases if alias[1:5].isdigit()]
        return [
            count for address in (article.address, *aliases) if address and (count := self.totals.articles.get(address))
        ]
