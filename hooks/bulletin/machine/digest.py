"""Digests: short fingerprints that show whether something has changed."""

import hashlib
from io import BufferedReader
from typing import Any

import msgspec

SIZE = 8
"""Bytes of a digest. A digest is only compared with an earlier one of the same thing, so 64 bits are plenty."""


def of(content: bytes) -> bytes:
    """The digest of some bytes (BLAKE2b)."""
    return hashlib.blake2b(content, digest_size=SIZE).digest()


def of_file(file: BufferedReader) -> bytes:
    """The digest of a file's content, read piece by piece. It equals `of` the whole content."""
    return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=SIZE)).digest()


def of_values(*values: Any) -> bytes:
    """The digest of plain values and structs in MessagePack, with the keys of mappings sorted."""
    return of(msgspec.msgpack.encode(values, order="deterministic"))
