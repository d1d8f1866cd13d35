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


class CachedFile(SourceFile):
    """A file that a build made and keeps in the cache folder, which may be deleted at any moment."""

    __slots__ = ()

    def read(self) -> bytes:
        """The bytes of the file. Raises CacheError when it is missing or has changed."""
        try:
            content = super().read()
        except OSError as error:
            raise CacheError(str(error)) from error
        if digest.of(content) != self.digest:
            raise CacheError(self.path)
        return content


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
