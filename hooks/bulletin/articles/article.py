"""An article as a build keeps it in memory."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import msgspec

from ..machine import digest
from ..stylebook import dates
from .extents import CardFacts, FeedFacts, Headline, PageFacts, TextFacts
from .facts import Facts
from .life import CORRECTED, EXPIRED, WITHDRAWN, Life

_HEADLINE, _CARD, _TEXT, _PAGE = (slice(index * digest.SIZE, (index + 1) * digest.SIZE) for index in range(4))
"""The position of each extent's digest in `Article.digests`."""


class Article(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An article as a build keeps it in memory, together with all others.

    `published`, `changed`, `alert_until` and `expires` are in seconds since 1970. `packed` are the Facts, which are
    unpacked on demand. `digests` are the digests of Headline, CardFacts, TextFacts and PageFacts, joined. An article as
    a whole has no digest, so it can't be an input of a page.
    """

    name: str
    address: str
    published: int
    changed: int
    category: str
    views: int | None
    draft: bool
    empty: bool
    aliases: tuple[str, ...]
    alert_until: int | None
    id: str | None
    marks: tuple[str, ...]
    removed: bool
    has_review: bool
    has_history: bool
    """Whether the article was changed or corrected after its publication."""
    expires: int | None
    lang: str
    translation_of: str
    series: str | None
    event_ends: int | None
    """The last moment of an event that the article announces."""
    packed: bytes
    digests: bytes
    expired_digests: bytes
    """The digests of the article once it has expired; empty if it never will."""

    @property
    def expired(self) -> "Article":
        """The article as it is once it has expired."""
        return msgspec.structs.replace(self, marks=(*self.marks, EXPIRED), digests=self.expired_digests)

    @property
    def is_over(self) -> bool:
        """Whether the article is withdrawn or has expired: its page stays, but nothing recommends it any more."""
        return WITHDRAWN in self.marks or EXPIRED in self.marks

    @property
    def is_replaceable(self) -> bool:
        """Whether another post may take the article's place."""
        return self.removed or WITHDRAWN in self.marks

    @property
    def facts(self) -> Facts:
        """The facts, unpacked on demand. Keep the result to read several of them."""
        return _unpack(self.packed)

    @property
    def headline(self) -> Headline:
        return _headline(self)

    @property
    def card(self) -> CardFacts:
        return _extent(CardFacts, self, self.facts)

    @property
    def text(self) -> TextFacts:
        return _extent(TextFacts, self, self.facts)

    @property
    def page(self) -> PageFacts:
        return _extent(PageFacts, self, self.facts)

    @property
    def feed(self) -> FeedFacts:
        return _extent(FeedFacts, self, self.facts)

    @property
    def headline_digest(self) -> bytes:
        return self.digests[_HEADLINE]

    @property
    def card_digest(self) -> bytes:
        return self.digests[_CARD]

    @property
    def text_digest(self) -> bytes:
        return self.digests[_TEXT]

    @property
    def page_digest(self) -> bytes:
        return self.digests[_PAGE]

    @property
    def date(self) -> datetime:
        return dates.moment(self.published)

    @property
    def month(self) -> str:
        """`2020/06`"""
        return self.name[:7]


Extent = TypeVar("Extent", bound=Headline)
_OF_ARTICLE = frozenset({"address", "published", "category", "id", "marks"})
_EXTENTS: tuple[type[Headline], ...] = (Headline, CardFacts, TextFacts, PageFacts)


def _extent(extent: type[Extent], article: Article, facts: Facts) -> Extent:
    """An extent of an article. Its fields are found by their names."""
    return extent(
        **{name: getattr(article if name in _OF_ARTICLE else facts, name) for name in extent.__struct_fields__}
    )


@lru_cache(maxsize=256)
def _headline(article: Article) -> Headline:
    """The headline of an article. It is cached, since the next ten articles of its category name it too, and their
    pages are made soon after.
    """
    return _extent(Headline, article, article.facts)


def with_digests(
    *,
    name: str,
    address: str,
    published: int,
    category: str,
    views: int | None,
    draft: bool,
    empty: bool,
    aliases: tuple[str, ...],
    facts: Facts,
) -> Article:
    """An article with its facts packed and its digests computed.

    `name` is the path of its post below `posts/`: `2020/06/slug.md`. `published` is in seconds since 1970.
    """
    article = Article(
        name=name,
        address=address,
        published=published,
        changed=facts.updated or published,
        category=category,
        views=views,
        draft=draft,
        empty=empty,
        aliases=aliases,
        alert_until=facts.alert.until if facts.alert else None,
        id=facts.id,
        marks=_marks(facts.life),
        removed=facts.removed is not None,
        has_review=facts.review is not None,
        has_history=bool(facts.life.changes or facts.life.corrections),
        expires=facts.life.expires,
        lang=facts.lang,
        translation_of=facts.translation_of,
        series=facts.series,
        event_ends=facts.event.last if facts.event else None,
        packed=msgspec.msgpack.encode(facts),
        digests=b"",
        expired_digests=b"",
    )
    digests, expired_digests = _digests(article, facts), b""
    if article.expires is not None:
        expired_digests = _digests(article.expired, facts)
    return msgspec.structs.replace(article, digests=digests, expired_digests=expired_digests)


def _digests(article: Article, facts: Facts) -> bytes:
    return b"".join([digest.of_values(_extent(extent, article, facts)) for extent in _EXTENTS])


def _marks(life: Life) -> tuple[str, ...]:
    return (WITHDRAWN,) * (life.withdrawn is not None) + (CORRECTED,) * bool(life.corrections)


def card_digests(articles: Iterable[Article]) -> bytes:
    """The digests of the cards of some articles, joined. Lists ask for hundreds of thousands of them in each build."""
    return b"".join([article.digests[_CARD] for article in articles])


_unpack = lru_cache(maxsize=1024)(msgspec.msgpack.Decoder(Facts).decode)
"""The pages of a month, of each kind in turn, ask for the facts of the same articles a dozen times."""
