"""What the head of a page says to browsers, search engines and feed readers."""

from dataclasses import dataclass
from typing import Any

from ..settings import Settings

_SHARE_SIZE = (1200, 630)
"""Of `assets/share.jpg`."""


@dataclass(frozen=True)
class SharedImage:
    """What a link to the page shows in a social network. `width` and `height` in pixels."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Head:
    """Values of the slots in the shell's head. `name` is the title without the site's name, URLs are full; `json_ld` are schema.org objects."""

    title: str
    name: str
    description: str
    canonical: str
    kind: str
    image: SharedImage
    feed_url: str | None
    feed_title: str | None
    published: str | None
    modified: str | None
    section: str | None
    authors: tuple[str, ...]
    json_ld: tuple[dict[str, Any], ...]


def head(
    settings: Settings,
    title: str,
    description: str,
    address: str,
    *,
    kind: str = "website",
    image: SharedImage | None = None,
    feed: tuple[str, str] | None = None,
    published: str | None = None,
    modified: str | None = None,
    section: str | None = None,
    authors: tuple[str, ...] = (),
    json_ld: tuple[dict[str, Any], ...] = (),
) -> Head:
    """A Head for the page at `address`. `feed` is the address and title of a feed besides the main one."""
    return Head(
        title=f"{title} – {settings.site_name}" if title else settings.site_name,
        name=title or settings.site_name,
        description=shorten(description),
        canonical=settings.full_url(address),
        kind=kind,
        image=image or SharedImage(settings.full_url("assets/share.jpg"), *_SHARE_SIZE, settings.site_name),
        feed_url=settings.url(feed[0]) if feed else None,
        feed_title=feed[1] if feed else None,
        published=published,
        modified=modified,
        section=section,
        authors=authors,
        json_ld=json_ld,
    )


def shorten(text: str, longest: int = 200) -> str:
    """At most `longest` characters, cut between words."""
    return text if len(text) <= longest else text[: longest - 1].rpartition(" ")[0] + "…"
