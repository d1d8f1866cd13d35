"""Inputs of pages that print whole articles. See inputs.py."""

from collections.abc import Mapping

from ..articles.article import Article
from ..articles.extents import FeedFacts, PageFacts, TextFacts
from ..articles.fragment import Fragment
from ..machine import digest
from ..machine.cache import CacheError


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
