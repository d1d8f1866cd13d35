"""The facts of an article: everything about it but its text."""

import msgspec

from ..pictures.renditions import Shape
from .event import Event, LiveUpdate
from .life import Life, Removal


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
    draft: int
    slug: int
    aliases: tuple[int, ...]
    media: tuple[tuple[int, str], ...]
    body: int
    moments: tuple[tuple[int, str, int], ...]
    """The times of everything that happened after the publication, in seconds since 1970, with their keys and lines."""
    id: int
    review: int
    replaced_by: tuple[str, int]
    """The key and the line of a successor."""
    translation_of: int
    removed_files: tuple[int, ...]


class Alert(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An emergency notice: its hazard, its gravity from 1 to 5, its area, and its end in seconds since 1970."""

    hazard: str
    level: int
    area: str
    until: int


class Facts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything that is known of an article besides its text.

    `updated` is the time of the last change that readers should know, in seconds since 1970; `lead` is plain text, and
    `fragment` is the digest of the text.
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
    id: str | None
    """What feeds know the article by."""
    life: Life
    removed: Removal | None
    lang: str
    translation_of: str
    """The name of the post that this one translates; empty if there is none."""
    series: str | None
    """The slug of the series that the article is a part of."""
    event: Event | None
    updates: tuple[LiveUpdate, ...]
    """The updates of a live event, newest first."""
    review: int | None
    """The beginning of the day on which somebody must look at the article again, in seconds since 1970."""

    @property
    def replaced_by(self) -> str:
        """The name of the post that takes the article's place; empty if there is none."""
        ending = self.removed or self.life.withdrawn
        return ending.replaced_by if ending else ""
