"""Packing: writes a backup as one file, for its owner alone, whole or not at all."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from isal import igzip

from ..settings.settings import Settings
from ..stylebook import words
from . import contents, repository, unpacking
from .contents import Contents
from .repository import BackupError, Repository
from .restoration import FOLDER, digest_of


@dataclass(frozen=True)
class Backup:
    """A backup that was written; `size` is in bytes."""

    contents: Contents
    size: int


def write(target: Path, current: Settings) -> Backup:
    """Writes a backup to a file that must not be there yet, and reads it back. Raises BackupError."""
    target = Path(os.path.abspath(target))
    found = repository.find(current.project)
    _check_place(target, found)
    try:
        with _work_beside(target) as work:
            gathered = contents.gather(work / FOLDER, found, current)
            archive = work / "archive"
            _pack(work / FOLDER, archive)
            _read_back(archive, work / FOLDER)
            _put(archive, target)
    except OSError as error:
        facts = {"folder": target.parent, "reason": words.reason(error)}
        raise BackupError(words.sentence("backup.not_written", **facts)) from None
    return Backup(gathered, target.stat().st_size)


def _check_place(target: Path, found: Repository) -> None:
    if target.is_dir():
        raise BackupError(words.sentence("backup.is_folder", folder=target))
    if os.path.lexists(target):
        raise BackupError(words.sentence("backup.taken", file=target))
    if not target.parent.is_dir():
        raise BackupError(words.sentence("backup.no_folder", folder=target.parent))
    if target.parent.resolve().is_relative_to(found.top.resolve()):
        raise BackupError(words.sentence("backup.inside", folder=found.top))


@contextmanager
def _work_beside(target: Path) -> Iterator[Path]:
    """A folder beside the target, for its owner alone. What a killed backup left in it goes first. Raises BackupError
    while another backup writes the same file.
    """
    work = target.parent / f".{target.name}.dang-ghi"
    work.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(work / "lock", timeout=0)
    try:
        with lock:
            for left in work.iterdir():
                if left.name != "lock":
                    shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
            yield work
    except Timeout:
        raise BackupError(words.sentence("backup.another", file=target)) from None
    finally:
        if not lock.is_locked and not _is_held(work):
            shutil.rmtree(work, ignore_errors=True)


def _is_held(work: Path) -> bool:
    """Whether another backup is at work there."""
    try:
        with FileLock(work / "lock", timeout=0):
            return False
    except (Timeout, OSError):
        return True


def _pack(folder: Path, archive: Path) -> None:
    """The same contents give the same bytes."""
    with open(os.open(archive, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        packed = igzip.IGzipFile("", "wb", 1, stream, mtime=0)  # type: ignore[no-untyped-call]
        with packed, tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for path in (folder, *sorted(folder.rglob("*"))):
                entry = tar.gettarinfo(path, path.relative_to(folder.parent).as_posix())
                entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = 0, 0, 0, "", ""
                entry.mode = 0o700 if entry.isdir() else 0o600
                if entry.isfile():
                    with path.open("rb") as content:
                        tar.addfile(entry, content)
                else:
                    tar.addfile(entry)
        stream.flush()
        os.fsync(stream.fileno())


def _read_back(archive: Path, folder: Path) -> None:
    """Raises BackupError unless the archive holds the folder, byte for byte."""
    written = {
        f"{FOLDER}/{path.relative_to(folder).as_posix()}": digest_of(path)
        for path in folder.rglob("*")
        if path.is_file()
    }
    if unpacking.digests(archive) != written:
        raise BackupError(words.sentence("backup.not_as_written"))


def _put(archive: Path, target: Path) -> None:
    """Gives the archive its name, which nobody has taken meanwhile. Raises BackupError if somebody has."""
    try:
        os.link(archive, target)
    except FileExistsError:
        raise BackupError(words.sentence("backup.taken", file=target)) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise BackupError(words.sentence("backup.taken", file=target)) from None
        archive.rename(target)
