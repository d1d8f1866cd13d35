"""Inputs of pages that tell what happens to articles after their publication, and what they announce or belong to. See
inputs.py.
"""

from typing import NamedTuple

from ..articles.article import Article
from ..articles.event import Event
from ..articles.extents import Headline
from ..articles.life import Correction, Life, Removal
from ..machine import digest
from .inputs import ArticleList, Headlines


class Lives(ArticleList[tuple[Headline, Life]]):
    """Articles reduced to their headlines, and to what happened to them."""

    __slots__ = ()

    def _show(self, article: Article) -> tuple[Headline, Life]:
        return article.headline, article.facts.life

    @property
    def digest(self) -> bytes:
        return digest.of_values([(article.headline_digest, article.facts.life) for article in self._articles])


class Corrected(NamedTuple):
    """An article with its corrections, the newest first."""

    headline: Headline
    corrections: tuple[Correction, ...]


class Corrections(ArticleList[Corrected]):
    """Articles reduced to their headlines and corrections."""

    __slots__ = ()

    def _show(self, article: Article) -> Corrected:
        return Corrected(article.headline, article.facts.life.corrections)

    def first(self, number: int) -> "Corrections":
        return Corrections(self._articles[:number])

    @property
    def digest(self) -> bytes:
        return digest.of_values(
            [(article.headline_digest, article.facts.life.corrections) for article in self._articles]
        )


class Announced(NamedTuple):
    """An article that announces an event. `changed` is in seconds since 1970."""

    headline: Headline
    lead: str
    changed: int
    event: Event


class Events(ArticleList[Announced]):
    """Articles reduced to the events that they announce."""

    __slots__ = ()

    def _show(self, article: Article) -> Announced:
        facts = article.facts
        assert facts.event is not None, "an article without an event is not among them"
        return Announced(article.headline, facts.lead, article.changed, facts.event)

    @property
    def digest(self) -> bytes:
        return digest.of_values([tuple(announced) for announced in self])


class Series(NamedTuple):
    """The series of an article: its slug and name, and the parts before the article, newest first."""

    slug: str
    name: str
    earlier: Headlines

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.slug, self.name, self.earlier.digest)


class Twin(NamedTuple):
    """The same article in another language."""

    lang: str
    address: str


class Twins(tuple[Twin, ...]):
    """The same article in all other languages."""

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class Tombstone(NamedTuple):
    """A removed article: all that is left of it."""

    article: Article

    @property
    def name(self) -> str:
        """The name of the post, for messages."""
        return self.article.name

    @property
    def address(self) -> str:
        return self.article.address

    @property
    def published(self) -> int:
        """Seconds since 1970."""
        return self.article.published

    @property
    def category(self) -> str:
        return self.article.category

    @property
    def id(self) -> str | None:
        return self.article.id

    @property
    def removal(self) -> Removal:
        removal = self.article.facts.removed
        assert removal is not None, "only a removed article has a tombstone"
        return removal

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.address, self.published, self.category, self.id, self.removal)


class Tombstones(tuple[Tombstone, ...]):
    """Removed articles."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([tombstone.digest for tombstone in self]))
