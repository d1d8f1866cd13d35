"""An article: what a post becomes. Its facts stay in memory; its text (the Fragment) is fetched when a page is made.

Each page reads an article in one extent, which is a struct: Headline, CardFacts, TextFacts or PageFacts, and FeedFacts
for feeds. The digest of an extent is the digest of its struct. So everything that a page can read is in the digest that
decides whether the page is made again.
"""

from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import msgspec

from .machine import digest
from .pictures.chart import Chart
from .pictures.media import AttachedFile, Picture
from .pictures.renditions import Shape
from .stylebook import dates


class Photo(msgspec.Struct, frozen=True, gc=False):
    """The lead photo. A caption whose picture is still missing is shown alone."""

    picture: Picture | None
    alt: str
    caption: str | None
    credit: str | None


class Source(msgspec.Struct, frozen=True, gc=False):
    """The source of a reprinted article. `published` is in seconds since 1970."""

    name: str
    url: str | None
    published: int | None


class Fragment(msgspec.Struct, frozen=True, gc=False):
    """The text of an article as HTML. `lead_html` and `body_html` are sanitised.

    Links to other posts are still open: `href="post:<name>#<anchor>"` (see links.py).
    """

    lead_html: str
    body_html: str
    words: int
    photo: Photo | None
    source: Source | None
    attachments: tuple[AttachedFile, ...]
    charts: tuple[Chart, ...] = ()
    """The charts of the body, in the order of their tables."""
    spoken: tuple[tuple[str, str], ...] = ()
    """Pairs of a form written in title, lead or body, and the words that a voice says for it (see speaker.py)."""
    digest: bytes = b""
    """The digest of all other fields. An article recognises its own text by it."""


class Thumbnail(msgspec.Struct, frozen=True, gc=False):
    """The lead photo as lists show it. `address` is the address of its renditions without their suffix."""

    address: str
    shape: Shape
    tone: str
    alt: str


class MediaUse(msgspec.Struct, frozen=True, gc=False):
    """A file below `posts/` that is published with an article."""

    file: str
    address: str
    digest: bytes
    shape: Shape | None
    """The shape of a picture, which is published as its renditions; None for any other file."""


class PostLink(msgspec.Struct, frozen=True, gc=False):
    """A link from the body to another post. `line` is its line in the file."""

    name: str
    url: str
    line: int
    anchor: str = ""
    """The id of the part of the post that it leads to; empty when it leads to the whole post."""


class SiteLink(msgspec.Struct, frozen=True, gc=False):
    """A link from the body to an address of the site. `address` begins with the slash of the root, `url` is the link as
    it was written, and `line` is its line in the file.
    """

    address: str
    url: str
    line: int


class Lines(msgspec.Struct, frozen=True, gc=False):
    """The lines of a post with values that the catalogue may object to. `media` has the line and key of each file that
    the post uses, in the order of the files.
    """

    date: int
    updated: int
    draft: int
    slug: int
    aliases: tuple[int, ...]
    media: tuple[tuple[int, str], ...]
    body: int


class Alert(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An emergency notice: its hazard, its gravity from 1 to 5, its area, and its end in seconds since 1970."""

    hazard: str
    level: int
    area: str
    until: int


class Facts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything that is known of an article besides its text.

    `updated` is in seconds since 1970, `lead` is plain text, and `fragment` is the digest of the text.
    """

    title: str
    lead: str
    updated: int | None
    author: tuple[str, ...]
    tags: tuple[str, ...]
    pinned: bool
    alert: Alert | None
    thumbnail: Thumbnail | None
    media: tuple[MediaUse, ...]
    links: tuple[PostLink, ...]
    site_links: tuple[SiteLink, ...]
    anchors: tuple[str, ...]
    """The ids in the body."""
    charts: int
    """The number of charts in the body."""
    lines: Lines
    fragment: bytes


class Headline(msgspec.Struct, frozen=True, gc=False):
    """Everything that a line of a list may show of an article. `published` is in seconds since 1970."""

    address: str
    published: int
    category: str
    title: str

    @property
    def date(self) -> datetime:
        return dates.moment(self.published)

    @property
    def month(self) -> str:
        """`2020/06`"""
        return self.address[:7]


class CardFacts(Headline, frozen=True, gc=False):
    """Everything that an entry with lead and picture may show."""

    lead: str
    author: tuple[str, ...]
    tags: tuple[str, ...]
    thumbnail: Thumbnail | None


class TextFacts(Headline, frozen=True, gc=False):
    """Everything that the print view may show besides the fragment. `updated` is in seconds since 1970."""

    lead: str
    updated: int | None
    author: tuple[str, ...]
    thumbnail: Thumbnail | None
    charts: int
    fragment: bytes

    @property
    def changed(self) -> int:
        return self.updated or self.published


class PageFacts(TextFacts, frozen=True, gc=False):
    """Everything that the article's own page may show besides the fragment and the number of views."""

    tags: tuple[str, ...]


class FeedFacts(PageFacts, frozen=True, gc=False):
    """Everything that a feed may print besides the fragment."""

    alert: Alert | None


_HEADLINE, _CARD, _TEXT, _PAGE = (slice(index * digest.SIZE, (index + 1) * digest.SIZE) for index in range(4))
"""The position of each extent's digest in `Article.digests`."""


class Article(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An article as a build keeps it in memory, together with all others.

    `published`, `changed` and `alert_until` are in seconds since 1970. `packed` are the Facts, which are unpacked on
    demand. `digests` are the digests of Headline, CardFacts, TextFacts and PageFacts, joined. An article as a whole has
    no digest, so it can't be an input of a page.
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
    packed: bytes
    digests: bytes

    @property
    def facts(self) -> Facts:
        """The facts, unpacked at every access. Keep the result to read several of them."""
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
_EXTENTS: tuple[type[Headline], ...] = (Headline, CardFacts, TextFacts, PageFacts)


def _extent(extent: type[Extent], article: Article, facts: Facts) -> Extent:
    """An extent of an article. Its fields are found by their names."""
    article_fields = ("address", "published", "category")
    return extent(
        **{name: getattr(article if name in article_fields else facts, name) for name in extent.__struct_fields__}
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
        packed=msgspec.msgpack.encode(facts),
        digests=b"",
    )
    digests = b"".join([digest.of_values(_extent(extent, article, facts)) for extent in _EXTENTS])
    return msgspec.structs.replace(article, digests=digests)


_unpack = msgspec.msgpack.Decoder(Facts).decode
