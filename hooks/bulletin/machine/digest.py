"""Digests: short fingerprints by which the bulletin knows whether something is still what it was."""

import hashlib
from io import BufferedReader
from typing import Any

import msgspec

SIZE = 8
"""Bytes. A digest is only ever compared with the one that stood at the same place before, so 64 bits are plenty."""


def of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SIZE).digest()


def of_file(file: BufferedReader) -> bytes:
    """The same of a file's content, a piece at a time."""
    return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=SIZE)).digest()


def of_values(*values: Any) -> bytes:
    """The digest of plain values and structs, by their MessagePack form; keys of mappings in order."""
    return of(msgspec.msgpack.encode(values, order="deterministic"))
