"""A shelf: a folder of the cache in which files are kept by name. Each file is written whole or not at all, and bears a
seal (see seal.py).
"""

import os
import tempfile
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from . import seal


class Shelf:
    """`kind` names what is kept here, so that a file is worth nothing on another shelf. Names may have folders
    in them.
    """

    def __init__(self, folder: Path, kind: str):
        self.folder = folder
        self._kind = kind

    def get(self, name: str) -> bytes | None:
        """The bytes under a name. None when there are none, or when somebody else put or altered them."""
        try:
            sealed = (self.folder / name).read_bytes()
        except OSError:
            return None
        content = sealed[seal.SIZE :]
        return content if sealed[: seal.SIZE] == self._seal(name, content) else None

    def put(self, name: str, content: bytes) -> None:
        """Keeps some bytes. Raises OSError."""
        write_whole(self.folder / name, self._seal(name, content) + content)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name, whoever put it there."""
        return (self.folder / name).is_file()

    def _seal(self, name: str, content: bytes) -> bytes:
        return seal.of(f"{self._kind} {name}", content)


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file that is never seen half written. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    try:
        with open(handle, "wb") as opened:
            opened.write(content)
        os.replace(temporary, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def forget_others(folder: Path, kept: Container[str]) -> None:
    """Deletes all files of a folder but those whose names are to be kept."""
    for path in folder.iterdir():
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()
