"""The survey of the site folder: what others have changed in it since the last build. A survey changes nothing."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from ..machine import stamps


class Survey(NamedTuple):
    """The changes in the site folder since the last build.

    `altered` are altered or missing files, `sections` the sections that they belong to, and `foreign` the files that no
    build wrote. A foreign path that ends with a slash is an empty folder.
    """

    altered: frozenset[str]
    sections: frozenset[str]
    foreign: tuple[str, ...]


NOTHING = Survey(frozenset(), frozenset(), ())


class SectionState(Protocol):
    """The paths of a section, and their stamps at the end of the last build. A path that ends with a slash is a
    folder.
    """

    @property
    def paths(self) -> Sequence[str]: ...

    @property
    def stamps(self) -> Sequence[int]: ...


def is_intact(folder: Path, known_sections: Mapping[str, SectionState]) -> bool:
    """Whether all these files and folders are as the last build left them. The sections must hold everything that lies
    in the top folder.
    """
    root = f"{folder}/"
    known_paths: set[str] = set()
    for section in known_sections.values():
        try:
            for path, stamp in zip(section.paths, section.stamps, strict=True):
                if stamps.of_output(os.lstat(root + path.rstrip("/"))) != stamp:
                    return False
        except OSError:
            return False
        known_paths.update(section.paths)
    names = (f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in _entries(root))
    return all(name in known_paths or name.startswith(".") for name in names)


def take(folder: Path, known_sections: Mapping[str, SectionState]) -> Survey:
    """Compares a site folder with the stamps of the last build, section by section.

    Only folders that have changed are listed. Names at the top that begin with a dot (`.git`, `.well-known`) belong to
    others, and are skipped.
    """
    root = f"{folder}/"
    altered, foreign, suspects, lost_folders = set(), [], [""], []
    for section in known_sections.values():
        for path, stamp in zip(section.paths, section.stamps, strict=True):
            is_folder = path[-1] == "/"
            try:
                status = os.lstat(root + (path[:-1] if is_folder else path))
                if stamps.of_output(status) == stamp:
                    continue
            except OSError:
                status = None
            altered.add(path)
            suspects.append(path if is_folder else f"{path}/")  # a file may have become a folder
            if is_folder and not (status and stat.S_ISDIR(status.st_mode)):
                lost_folders.append(path)
    paths: set[str] = set().union(*(section.paths for section in known_sections.values()))
    if lost_folders:  # a link may stand in the place of a folder, and no build wrote the files behind it
        altered.update(path for path in paths if path.startswith(tuple(lost_folders)))
    for path in suspects:
        for entry in _entries(root + path):
            entry_path = f"{path}{entry.name}"
            if path == "" and entry.name.startswith("."):
                continue
            if not entry.is_dir(follow_symlinks=False):
                if entry_path not in paths:
                    foreign.append(entry_path)
            elif f"{entry_path}/" not in paths:
                foreign += _everything(root, f"{entry_path}/")
    sections = {name for name, section in known_sections.items() if altered and not altered.isdisjoint(section.paths)}
    return Survey(frozenset(altered), frozenset(sections), tuple(sorted(foreign)))


def _everything(root: str, folder: str) -> list[str]:
    """All files in an unknown folder, and all its empty folders."""
    paths = []
    for entry in _entries(root + folder):
        entry_path = f"{folder}{entry.name}"
        paths += _everything(root, f"{entry_path}/") if entry.is_dir(follow_symlinks=False) else [entry_path]
    return paths or [folder]


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:  # it is gone, or a file by now
        return []


def folder_stamps(site: Path, paths: Iterable[str]) -> dict[str, int | None]:
    """The present stamps of all folders above these files, by path. None for a folder that is gone.

    A path that ends with a slash is itself a folder.
    """
    by_folder: dict[str, int | None] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/" not in by_folder:
            try:
                status = os.lstat(f"{site}/{folder}")
            except OSError:
                status = None
            by_folder[f"{folder}/"] = stamps.of_output(status) if status and stat.S_ISDIR(status.st_mode) else None
            folder = folder.rpartition("/")[0]
    return by_folder
