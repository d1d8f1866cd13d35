"""Packing: gathers what cannot be made again, and writes it as one file.

Kept are the repository with all branches, the work that is not committed, the counted views, and the key of the cache.
Not kept are the site and `.cache/`, which any machine makes again. That holds for the ledger, too: its stamps are those
of one machine's files, and what it guards, git guards (`continuity.py`).
"""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from isal import igzip

from ..machine import seal
from ..settings.settings import Settings
from ..stylebook import words
from . import repository, restoration, unpacking
from .repository import BackupError, Repository
from .restoration import BUNDLE, FILES, FOLDER, FORMAT, KEY, MANIFEST, SENTENCES, digest_of, git, said

_SCRIPT, _GUIDE = "restore.py", "doc.txt"


@dataclass(frozen=True)
class Backup:
    """What was written. `files` is the count of those that are not committed; `lost` what could not be kept."""

    repository: Repository
    size: int
    files: int
    has_views: bool
    has_key: bool
    lost: tuple[str, ...]


def write(target: Path, current: Settings) -> Backup:
    """Writes a backup to a file that must not be there yet, and reads it back. Raises BackupError."""
    target = Path(os.path.abspath(target))
    found = repository.find(current.project)
    _check_place(target, found)
    try:
        with _work_beside(target) as work:
            backup = _gather(work / FOLDER, found, current)
            archive = work / "archive"
            _pack(work / FOLDER, archive)
            _read_back(archive, work / FOLDER)
            _put(archive, target)
    except OSError as error:
        folder = Path(error.filename or target).parent if error.filename else target.parent
        raise BackupError(words.sentence("backup.not_written", folder=folder, reason=words.reason(error))) from None
    return Backup(**{**vars(backup), "size": target.stat().st_size})


def sentences() -> dict[str, Any]:
    """What a restoration may have to say."""
    return {**words.terminal()["backup"]["restore"], "reasons": words.terminal()["reasons"]}


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


def _gather(folder: Path, found: Repository, current: Settings) -> Backup:
    folder.mkdir()
    _bundle(found, folder)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "name": current.site_name,
        "url": current.site_url,
        "commit": found.commit,
        "branch": found.branch,
        "settings": found.settings(),
        "bundle": digest_of(folder / BUNDLE),
        "files": {},
        "deleted": [],
        "key": None,
    }
    lost = list[str]()
    views = _views(current, found, lost)
    for name in sorted({*found.uncommitted(), *([views] if views else [])}):
        _keep(found.top, name, folder / FILES, manifest, lost)
    key = seal.key_file()
    if not seal.is_key_given() and key.is_file():
        shutil.copyfile(key, folder / KEY)
        manifest["key"] = digest_of(folder / KEY)
    _write(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    _write(folder / SENTENCES, json.dumps(sentences(), ensure_ascii=False, indent=1))
    _write(folder / _GUIDE, words.sentence("backup.guide", name=current.site_name, url=current.site_url))
    shutil.copyfile(str(restoration.__file__), folder / _SCRIPT)
    kept = len(manifest["files"]) + len(manifest["deleted"])
    return Backup(found, 0, kept, bool(views), bool(manifest["key"]), tuple(lost))


def _bundle(found: Repository, folder: Path) -> None:
    """All branches, and everything that they lead to. A clone shows that nothing in it is missing or broken."""
    trial = folder.parent / "thu"
    for step in (
        ("-c", "pack.threads=1", "bundle", "create", "--quiet", str(folder / BUNDLE), "--all", "HEAD"),
        ("clone", "--quiet", "--mirror", str(folder / BUNDLE), str(trial)),
    ):
        done = git(found.top, *step)
        if done.returncode:
            if b"No space left" in done.stderr or b"Disk quota" in done.stderr:
                raise OSError(28, said(done), str(folder))
            raise BackupError(words.sentence("backup.broken_repository", said=said(done)))
    shutil.rmtree(trial)


def _views(current: Settings, found: Repository, lost: list[str]) -> str | None:
    """The path of the file with the counted views, from the folder of the repository on."""
    if current.bulletin.view_counts is None:
        return None
    file = current.project / current.bulletin.view_counts.file
    if not file.exists():
        return None
    if file.resolve().is_relative_to(found.top.resolve()):
        return file.resolve().relative_to(found.top.resolve()).as_posix()
    lost.append(words.sentence("backup.views_elsewhere", file=file))
    return None


def _keep(top: Path, name: str, files: Path, manifest: dict[str, Any], lost: list[str]) -> None:
    """Copies a file that is not committed, as it is now."""
    source = top / name
    try:
        name.encode()
    except UnicodeEncodeError:
        lost.append(words.sentence("backup.odd_name", file=ascii(name)))
        return
    if not os.path.lexists(source):
        manifest["deleted"].append(name)
    elif source.is_symlink() or not source.is_file() or not restoration.is_safe(name):
        lost.append(words.sentence("backup.no_file", file=name))
    else:
        copy = files / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(source, os.R_OK):
            raise BackupError(words.sentence("backup.no_right", file=name))
        shutil.copyfile(source, copy)
        manifest["files"][name] = [digest_of(copy), "x" if os.access(source, os.X_OK) else ""]


def _write(file: Path, text: str) -> None:
    file.write_text(text + "\n", encoding="utf-8")


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
