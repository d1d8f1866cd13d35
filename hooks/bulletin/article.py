"""An article: what a post becomes. Its facts are kept in memory, its text (the Fragment) is fetched when a page is printed."""

from datetime import datetime

import msgspec

from . import archive, dates, digest
from .chart import Chart
from .media import AttachedFile, Picture
from .renditions import Shape


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
    """What is written in title, lead and body, and what a voice says for it (see spoken.py)."""
    seal: bytes = b""
    """The digest of all the rest: by it an article knows its own text."""


class Thumbnail(msgspec.Struct, frozen=True, gc=False):
    """The lead photo as lists show it: the address of its renditions without ending, and what `renditions.py` says of them."""

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
    """A link of the body to an address of the site; `address` begins with the root's slash, `url` is what was written."""

    address: str
    url: str
    line: int


class Lines(msgspec.Struct, frozen=True, gc=False):
    """Where a post says what the catalogue may find fault with. `media` has line and key for each file that it uses, in their order."""

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
    """What an article's front matter says, and its text in a card. `updated` in seconds since 1970; `lead` is plain text,
    `fragment` the seal of the text.
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


HEADLINE, CARD, TEXT, PAGE = (slice(at * digest.SIZE, (at + 1) * digest.SIZE) for at in range(4))
"""Their places among an article's digests."""


class Article(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An article as every build has it in memory, all of them at once; `published`, `changed` and `alert_until` in seconds since 1970.

    `packed` are its Facts, unpacked by whoever prints it, and `digests` the four that say whether its pages have to be
    printed again, one after the other: HEADLINE (a line in a list), CARD (an entry with lead and picture), TEXT (the
    print view, and what feeds print) and PAGE (its own page, but for the number of views).
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
    def digest(self) -> bytes:
        return self.digests[PAGE]

    @property
    def facts(self) -> Facts:
        return _unpack(self.packed)

    @property
    def date(self) -> datetime:
        return dates.moment(self.published)

    @property
    def month(self) -> str:
        return archive.month(self.name)


_unpack = msgspec.msgpack.Decoder(Facts).decode


def sealed(name: str, address: str, published: int, category: str, views: int | None, draft: bool, empty: bool, aliases: tuple[str, ...], facts: Facts) -> Article:
    """An article with its digests."""
    headline = digest.of_values(address, facts.title, published, category)
    card = digest.of_values(headline, facts.lead, facts.author, facts.tags, facts.thumbnail)
    text = digest.of_values(headline, facts.lead, facts.updated, facts.author, facts.thumbnail, facts.fragment)
    whole = digest.of_values(card, text)
    packed, digests = msgspec.msgpack.encode(facts), headline + card + text + whole
    alert_until = facts.alert.until if facts.alert else None
    return Article(name, address, published, facts.updated or published, category, views, draft, empty, aliases, alert_until, packed, digests)
