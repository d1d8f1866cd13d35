"""The survey of the site folder: what in it is no longer as the last build left it. Only looks."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol


class Survey(NamedTuple):
    """What lies in a site folder other than it was left: files that are `altered` or missing, the `sections` that they are of, and `foreign` files.

    A foreign path with a slash at its end is an empty folder.
    """

    altered: frozenset[str]
    sections: frozenset[str]
    foreign: tuple[str, ...]


class Left(Protocol):
    """A section as it was left: paths, and the stamps of what stands there. Paths with a slash at their end are folders."""

    @property
    def paths(self) -> Sequence[str]: ...

    @property
    def stamps(self) -> Sequence[int]: ...


def take(folder: Path, left: Mapping[str, Left]) -> Survey:
    """Compares a site folder with what was left there, section by section.

    Only folders that changed are listed for what is new in them. Names at the top that begin with a dot (`.git`,
    `.well-known`) are not ours.
    """
    root = f"{folder}/"
    altered, foreign, suspicious, lost = set(), [], [""], []
    for section in left.values():
        for path, known in zip(section.paths, section.stamps, strict=True):
            is_folder = path[-1] == "/"
            try:
                status = os.lstat(root + (path[:-1] if is_folder else path))
                if stamp(status) == known:
                    continue
            except OSError:
                status = None
            altered.add(path)
            suspicious.append(path if is_folder else f"{path}/")  # a file may have become a folder
            if is_folder and not (status and stat.S_ISDIR(status.st_mode)):
                lost.append(path)
    paths: set[str] = set().union(*(section.paths for section in left.values()))
    if lost:  # a link instead of a folder: what is found behind it is not where it was left
        altered.update(path for path in paths if path.startswith(tuple(lost)))
    for path in suspicious:
        for entry in _entries(root + path):
            inside = f"{path}{entry.name}"
            if path == "" and entry.name.startswith("."):
                continue
            if not entry.is_dir(follow_symlinks=False):
                if inside not in paths:
                    foreign.append(inside)
            elif f"{inside}/" not in paths:
                foreign += _everything(root, f"{inside}/")
    sections = {name for name, section in left.items() if altered and not altered.isdisjoint(section.paths)}
    return Survey(frozenset(altered), frozenset(sections), tuple(sorted(foreign)))


def _everything(root: str, folder: str) -> list[str]:
    """All files in a folder that nobody knows, and all empty folders."""
    found = []
    entries = _entries(root + folder)
    for entry in entries:
        inside = f"{folder}{entry.name}"
        found += _everything(root, f"{inside}/") if entry.is_dir(follow_symlinks=False) else [inside]
    return found or [folder]


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:  # not there, or a file by now
        return []


def folder_stamps(site: Path, paths: Iterable[str]) -> dict[str, int | None]:
    """The stamps of some folders (with a slash at the end) and of those that hold some files, as they are now; None for a folder that is gone."""
    stamps: dict[str, int | None] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/" not in stamps:
            try:
                status = os.lstat(f"{site}/{folder}")
            except OSError:
                status = None
            stamps[f"{folder}/"] = stamp(status) if status and stat.S_ISDIR(status.st_mode) else None
            folder = folder.rpartition("/")[0]
    return stamps


def stamp(status: os.stat_result) -> int:
    """A number that changes whenever a file is written anew, or a folder gets or loses an entry."""
    sort = stat.S_IFMT(status.st_mode)
    if sort == stat.S_IFDIR:
        return hash((status.st_mtime_ns, status.st_ino))
    return hash((status.st_mtime_ns, status.st_size, status.st_ino, sort == stat.S_IFREG))
