"""A recipe: one file of the site, and everything it is made from."""

from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from ..machine import digest
from .page_patch import Patch

_PLAIN = frozenset((str, int, bool, type(None), tuple))


class Recipe(msgspec.Struct, frozen=True, gc=False):
    """The base class of all kinds of files. A subclass is a kind: its fields are the inputs of a file.

    `render` uses the fields and nothing else, so two recipes with the same key give the same bytes. An input is a plain
    value, or has a `digest` of everything that `render` reads from it. When only inputs named in `PATCHABLE` have
    changed, the file may be patched instead of rendered.
    """

    PATCHABLE: ClassVar[frozenset[str]] = frozenset()
    _kind: ClassVar[bytes]

    def __init_subclass__(cls) -> None:
        cls._kind = digest.of(cls.__name__.encode())

    @property
    def source(self) -> str:
        """The file to rename when this output clashes with another one; empty when no such file exists."""
        return ""

    def render(self) -> bytes:
        """The bytes of the file."""
        raise NotImplementedError

    def patch(self, page: bytes) -> Patch | None:
        """The patch that turns an earlier rendering, `page`, into this one. None when no patch can do that."""
        return None

    @property
    def key(self) -> bytes:
        """The digests of the kind and of all inputs, joined. A changed input shows at its position."""
        values = msgspec.structs.astuple(self)
        return b"".join(
            [self._kind, *[_digest_of_plain(value) if type(value) in _PLAIN else value.digest for value in values]]
        )


def _digest_of_plain(value: Any) -> bytes:
    """The digest of a plain value; a short value stands for itself."""
    packed = _pack(value)  # before the cache is asked: `(1,)` and `(True,)` are equal in Python, but not in MessagePack
    return packed.ljust(digest.SIZE, b"\0") if len(packed) <= digest.SIZE else _digest_of_packed(packed)


_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_digest_of_packed = lru_cache(maxsize=2048)(digest.of)


def changed_inputs(recipe: Recipe, old_key: bytes) -> list[str]:
    """The names of the inputs that differ from those of `old_key`; all names when the kind of file is another one."""
    old_parts, new_parts = _parts(old_key), _parts(recipe.key)
    names = recipe.__struct_fields__
    if len(old_parts) != len(new_parts) or old_parts[0] != new_parts[0]:
        return list(names)
    return [name for name, old, new in zip(names, old_parts[1:], new_parts[1:], strict=True) if old != new]


def _parts(key: bytes) -> list[bytes]:
    return [key[start : start + digest.SIZE] for start in range(0, len(key), digest.SIZE)]
