"""Files that are published unchanged, identified by the digest of their bytes."""

from typing import NamedTuple

from . import digest
from .cache import CacheError


class SourceFile(NamedTuple):
    """A file that is published unchanged."""

    path: str
    digest: bytes

    @classmethod
    def at(cls, path: str) -> "SourceFile":
        """The file at a path, which is read for its digest."""
        return cls(path, digest.of(_read(path)))

    def read(self) -> bytes:
        return _read(self.path)


class CachedFile(NamedTuple):
    """A part of a file that a build made and keeps in the cache folder, which may be deleted at any moment. `start` and
    `size` are in bytes.
    """

    path: str
    digest: bytes
    start: int
    size: int

    def read(self) -> bytes:
        """The bytes of the part. Raises CacheError when they are missing or have changed."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.start)
                content = file.read(self.size)
        except OSError as error:
            raise CacheError(str(error)) from error
        if digest.of(content) != self.digest:
            raise CacheError(self.path)
        return content


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
