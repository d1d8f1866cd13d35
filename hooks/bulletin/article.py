"""An article: what a post becomes. Its facts are kept in memory, its text (the Fragment) is fetched when a page is printed."""

from datetime import datetime

import msgspec

from . import archive, dates, digest
from .media import AttachedFile, Picture


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


class Thumbnail(msgspec.Struct, frozen=True, gc=False):
    """The picture of a card; `width` and `height` in pixels."""

    address: str
    width: int
    height: int
    alt: str


class MediaUse(msgspec.Struct, frozen=True, gc=False):
    """A file below `posts/` that is published with an article."""

    file: str
    address: str
    digest: bytes


class PostLink(msgspec.Struct, frozen=True, gc=False):
    """A link of the body to another post; `line` is where it stands in the file."""

    name: str
    url: str
    line: int


class Lines(msgspec.Struct, frozen=True, gc=False):
    """Where the front matter says what the catalogue may find fault with."""

    date: int
    draft: int
    slug: int
    aliases: tuple[int, ...]
    body: int


class Article(msgspec.Struct, frozen=True, gc=False):
    """What is known of an article. `published` and `updated` in seconds since 1970; `lead` is plain text.

    The digests say whether its pages have to be printed again: `headline` (a line in a list), `card` (an entry
    with lead and picture), `text` (the print view and feeds) and `digest` (its own page).
    """

    name: str
    address: str
    title: str
    lead: str
    published: int
    updated: int | None
    category: str
    author: tuple[str, ...]
    tags: tuple[str, ...]
    views: int | None
    pinned: bool
    draft: bool
    empty: bool
    aliases: tuple[str, ...]
    thumbnail: Thumbnail | None
    media: tuple[MediaUse, ...]
    links: tuple[PostLink, ...]
    lines: Lines
    headline: bytes = b""
    card: bytes = b""
    text: bytes = b""
    digest: bytes = b""

    @property
    def date(self) -> datetime:
        return dates.moment(self.published)

    @property
    def updated_date(self) -> datetime | None:
        return dates.moment(self.updated) if self.updated is not None else None

    @property
    def changed(self) -> int:
        """When a reader last saw something new on this page."""
        return self.updated or self.published

    @property
    def month(self) -> str:
        return archive.month(self.name)


def sealed(article: Article, fragment: bytes) -> Article:
    """The article with its digests; `fragment` is the digest of its text."""
    headline = digest.of_values(article.address, article.title, article.published, article.category)
    card = digest.of_values(headline, article.lead, article.author, article.tags, article.thumbnail)
    text = digest.of_values(headline, article.lead, article.updated, article.author, fragment)
    whole = digest.of_values(card, text, article.views)
    return msgspec.structs.replace(article, headline=headline, card=card, text=text, digest=whole)
