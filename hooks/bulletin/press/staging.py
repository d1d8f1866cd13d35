"""Staging: a build's new files on their way into the site folder.

A build first writes its files into a staging folder, and moves them into place at its end. So a full disk or a bug
stops a build before it touches the site. A build that is killed leaves nothing that the next one doesn't put right.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..machine import stamps
from . import page_patch
from .page_patch import FEW, Patch
from .site_folder import Rules, SiteFolder

_STAGING = ".new-"


class StagedFile(NamedTuple):
    """The result of one file: its number, its stamp, and whether it is new. Otherwise the site already has its bytes.

    A page that is only patched is not staged, and has no stamp yet.
    """

    number: int
    stamp: int
    is_new: bool
    patch: Patch | None = None


class Staging:
    """The staging folder of a build. It is a context manager, and deletes the folder at its end.

    A site that doesn't exist yet or is empty is laid out whole beside its place, and appears with one rename.
    """

    def __init__(self, site: Path, rules: Rules):
        self._site = SiteFolder(site)
        self._rules = rules
        site.parent.mkdir(parents=True, exist_ok=True)
        self._is_new_site = (not site.exists() or (not os.listdir(site) and _is_on_one_disk(site))) and os.access(
            site.parent, os.W_OK
        )
        parent = site.parent if self._is_new_site else site
        parent.mkdir(exist_ok=True)
        # A build that was killed leaves its staging folder behind.
        for leftover in [*site.glob(f"{_STAGING}*"), *site.parent.glob(f"{_STAGING}{site.name}@*")]:
            shutil.rmtree(leftover, ignore_errors=True)
        self._folder = tempfile.mkdtemp(prefix=f"{_STAGING}{site.name}@", dir=parent)
        self._staged_folders: set[str] = set()

    def __enter__(self) -> "Staging":
        self._mask = os.umask(0o022)  # the web server must be able to read all files
        return self

    def __exit__(self, *_: object) -> None:
        os.umask(self._mask)
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, number: int, path: str, content: bytes) -> StagedFile:
        """Puts one file into the staging folder, unless the site already has its bytes.

        `number` must be unique among the files of a build. May be called in a worker. Raises OutsideSite.
        """
        target = self._site.target(path)
        if self._is_new_site:
            folder = os.path.dirname(path)
            if folder not in self._staged_folders:
                os.makedirs(os.path.join(self._folder, folder), exist_ok=True)
                self._staged_folders.add(folder)
            return StagedFile(number, self._write(path, content), True)
        try:
            status = os.lstat(target)
            is_same = stat.S_ISREG(status.st_mode) and status.st_size == len(content) and _read(target) == content
            if is_same and self._site.is_inside(os.path.dirname(path)):
                return StagedFile(number, stamps.of_output(status), False)
        except OSError:
            pass
        return StagedFile(number, self._write(str(number), content), True)

    def current(self, path: str) -> bytes | None:
        """The bytes of the page at a path of the site; None when it may not be patched."""
        return page_patch.page(self._site.target(path))

    def publish(self, new_files: Callable[[], Iterable[tuple[int, str]]], deleted: Iterable[str]) -> int:
        """Moves all new files into place and deletes others. Returns the number of files deleted.

        `new_files` returns the number and path of each new file, and may be called twice. Raises OutsideSite before
        anything is moved.
        """
        deleted = list(deleted)
        for path in deleted:
            self._site.target(path)
        if self._is_new_site:
            self._send_to_disk([path for _, path in islice(new_files(), FEW + 1)])
            if self._appear():
                return 0
        names = {path: path if self._is_new_site else str(number) for number, path in new_files()}
        if not self._is_new_site:
            self._send_to_disk(names.values())
        sources = {path: os.path.join(self._folder, name) for path, name in names.items()}
        self._site.take_in(sources, self._placeholders(), self._rules.last)
        return sum([self._site.delete(path) for path in deleted])

    def _placeholders(self) -> dict[str, str]:
        """Writes the placeholders into the staging folder, and returns their files by ending."""
        for ending, content in self._rules.placeholders.items():
            self._write(f".placeholder{ending}", content)
        return {ending: os.path.join(self._folder, f".placeholder{ending}") for ending in self._rules.placeholders}

    def _write(self, name: str, content: bytes) -> int:
        handle = os.open(f"{self._folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            remainder = memoryview(content)
            while remainder:
                remainder = remainder[os.write(handle, remainder) :]
            return stamps.of_output(os.fstat(handle))
        finally:
            os.close(handle)

    def _appear(self) -> bool:
        """Puts the staging folder in the place of the empty site folder.

        Returns False where that is impossible, since another disk is mounted there. The staging folder then lies inside
        the site folder.
        """
        os.chmod(self._folder, 0o755)
        try:
            os.replace(self._folder, self._site.folder)
        except OSError:
            outer_folder, self._folder = self._folder, tempfile.mkdtemp(prefix=_STAGING, dir=self._site.folder)
            shutil.copytree(outer_folder, self._folder, dirs_exist_ok=True)
            shutil.rmtree(outer_folder)
            return False
        return True

    def _send_to_disk(self, names: Collection[str]) -> None:
        """Flushes files to the disk before they are moved.

        A rename must not reach the disk before the bytes do: after a loss of power the page would be empty.
        """
        if len(names) > FEW and hasattr(os, "sync"):
            os.sync()
            return
        for name in names:
            handle = os.open(os.path.join(self._folder, name), os.O_RDWR)
            os.fsync(handle)
            os.close(handle)


def _is_on_one_disk(folder: Path) -> bool:
    """Whether a folder can be replaced by another one that is created beside it."""
    return (
        folder.lstat().st_dev == folder.parent.stat().st_dev and not folder.is_symlink() and not os.path.ismount(folder)
    )


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
