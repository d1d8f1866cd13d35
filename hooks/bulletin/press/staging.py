"""Staging: a build's new files on their way into the site folder.

A build lays its files into a staging folder first and moves them into place at its end. So a full disk or a fault stops
a build before the site is touched, and a build that is killed leaves nothing that the next one doesn't put right.
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
    """What came of one file: its number, its stamp, and whether it is new; if not, the site has the same bytes already.
    A page that is only to be patched was not staged, and has no stamp yet.
    """

    number: int
    stamp: int
    is_new: bool
    patch: Patch | None = None


class Staging:
    """To be used as a context: at its end the staging folder is gone.

    A site that isn't there yet is laid out whole, beside its place, and appears with one rename.
    """

    def __init__(self, site: Path, rules: Rules):
        self._site = SiteFolder(site)
        self._rules = rules
        site.parent.mkdir(parents=True, exist_ok=True)
        self._is_whole = (not site.exists() or (not os.listdir(site) and _is_on_one_disk(site))) and os.access(
            site.parent, os.W_OK
        )
        parent = site.parent if self._is_whole else site
        parent.mkdir(exist_ok=True)
        for left in [
            *site.glob(f"{_STAGING}*"),
            *site.parent.glob(f"{_STAGING}{site.name}@*"),
        ]:  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        self._folder = tempfile.mkdtemp(prefix=f"{_STAGING}{site.name}@", dir=parent)
        self._folders_made: set[str] = set()

    def __enter__(self) -> "Staging":
        self._mask = os.umask(0o022)  # the web server has to be able to read everything
        return self

    def __exit__(self, *_: object) -> None:
        os.umask(self._mask)
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, number: int, path: str, content: bytes) -> StagedFile:
        """Puts one file into the staging folder, unless the site has the same already. No other file has its `number`.

        May be called in a worker. Raises OutsideSite.
        """
        target = self._site.target(path)
        if self._is_whole:
            folder = os.path.dirname(path)
            if folder not in self._folders_made:
                os.makedirs(os.path.join(self._folder, folder), exist_ok=True)
                self._folders_made.add(folder)
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
        """The page that stands at a path of the site, if it may be patched."""
        return page_patch.page(self._site.target(path))

    def publish(self, new_files: Callable[[], Iterable[tuple[int, str]]], deleted: Iterable[str]) -> int:
        """Moves all new files into place and deletes others; returns the number of files deleted.

        `new_files` gives number and path of each one. Raises OutsideSite before anything is moved.
        """
        deleted = list(deleted)
        for path in deleted:
            self._site.target(path)
        if self._is_whole:
            self._send_to_disk([path for _, path in islice(new_files(), FEW + 1)])
            if self._appear():
                return 0
        names = {path: path if self._is_whole else str(number) for number, path in new_files()}
        if not self._is_whole:
            self._send_to_disk(names.values())
        staged = {path: os.path.join(self._folder, name) for path, name in names.items()}
        self._site.take_in(staged, self._placeholders(), self._rules.last)
        return sum([self._site.delete(path) for path in deleted])

    def _placeholders(self) -> dict[str, str]:
        """Files by ending, each with the placeholder for new files that have it."""
        for ending, content in self._rules.placeholders.items():
            self._write(f".placeholder{ending}", content)
        return {ending: os.path.join(self._folder, f".placeholder{ending}") for ending in self._rules.placeholders}

    def _write(self, name: str, content: bytes) -> int:
        handle = os.open(f"{self._folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
            return stamps.of_output(os.fstat(handle))
        finally:
            os.close(handle)

    def _appear(self) -> bool:
        """Puts the staging folder in the place of the empty site folder. False where that can't be done, since another
        disk is mounted there; the staging folder is inside then.
        """
        os.chmod(self._folder, 0o755)
        try:
            os.replace(self._folder, self._site.folder)
        except OSError:
            outside, self._folder = self._folder, tempfile.mkdtemp(prefix=_STAGING, dir=self._site.folder)
            shutil.copytree(outside, self._folder, dirs_exist_ok=True)
            shutil.rmtree(outside)
            return False
        return True

    def _send_to_disk(self, names: Collection[str]) -> None:
        """A rename must not reach the disk before the bytes do: after a loss of power the page would be empty."""
        if len(names) > FEW and hasattr(os, "sync"):
            os.sync()
            return
        for name in names:
            handle = os.open(os.path.join(self._folder, name), os.O_RDWR)
            os.fsync(handle)
            os.close(handle)


def _is_on_one_disk(folder: Path) -> bool:
    """Whether a folder can be replaced by one that is made beside it."""
    return (
        folder.lstat().st_dev == folder.parent.stat().st_dev and not folder.is_symlink() and not os.path.ismount(folder)
    )


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
