"""Files of a search index as Pagefind writes them: gzip, a signature, and CBOR (RFC 8949) of numbers, texts and lists.

`tests/real/test_doctor.py` reads those of the Pagefind that requirements.txt pins.
"""

import zlib
from typing import Any

_SIGNATURE = b"pagefind_dcd"
_MOST = 64 << 20
"""Bytes of a file unpacked."""
_INLINE = 24
"""Numbers below stand in the first byte; 24 to 27 say that they follow in 1, 2, 4 or 8 bytes."""


class NoIndexError(Exception):
    """Some bytes are no file of a search index."""


def content(packed: bytes) -> bytes:
    """What is in a file, without its signature. Raises NoIndexError."""
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(packed, _MOST)
    except zlib.error:
        raise NoIndexError from None
    if not unpacked.startswith(_SIGNATURE):
        raise NoIndexError
    return unpacked.removeprefix(_SIGNATURE)


def lists(packed: bytes) -> list[Any]:
    """The lists in a file of words. Raises NoIndexError."""
    try:
        value, _ = _value(content(packed), 0)
    except (IndexError, RecursionError, UnicodeDecodeError, OverflowError):
        raise NoIndexError from None
    if not isinstance(value, list):
        raise NoIndexError
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and the place behind it."""
    kind, number, at = data[at] >> 5, data[at] & 31, at + 1
    if number >= _INLINE:
        size = 1 << number - _INLINE
        if number > 27 or at + size > len(data):
            raise NoIndexError
        number, at = int.from_bytes(data[at : at + size]), at + size
    match kind:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 2 | 3:
            text = data[at : at + number]
            return (text.decode() if kind == 3 else text), at + number
        case 4:
            values = []
            for _ in range(number):
                value, at = _value(data, at)
                values.append(value)
            return values, at
    raise NoIndexError
