"""An article: what a post becomes. Its facts are kept in memory, its text (the Fragment) is fetched when a page is
made.

What pages print of an article comes in four extents, a struct for each: Headline, CardFacts, TextFacts and PageFacts.
The digest of an extent is that of its struct, so whatever a page can read is in the digest that decides whether the
page is made again.
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
    """The lead photo. A caption whose picture is still missing is shown without one."""

    picture: Picture | None
    alt: str
    caption: str | None
    credit: str | None


class Source(msgspec.Struct, frozen=True, gc=False):
    """Where a reprinted article comes from; `published` in seconds since 1970."""

    name: str
    url: str | None
    published: int | None


class Fragment(msgspec.Struct, frozen=True, gc=False):
    """The text of an article, set in HTML. `lead_html` and `body_html` are sanitised.

    Links to other posts are still open in them: `href="post:<name>#<anchor>"` (see links.py).
    """

    lead_html: str
    body_html: str
    words: int
    photo: Photo | None
    source: Source | None
    attachments: tuple[AttachedFile, ...]
    charts: tuple[Chart, ...] = ()
    """In the order of the tables in its body that have one."""
    spoken: tuple[tuple[str, str], ...] = ()
    """What is written in title, lead and body, and what a voice says for it (see speaker.py)."""
    digest: bytes = b""
    """Of all the rest: by it an article knows its own text."""


class Thumbnail(msgspec.Struct, frozen=True, gc=False):
    """The lead photo as lists show it: the address of its renditions without ending, and what `renditions.py` says of
    them.
    """

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
    """Of a picture, which is published as its renditions."""


class PostLink(msgspec.Struct, frozen=True, gc=False):
    """A link of the body to another post; `line` is where it stands in the file."""

    name: str
    url: str
    line: int
    anchor: str = ""
    """The id that it leads to, if it leads to a part of the post."""


class SiteLink(msgspec.Struct, frozen=True, gc=False):
    """A link of the body to an address of the site; `address` begins with the root's slash, `url` is what was
    written.
    """

    address: str
    url: str
    line: int


class Lines(msgspec.Struct, frozen=True, gc=False):
    """Where a post says what the catalogue may find fault with. `media` has line and key for each file that it uses, in
    their order.
    """

    date: int
    updated: int
    draft: int
    slug: int
    aliases: tuple[int, ...]
    media: tuple[tuple[int, str], ...]
    body: int


class Alert(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An emergency notice: of what, how grave from 1 to 5, where, and until when, in seconds since 1970."""

    hazard: str
    level: int
    area: str
    until: int


class Facts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything that is known of an article without its text. `updated` in seconds since 1970; `lead` is plain text,
    `fragment` the digest of the text.
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
    """The ids in its body."""
    charts: int
    """How many its body has."""
    lines: Lines
    fragment: bytes


class Headline(msgspec.Struct, frozen=True, gc=False):
    """What a line in a list may show of an article. `published` in seconds since 1970."""

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
    """What an entry with lead and picture may show."""

    lead: str
    author: tuple[str, ...]
    tags: tuple[str, ...]
    thumbnail: Thumbnail | None


class TextFacts(Headline, frozen=True, gc=False):
    """What the print view may show, besides the fragment. `updated` in seconds since 1970."""

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
    """What the article's own page may show, besides the fragment and the number of views."""

    tags: tuple[str, ...]


class FeedFacts(PageFacts, frozen=True, gc=False):
    """What a feed may print, besides the fragment."""

    alert: Alert | None


_HEADLINE, _CARD, _TEXT, _PAGE = (slice(at * digest.SIZE, (at + 1) * digest.SIZE) for at in range(4))
"""Their places among an article's digests."""


class Article(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An article as every build has it in memory, all of them at once; `published`, `changed` and `alert_until` in
    seconds since 1970.

    `packed` are its Facts, unpacked when they are asked for. `digests` are those of its Headline, CardFacts, TextFacts
    and PageFacts, one after the other. An article itself is no input of a page: it has no digest.
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
        """Unpacked anew each time: whoever needs several of them keeps the answer."""
        return _unpack(self.packed)

    @property
    def headline(self) -> Headline:
        return _headline(self)

    @property
    def card(self) -> CardFacts:
        return _shown(CardFacts, self, self.facts)

    @property
    def text(self) -> TextFacts:
        return _shown(TextFacts, self, self.facts)

    @property
    def page(self) -> PageFacts:
        return _shown(PageFacts, self, self.facts)

    @property
    def feed(self) -> FeedFacts:
        return _shown(FeedFacts, self, self.facts)

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


def _shown(extent: type[Extent], article: Article, facts: Facts) -> Extent:
    """One of the extents of an article, by the names of its fields."""
    own = ("address", "published", "category")
    return extent(**{name: getattr(article if name in own else facts, name) for name in extent.__struct_fields__})


@lru_cache(maxsize=256)
def _headline(article: Article) -> Headline:
    """Each article is named by the ten that follow it in its category, whose pages are made not long after."""
    return _shown(Headline, article, article.facts)


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
    """An article with its digests."""
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
    digests = b"".join([digest.of_values(_shown(extent, article, facts)) for extent in _EXTENTS])
    return msgspec.structs.replace(article, digests=digests)


_unpack = msgspec.msgpack.Decoder(Facts).decode
