"""A recipe: one file of the site to be made, and everything it is made of."""

from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from . import digest
from .site_patch import Patch

_PLAIN = frozenset((str, int, bool, type(None), tuple))


class Recipe(msgspec.Struct, frozen=True, gc=False):
    """The base of all page kinds. A page kind is a subclass whose fields are its inputs and whose `render` makes the file.

    `render` uses its fields and nothing else, so two recipes with one key give the same bytes. An input is a plain
    value, or it has a `digest` that stands for what is read of it. When no inputs but those named in `PATCHABLE` have
    changed, a `patch` may do.
    """

    PATCHABLE: ClassVar[frozenset[str]] = frozenset()
    _mark: ClassVar[bytes]

    def __init_subclass__(cls) -> None:
        cls._mark = digest.of(cls.__name__.encode())

    @property
    def source(self) -> str:
        """What an editor may rename when the file is in the way of another; empty where that is nothing of theirs."""
        return ""

    def render(self) -> bytes:
        raise NotImplementedError

    def patch(self, page: bytes) -> Patch | None:
        """What makes the bytes that `render` gave before into those that it would give now; None when that can't be done."""
        return None

    @property
    def key(self) -> bytes:
        """The digests of the page kind and of all inputs, one after the other, so that a changed input can be told by its place."""
        values = msgspec.structs.astuple(self)
        return b"".join([self._mark, *[_of_plain(value) if type(value) in _PLAIN else value.digest for value in values]])


def _of_plain(value: Any) -> bytes:
    encoded = _encode(value)  # to Python `(1,)` and `(True,)` are equal; in MessagePack they are not
    return encoded.ljust(digest.SIZE, b"\0") if len(encoded) <= digest.SIZE else _of_encoded(encoded)


_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_of_encoded = lru_cache(maxsize=2048)(digest.of)


def changed_inputs(recipe: Recipe, old_key: bytes) -> list[str]:
    """The names of the inputs that are no longer what they were when `old_key` was made."""
    old, new = _parts(old_key), _parts(recipe.key)
    names = recipe.__struct_fields__
    if len(old) != len(new) or old[0] != new[0]:
        return list(names)
    return [name for name, before, now in zip(names, old[1:], new[1:], strict=True) if before != now]


def _parts(key: bytes) -> list[bytes]:
    return [key[at : at + digest.SIZE] for at in range(0, len(key), digest.SIZE)]
