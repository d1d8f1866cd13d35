"""Inputs of pages that consist of articles. Each input shows one part of its articles, and its digest covers that part.

A page can read only its inputs, and nothing else of an article. So a page can't print a value that is missing from its
digests. Planning needs only the digests; the facts of articles are unpacked when the page is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from ..archive import related
from ..archive.catalogue import Catalogue
from ..articles.article import Article, card_digests
from ..articles.event import Event
from ..articles.extents import CardFacts, FeedFacts, Headline, PageFacts, TextFacts
from ..articles.facts import Alert
from ..articles.fragment import Fragment
from ..articles.life import Correction, Life, Removal
from ..machine import digest
from ..machine.cache import CacheError

Shown = TypeVar("Shown")


class _Articles(Sequence[Shown], Generic[Shown]):
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


class Headlines(_Articles[Headline]):
    """Articles reduced to their headlines: title, time, address and category."""

    __slots__ = ()

    def _show(self, article: Article) -> Headline:
        return article.headline

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.headline_digest for article in self._articles]))


class Cards(_Articles[CardFacts]):
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


class Summaries(_Articles[Summary]):
    """Articles reduced to their cards and the times of their last changes."""

    __slots__ = ()

    def _show(self, article: Article) -> Summary:
        return Summary(article.card, article.changed)

    @property
    def digest(self) -> bytes:
        return digest.of_values(card_digests(self._articles), [article.changed for article in self._articles])


class Times(_Articles[int]):
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


class Changes(_Articles[Change]):
    """Articles reduced to their addresses and times for a sitemap."""

    __slots__ = ()

    def _show(self, article: Article) -> Change:
        return Change(article.address, article.published, article.changed)

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class _WithFragment:
    """An article with its fragment, which is fetched when the page is made."""

    __slots__ = ("_article", "_fragments")

    def __init__(self, article: Article, fragments: Mapping[str, Fragment]):
        self._article = article
        self._fragments = fragments

    @property
    def name(self) -> str:
        """The name of the post, for messages."""
        return self._article.name

    def read(self) -> Fragment:
        """Returns the fragment. Raises CacheError if the store has another one: a damaged store may return an old
        row.
        """
        fragment = self._fragments[self._article.name]
        if fragment.digest != self._article.facts.fragment:
            raise CacheError(f"fragment {self._article.name}")
        return fragment


class Text(_WithFragment):
    """An article as the print view prints it."""

    __slots__ = ()

    @property
    def digest(self) -> bytes:
        return self._article.text_digest

    @property
    def facts(self) -> TextFacts:
        return self._article.text


class WholeArticle(_WithFragment):
    """An article as its own page prints it, except for the number of views."""

    __slots__ = ()

    @property
    def digest(self) -> bytes:
        return self._article.page_digest

    @property
    def facts(self) -> PageFacts:
        return self._article.page


class FeedItem(_WithFragment):
    """An article as a feed prints it."""

    __slots__ = ()

    @property
    def facts(self) -> FeedFacts:
        return self._article.feed


class Texts(tuple[Text, ...]):
    """Articles that a page prints whole, as the print view does."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([text.digest for text in self]))


class FeedItems(tuple[FeedItem, ...]):
    """Articles that a feed prints whole."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([item.facts for item in self])


class Lives(_Articles[tuple[Headline, Life]]):
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


class Corrections(_Articles[Corrected]):
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


class Events(_Articles[Announced]):
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
