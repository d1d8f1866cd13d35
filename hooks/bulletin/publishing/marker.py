"""The marker of a store: an object that says whose bucket it is, and what has arrived there."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, Self

import msgspec

from ..machine import digest
from ..web_server import file_kinds

MARKER = ".ban-tin"
"""The name of the object. No page of the site has a name that begins with a dot."""


class Headers(NamedTuple):
    """What a store sends with an object."""

    content_type: str
    cache: str


HEADERS = Headers("application/json", "no-cache")
"""Those of the marker itself."""


class Marker(msgspec.Struct, frozen=True):
    """The site, the receipt of the last parcel that arrived, the digest of the table that objects got headers by,
    and these headers by kind of file.
    """

    site: str
    receipt: str = ""
    table: str = ""
    kinds: dict[str, Headers] = {}

    @classmethod
    def of(cls, content: bytes) -> Self | None:
        """Reads a marker. None if it is none."""
        try:
            return msgspec.json.decode(content, type=cls)
        except msgspec.MsgspecError:
            return None

    def content(self) -> bytes:
        return msgspec.json.encode(self)

    def sends_otherwise(self, path: str) -> bool:
        """Whether the store sends this object with other headers than it should."""
        return self.kinds.get(_kind(path)) != headers(path)

    def after(self, receipt: bytes, changed: Iterable[str]) -> Self:
        """The marker after a parcel has arrived."""
        kinds = self.kinds | {_kind(path): headers(path) for path in changed}
        return type(self)(self.site, receipt.hex(), table(), kinds)


def headers(path: str) -> Headers:
    """What an object at this path should be sent with."""
    kind = file_kinds.of(path)
    return Headers(kind.content_type, kind.cache)


@cache
def table() -> str:
    """The digest of the table of kinds."""
    return digest.of(repr((file_kinds.TYPES, file_kinds.CHARSET_TYPES, file_kinds.TERMS)).encode()).hex()


def _kind(path: str) -> str:
    """What the headers of a file depend on: the ending of its name, and the term that its path falls under."""
    name = path.rpartition("/")[2]
    fitting = file_kinds.term_of(path)
    return f"{name.rpartition('.')[2].lower() if '.' in name else ''} {fitting.paths if fitting else ''}"
