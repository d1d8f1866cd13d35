"""Inputs of pages that consist of articles. Each input shows one part of its articles, and its digest covers that part.

A page can read only its inputs, and nothing else of an article. So a page can't print a value that is missing from its
digests. Planning needs only the digests; the facts of articles are unpacked when the page is made.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from ..archive import related
from ..archive.catalogue import Catalogue
from ..articles.article import Article, card_digests
from ..articles.extents import CardFacts, Headline
from ..articles.facts import Alert
from ..machine import digest

Shown = TypeVar("Shown")


class ArticleList(Sequence[Shown], Generic[Shown]):
    """A list of articles that shows a page one value of type `Shown` for each."""

    __slots__ = ("_articles",)

    def __init__(self, articles: Iterable[Article]):
        self._articles = tuple(articles)

    def _show(self, article: Article) -> Shown:
        raise NotImplementedError

    @property
    def names(self) -> list[str]:
        """The names of the posts, for messages."""
        return [article.name for article in self._articles]

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[Shown]:
        return map(self._show, self._articles)

    @overload
    def __getitem__(self, index: int) -> Shown: ...

    @overload
    def __getitem__(self, index: slice) -> list[Shown]: ...

    def __getitem__(self, index: int | slice) -> Shown | list[Shown]:
        if isinstance(index, slice):
            return [self._show(article) for article in self._articles[index]]
        return self._show(self._articles[index])


class Headlines(ArticleList[Headline]):
    """Articles reduced to their headlines: title, time, address and category."""

    __slots__ = ()

    def _show(self, article: Article) -> Headline:
        return article.headline

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.headline_digest for article in self._articles]))


class Cards(ArticleList[CardFacts]):
    """Articles reduced to their cards."""

    __slots__ = ()

    def _show(self, article: Article) -> CardFacts:
        return article.card

    @property
    def digest(self) -> bytes:
        return digest.of(card_digests(self._articles))


class Summary(NamedTuple):
    """An article as a feed without texts prints it. `changed` is in seconds since 1970."""

    card: CardFacts
    changed: int


class Summaries(ArticleList[Summary]):
    """Articles reduced to their cards and the times of their last changes."""

    __slots__ = ()

    def _show(self, article: Article) -> Summary:
        return Summary(article.card, article.changed)

    @property
    def digest(self) -> bytes:
        return digest.of_values(card_digests(self._articles), [article.changed for article in self._articles])


class Times(ArticleList[int]):
    """Articles reduced to their times of publication, in seconds since 1970."""

    __slots__ = ()

    def _show(self, article: Article) -> int:
        return article.published

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class Change(NamedTuple):
    """The address of an article and the times of its publication and last change, in seconds since 1970."""

    address: str
    published: int
    changed: int


class Changes(ArticleList[Change]):
    """Articles reduced to their addresses and times for a sitemap."""

    __slots__ = ()

    def _show(self, article: Article) -> Change:
        return Change(article.address, article.published, article.changed)

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class Related(NamedTuple):
    """The cards of related articles. They are chosen only on demand: most builds need only the path of a page."""

    article: Article
    tags: tuple[str, ...]
    catalogue: Catalogue
    earlier: tuple[Article, ...]
    """The articles that the page lists in any case."""

    @property
    def digest(self) -> bytes:
        return self.choose().digest

    def choose(self) -> Cards:
        return Cards(related.to(self.article, self.tags, self.catalogue, self.earlier))


class Alerts:
    """Articles reduced to their emergency notices. The gravest come first, and of equally grave ones the newest."""

    __slots__ = ("_articles",)

    def __init__(self, articles: Iterable[Article] = ()):
        self._articles = tuple(
            sorted(articles, key=lambda article: (-_alert(article).level, -article.published, article.address))
        )

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, for planning only; a page reads `notices`."""
        return self._articles

    @property
    def notices(self) -> list[tuple[Headline, Alert]]:
        return [(article.headline, _alert(article)) for article in self._articles]

    @property
    def digest(self) -> bytes:
        return digest.of_values([(article.headline_digest, _alert(article)) for article in self._articles])


def _alert(article: Article) -> Alert:
    alert = article.facts.alert
    assert alert is not None, "an article without a notice is not among them"
    return alert
