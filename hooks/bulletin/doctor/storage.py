"""Storage: room on the disks, and who may write where."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..machine import seal
from ..settings.settings import Settings
from ..stylebook import numbers
from .finding import Finding, fault, ok, warning

_LEAST, _LITTLE = 100 << 20, 1 << 30
"""Bytes: too little for one build, and too little for a month of them."""
_LEAST_FILES, _LITTLE_FILES = 2_000, 50_000
"""A new release needs an entry for each of its folders, a clean one for each of its files."""
_MOST_NAMED = 3


def check(settings: Settings) -> Iterator[Finding]:
    folders = written_folders(settings)
    yield from _disks(folders)
    yield _writing(folders)
    yield _openness(settings, folders)
    yield _key()


def written_folders(settings: Settings) -> list[Path]:
    """The folders of this machine into which builds and publications write."""
    publish = settings.bulletin.publish
    released = [Path(publish.folder)] if publish and publish.folder and not publish.host else []
    return [settings.project / "site", settings.cache, *released]


def room(free: int, free_files: int | None) -> str:
    """`ok`, `little` or `full`, by the free bytes and files of a disk; None for a disk that counts no files."""
    if free < _LEAST or (free_files is not None and free_files < _LEAST_FILES):
        return "full"
    return "little" if free < _LITTLE or (free_files is not None and free_files < _LITTLE_FILES) else "ok"


def _disks(folders: Iterable[Path]) -> Iterator[Finding]:
    seen: set[int] = set()
    for folder in map(_existing, folders):
        if (device := folder.stat().st_dev) in seen:
            continue
        seen.add(device)
        disk = os.statvfs(folder)
        free, free_files = disk.f_bavail * disk.f_frsize, disk.f_favail if disk.f_files else None
        facts = {
            "folder": folder,
            "free": numbers.file_size(free),
            "files": "∞" if free_files is None else numbers.in_thousands(free_files),
        }
        state = {"full": fault, "little": warning, "ok": ok}[room(free, free_files)]
        yield state("disk", room(free, free_files), **facts)


def _writing(folders: Iterable[Path]) -> Finding:
    closed = [str(folder) for folder in map(_existing, folders) if not _may_write(folder)]
    return fault("rights", "closed", folders=", ".join(closed)) if closed else ok("rights")


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def _openness(settings: Settings, folders: Iterable[Path]) -> Finding:
    """Whether everybody on the machine may write what a build runs, reads or publishes."""
    project = settings.project
    programs = sorted((project / "hooks").rglob("*.py"))
    sources = [
        project,
        settings.docs,
        settings.posts,
        *(project / name for name in ("overrides", "hooks", "mkdocs.yml")),
    ]
    opened = [str(path) for path in (*sources, *folders, *programs) if _is_open(path)]
    if opened:
        names = ", ".join(opened[:_MOST_NAMED])
        return fault("openness", "open", count=len(opened), names=names, first=opened[0])
    return ok("openness")


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & stat.S_IWOTH)
    except OSError:
        return False


def _key() -> Finding:
    """Whether the key of the cache's seals is its owner's alone."""
    if seal.is_key_given():
        return ok("key", "given", variable=seal.VARIABLE)
    file = seal.key_file()
    try:
        mode = file.stat().st_mode
    except OSError:
        return ok("key", "none")
    return fault("key", "open", file=file) if mode & (stat.S_IRWXG | stat.S_IRWXO) else ok("key", file=file)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if os.path.isdir(path))
