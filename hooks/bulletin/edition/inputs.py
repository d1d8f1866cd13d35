"""The inputs of pages that are made of articles. Each one shows a part of its articles, and its digest stands for that
part.

An input can be read by the page that has it, and nothing else of an article can: so no page prints a value that is
missing from its digest. Planning asks for digests only; what the articles say is unpacked when the page is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from ..archive import related
from ..archive.catalogue import Catalogue
from ..article import Alert, Article, CardFacts, FeedFacts, Fragment, Headline, PageFacts, TextFacts
from ..machine import digest
from ..machine.cache import CacheError

Shown = TypeVar("Shown")


class _Articles(Sequence[Shown], Generic[Shown]):
    """A list of articles of which a page sees `Shown`."""

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
    """Articles of which a page prints no more than title, time, address and category."""

    __slots__ = ()

    def _show(self, article: Article) -> Headline:
        return article.headline

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.headline_digest for article in self._articles]))


class Cards(_Articles[CardFacts]):
    """Articles of which a page prints the cards."""

    __slots__ = ()

    def _show(self, article: Article) -> CardFacts:
        return article.card

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.card_digest for article in self._articles]))


class Times(_Articles[int]):
    """Articles of which a page prints no more than when they were published, in seconds since 1970."""

    __slots__ = ()

    def _show(self, article: Article) -> int:
        return article.published

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class Change(NamedTuple):
    """Where an article stands, and when it was published and last changed, in seconds since 1970."""

    address: str
    published: int
    changed: int


class Changes(_Articles[Change]):
    """Articles of which a sitemap names the addresses and the times of the last change."""

    __slots__ = ()

    def _show(self, article: Article) -> Change:
        return Change(article.address, article.published, article.changed)

    @property
    def digest(self) -> bytes:
        return digest.of_values(list(self))


class _WithFragment:
    """An article with its text, which is fetched when the page is made."""

    __slots__ = ("_article", "_fragments")

    def __init__(self, article: Article, fragments: Mapping[str, Fragment]):
        self._article = article
        self._fragments = fragments

    @property
    def name(self) -> str:
        """The name of the post, for messages."""
        return self._article.name

    def read(self) -> Fragment:
        """Raises CacheError when the store has another text: in a damaged one an old row may come to light."""
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
    """An article as its own page prints it, but for the number of views."""

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
    """Articles that are printed whole, as the print view prints them."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([text.digest for text in self]))


class FeedItems(tuple[FeedItem, ...]):
    """Articles of which a feed prints everything."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([item.facts for item in self])


class Related(NamedTuple):
    """Cards that are chosen when they are asked for: most builds want no more of a page than its path."""

    article: Article
    tags: tuple[str, ...]
    catalogue: Catalogue
    earlier: tuple[Article, ...]
    """Those that the page names in any case."""

    @property
    def digest(self) -> bytes:
        return self.choose().digest

    def choose(self) -> Cards:
        return Cards(related.to(self.article, self.tags, self.catalogue, self.earlier))


class Alerts:
    """Articles of which a page prints the emergency notice: the gravest first, then the newest."""

    __slots__ = ("_articles",)

    def __init__(self, articles: Iterable[Article] = ()):
        self._articles = tuple(
            sorted(articles, key=lambda article: (-_alert(article).level, -article.published, article.address))
        )

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def articles(self) -> tuple[Article, ...]:
        """For whoever plans pages; a page reads the `notices`."""
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
