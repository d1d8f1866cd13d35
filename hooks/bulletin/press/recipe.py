"""A recipe: one file of the site, and everything it is made of."""

from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from ..machine import digest
from .page_patch import Patch

_PLAIN = frozenset((str, int, bool, type(None), tuple))


class Recipe(msgspec.Struct, frozen=True, gc=False):
    """The base of all kinds of files. A kind is a subclass: its fields are the inputs, its `render` makes the bytes.

    `render` uses its fields and nothing else, so two recipes with the same key give the same bytes. An input is a plain
    value, or it has a `digest` of what `render` reads of it. When no inputs but those named in `PATCHABLE` have
    changed, a `patch` may do.
    """

    PATCHABLE: ClassVar[frozenset[str]] = frozenset()
    _kind: ClassVar[bytes]

    def __init_subclass__(cls) -> None:
        cls._kind = digest.of(cls.__name__.encode())

    @property
    def source(self) -> str:
        """The file that a person may rename when this output is in the way of another; empty when there is none."""
        return ""

    def render(self) -> bytes:
        raise NotImplementedError

    def patch(self, page: bytes) -> Patch | None:
        """The change that turns the bytes of the earlier `render` into those of this one; None when a patch can't do
        that.
        """
        return None

    @property
    def key(self) -> bytes:
        """The digests of the kind and of every input, joined, so that a changed input shows at its position."""
        values = msgspec.structs.astuple(self)
        return b"".join(
            [self._kind, *[_of_plain(value) if type(value) in _PLAIN else value.digest for value in values]]
        )


def _of_plain(value: Any) -> bytes:
    encoded = _encode(value)  # to Python `(1,)` and `(True,)` are equal; in MessagePack they are not
    return encoded.ljust(digest.SIZE, b"\0") if len(encoded) <= digest.SIZE else _of_encoded(encoded)


_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_of_encoded = lru_cache(maxsize=2048)(digest.of)


def changed_inputs(recipe: Recipe, old_key: bytes) -> list[str]:
    """The names of the inputs that have changed since `old_key` was made."""
    old, new = _parts(old_key), _parts(recipe.key)
    names = recipe.__struct_fields__
    if len(old) != len(new) or old[0] != new[0]:
        return list(names)
    return [name for name, before, now in zip(names, old[1:], new[1:], strict=True) if before != now]


def _parts(key: bytes) -> list[bytes]:
    return [key[at : at + digest.SIZE] for at in range(0, len(key), digest.SIZE)]
