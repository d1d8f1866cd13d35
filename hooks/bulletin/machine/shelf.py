"""A shelf: a folder of the cache that keeps files by name.

Each file is written whole or not at all, and bears a seal (see seal.py).
"""

import os
import tempfile
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from . import seal


class Shelf:
    """A folder of data files. Their names may contain folders.

    `kind` names what the shelf holds, so that a file is not valid on a shelf of another kind.
    """

    def __init__(self, folder: Path, kind: str):
        self.folder = folder
        self._kind = kind

    def get(self, name: str) -> bytes | None:
        """The bytes under a name. None when there is no such file, or when somebody else wrote or altered it."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        content = data[seal.SIZE :]
        return content if data[: seal.SIZE] == self._seal(name, content) else None

    def put(self, name: str, content: bytes) -> None:
        """Stores bytes under a name. Raises OSError."""
        write_whole(self.folder / name, self._seal(name, content) + content)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name. Its seal is not checked."""
        return (self.folder / name).is_file()

    def _seal(self, name: str, content: bytes) -> bytes:
        return seal.of(f"{self._kind} {name}", content)


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file so that nobody ever sees it half written. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
        os.replace(temporary, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def delete_others(folder: Path, kept: Container[str]) -> None:
    """Deletes all files of a folder except those named in `kept`."""
    for path in folder.iterdir():
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()
