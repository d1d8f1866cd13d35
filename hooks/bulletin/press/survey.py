"""The survey of the site folder: what has changed in it since the last build. It only looks."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from ..machine import stamps


class Survey(NamedTuple):
    """What has changed in the site folder since the last build: `altered` (or missing) files, the `sections` they
    belong to, and `foreign` files that no build wrote. A foreign path that ends with a slash is an empty folder.
    """

    altered: frozenset[str]
    sections: frozenset[str]
    foreign: tuple[str, ...]


class KnownSection(Protocol):
    """Paths of a section, and the stamps that they had at the end of the last build. A path that ends with a slash is a
    folder.
    """

    @property
    def paths(self) -> Sequence[str]: ...

    @property
    def stamps(self) -> Sequence[int]: ...


def take(folder: Path, known: Mapping[str, KnownSection]) -> Survey:
    """Compares a site folder with the stamps of the last build, section by section.

    Only folders that have changed are listed. Names at the top that begin with a dot (`.git`, `.well-known`) belong to
    others.
    """
    root = f"{folder}/"
    altered, foreign, suspicious, lost = set(), [], [""], []
    for section in known.values():
        for path, stamp in zip(section.paths, section.stamps, strict=True):
            is_folder = path[-1] == "/"
            try:
                status = os.lstat(root + (path[:-1] if is_folder else path))
                if stamps.of_output(status) == stamp:
                    continue
            except OSError:
                status = None
            altered.add(path)
            suspicious.append(path if is_folder else f"{path}/")  # a file may have become a folder
            if is_folder and not (status and stat.S_ISDIR(status.st_mode)):
                lost.append(path)
    paths: set[str] = set().union(*(section.paths for section in known.values()))
    if lost:  # a link in place of a folder: what lies behind it is not what was written
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
    sections = {name for name, section in known.items() if altered and not altered.isdisjoint(section.paths)}
    return Survey(frozenset(altered), frozenset(sections), tuple(sorted(foreign)))


def _everything(root: str, folder: str) -> list[str]:
    """All files in an unknown folder, and all its empty folders."""
    paths = []
    for entry in _entries(root + folder):
        inside = f"{folder}{entry.name}"
        paths += _everything(root, f"{inside}/") if entry.is_dir(follow_symlinks=False) else [inside]
    return paths or [folder]


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:  # not there, or a file by now
        return []


def folder_stamps(site: Path, paths: Iterable[str]) -> dict[str, int | None]:
    """The present stamps of folders: of those named by a slash at the end, and of those that hold files. None for a
    folder that is gone.
    """
    found: dict[str, int | None] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/" not in found:
            try:
                status = os.lstat(f"{site}/{folder}")
            except OSError:
                status = None
            found[f"{folder}/"] = stamps.of_output(status) if status and stat.S_ISDIR(status.st_mode) else None
            folder = folder.rpartition("/")[0]
    return found
