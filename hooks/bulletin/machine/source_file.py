"""Files that are published as they lie on the disk, known by the digest of their bytes."""

from typing import NamedTuple

from . import digest
from .cache import CacheError


class SourceFile(NamedTuple):
    """A file that is published as it is."""

    path: str
    digest: bytes

    @classmethod
    def at(cls, path: str) -> "SourceFile":
        return cls(path, digest.of(_bytes(path)))

    def read(self) -> bytes:
        return _bytes(self.path)


class CachedFile(SourceFile):
    """A file that a build made and keeps in the cache folder, which may be deleted at any moment."""

    __slots__ = ()

    def read(self) -> bytes:
        """Raises CacheError when the file is no longer what it was."""
        try:
            content = super().read()
        except OSError as error:
            raise CacheError(str(error)) from error
        if digest.of(content) != self.digest:
            raise CacheError(self.path)
        return content


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
