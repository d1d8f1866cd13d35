"""The fragment: the text of an article as HTML, and everything that is shown with it."""

import msgspec

from ..pictures.chart import Chart
from ..pictures.media import AttachedFile, Picture


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
