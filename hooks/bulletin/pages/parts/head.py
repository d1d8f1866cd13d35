"""The head of a page: its values for browsers, search engines and feed readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...settings.settings import Settings
from . import json_ld
from .shared_image import SharedImage

_SHARE_SIZE = (1200, 630)
"""Width and height of `assets/share.jpg`."""


@dataclass(frozen=True)
class Head:
    """Values of the slots in the shell's head. `name` is the title without the site's name, URLs are full; `json_ld`
    are schema.org objects.
    """

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
    trail: Sequence[tuple[str, str]] = (),
    further_json_ld: tuple[dict[str, Any], ...] = (),
) -> Head:
    """Makes the Head of the page at `address`.

    `feed` is the address and title of a feed besides the main one. `trail` are names and addresses of the pages on the
    way from the front page, which is left out, to this page, which comes last.
    """
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
        json_ld=(*further_json_ld, *([json_ld.breadcrumbs(settings, trail)] if trail else [])),
    )


def shorten(text: str, longest: int = 200) -> str:
    """Cuts a text between words to at most `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rpartition(" ")[0] + "…"
