"""Unpacking: reads an archive that may come from anywhere, and never writes but into the folder that it is given."""

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import restoration
from .restoration import FOLDER, RestoreError


def digests(archive: Path) -> dict[str, str]:
    """The digest of each file in an archive, by its path. Raises RestoreError."""
    with _open(archive) as tar:
        found = {}
        for entry, content in _files(tar):
            found[entry.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        return found


def unpack(archive: Path, folder: Path) -> Path:
    """Writes the files of an archive into a folder, and returns the one to restore from. Raises RestoreError."""
    with _open(archive) as tar:
        for entry, content in _files(tar):
            file = folder / entry.name
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except (FileExistsError, NotADirectoryError):
                raise RestoreError("unsafe_path", path=ascii(entry.name)) from None
            with open(descriptor, "wb") as stream:
                shutil.copyfileobj(content, stream)
    return folder / FOLDER


@contextmanager
def _open(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, zlib.error, ValueError, UnicodeError):
        raise RestoreError("broken_archive", file=archive) from None
    except OSError as error:
        if error.errno is None:  # gzip says so of what is no archive
            raise RestoreError("broken_archive", file=archive) from None
        raise


def _files(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """The files in an archive. Raises RestoreError for links, devices and paths that lead elsewhere."""
    for entry in tar:
        if entry.isdir():
            continue
        name = entry.name
        is_ours = name.startswith(f"{FOLDER}/") and restoration.is_safe(name)
        content = tar.extractfile(entry) if entry.isreg() and is_ours else None
        if content is None:
            raise RestoreError("unsafe_path", path=ascii(name))
        yield entry, content
