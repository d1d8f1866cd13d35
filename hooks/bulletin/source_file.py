"""Files that are published as they lie on the disk, known by the digest of their bytes."""

from typing import NamedTuple

from . import digest
from .store import StoreError


class SourceFile(NamedTuple):
    """A file that is published as it is."""

    path: str
    digest: bytes

    @classmethod
    def at(cls, path: str) -> "SourceFile":
        return cls(path, digest.of(_bytes(path)))

    def read(self) -> bytes:
        return _bytes(self.path)


class RecordingLost(StoreError):
    """A recording in the cache is gone or damaged; others may be too."""


class Recording(NamedTuple):
    """An article read aloud. It lies in the cache, which may be deleted at any moment."""

    path: str
    digest: bytes
    seconds: int
    size: int

    @property
    def format(self) -> str:
        return self.path.rpartition(".")[2]

    def read(self) -> bytes:
        """Raises RecordingLost when the file is no longer what it was."""
        try:
            content = _bytes(self.path)
        except OSError as error:
            raise RecordingLost(str(error)) from error
        if digest.of(content) != self.digest:
            raise RecordingLost(self.path)
        return content


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
