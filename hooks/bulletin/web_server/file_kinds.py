"""The kinds of files of the site: what each is sent as, and how long it may be kept. Every server and every store that
has the site takes it from here, so that none of them disagrees with another.
"""

import re
from typing import NamedTuple

from ..stylebook import addresses, old_addresses

ASKED_AGAIN = "no-cache"
"""Kept, but asked for again each time, so that a correction shows at once."""
FOR_EVER = "public, max-age=31536000, immutable"
_A_MONTH = "public, max-age=2592000"
_A_MINUTE = "max-age=60"

UNKNOWN = "application/octet-stream"
"""The type of every ending that is not in TYPES, and of files without an ending."""

_TEXTS = {
    "text/html": tuple(sorted(old_addresses.PAGE_ENDINGS)),
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),  # RFC 9239
    "text/plain": ("txt", "map"),
    "text/csv": ("csv",),
    "text/markdown": ("md",),  # RFC 7763 asks for a charset
    "text/calendar": ("ics",),
    "application/xml": ("xml", "xsl", "opml"),  # only as XML do browsers show a feed with its style sheet
}
"""Types that are sent with a charset, and their endings."""
_OTHERS = {
    "application/json": ("json",),
    "application/jsonl": ("jsonl",),
    "application/manifest+json": ("webmanifest",),
    "application/cap+xml": ("cap",),
    "application/wasm": ("wasm",),
    "image/avif": ("avif",),
    "image/webp": ("webp",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/svg+xml": ("svg",),
    "image/x-icon": ("ico",),
    "font/woff2": ("woff2",),
    "audio/mpeg": ("mp3",),
    "audio/ogg": ("opus", "ogg"),
    "video/mp4": ("mp4",),
    "video/webm": ("webm",),
    "application/pdf": ("pdf",),
    "application/msword": ("doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.ms-powerpoint": ("ppt",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
    "application/rtf": ("rtf",),
    "application/zip": ("zip",),
    "application/vnd.rar": ("rar",),
    "application/x-7z-compressed": ("7z",),
}
TYPES = {**_TEXTS, **_OTHERS}
"""The endings of each type, in small letters."""
CHARSET_TYPES = tuple(_TEXTS)
"""The types that are sent with `charset=utf-8`."""
PICTURE_TAIL = r"-[0-9a-f]{8}(?:-[0-9x-]+|-goc)?\.(?:avif|webp|jpg|png)"
"""What follows the name of a picture in the addresses of its files (pictures/renditions.py)."""
_BY_ENDING = {ending: kind for kind, endings in TYPES.items() for ending in endings}


class Term(NamedTuple):
    """How long files may be kept. `paths` is a regular expression for their whole paths; nginx (PCRE), Caddy (RE2) and
    Python read it alike.
    """

    paths: str
    cache: str


TERMS = (
    Term(rf"{re.escape(addresses.ALERT_SCRIPT)}", _A_MINUTE),  # every page waits for it
    # Named by what is in them. Only the engine writes below a month; a picture of docs/ may end in a date.
    Term(rf"[0-9]{{4}}/[0-9]{{2}}/.+{PICTURE_TAIL}", FOR_EVER),
    Term(rf"{addresses.SEARCH}.+/(index|fragment)/[^/]+", FOR_EVER),
    Term(r".+\.woff2", _A_MONTH),
)
"""The terms of files by their paths alone. The first one that fits counts; all other files are ASKED_AGAIN."""
VERSIONED = r".+\.(css|js|mp3|opus)"
"""The paths of files that pages ask for with a digest of the file: `bulletin.css?v=0123abcd`."""
VERSION = r"[0-9a-f]{8,16}"
"""The digest. With it, an answer may be kept for ever by a server that sees the query."""


class FileKind(NamedTuple):
    """What goes out with a file: `Content-Type` and `Cache-Control`.

    `cache` is right for a store, which finds an object by its path without a query. `cache_of_version` is what a server
    may say instead when the address has the digest of the file; it is the same as `cache` for files without one.
    """

    content_type: str
    cache: str
    cache_of_version: str


def of(path: str) -> FileKind:
    """The kind of a file, by its path from the root of the site on, such as `2020/06/bai/index.html`."""
    name = path.rpartition("/")[2]
    content_type = _BY_ENDING.get(name.rpartition(".")[2].lower(), UNKNOWN) if "." in name else UNKNOWN
    if content_type in _TEXTS:
        content_type += "; charset=utf-8"
    fitting = term_of(path)
    if fitting is None and re.fullmatch(VERSIONED, path):
        return FileKind(content_type, ASKED_AGAIN, FOR_EVER)
    cache = fitting.cache if fitting else ASKED_AGAIN
    return FileKind(content_type, cache, cache)


def term_of(path: str) -> Term | None:
    """The term that a path falls under; None if there is none."""
    return next((term for term in TERMS if re.fullmatch(term.paths, path)), None)
