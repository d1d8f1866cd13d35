"""The site folder. Only this module writes into it, and site_patch.py for some digits of pages.

A build lays its new files into a staging folder first, and then moves them into place one rename after another:
so no reader ever gets half a page, a full disk or a fault stops a build before the site is touched, and a build
that is killed leaves nothing that the next one doesn't put right.

The order keeps every link of the site good at every moment: first each new address gets a placeholder, so that
new pages, which link to each other, can come in any order; then comes what links to nothing (pictures, styles),
then the new pages; then changed pages take the place of old ones; what nothing links to any longer goes last. Only
the placeholders still need room on the disk, and nothing has been replaced by then.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from . import site_patch, words
from .site_patch import FEW, Patch
from .site_survey import stamp

_STAGING = ".new-"
_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:[/\\]|$)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
_LINKING = (".html", ".xml", ".json")
"""Endings of files that lead to others."""
_FINDING = ".pf_meta"
"""That of a file by which the search finds others; whoever asks for it too early asks for files that are not there yet."""


class OutsideSite(Exception):
    """Something is to be written or deleted that is not in the site folder; the text is its path."""


class Proof(NamedTuple):
    """A file that was laid: its number, its stamp, and whether it is new; else the site has the same bytes already. A page that is
    only to be patched was not laid, and has no stamp yet.
    """

    number: int
    stamp: int
    is_new: bool
    patch: Patch | None = None


class Staging:
    """One build's new files, on their way into the site folder. To be used as a context: at its end the staging folder is gone.

    A site that isn't there yet is laid out whole, beside its place, and appears with one rename.
    """

    def __init__(self, site: Path):
        self._site = site
        site.parent.mkdir(parents=True, exist_ok=True)
        self._whole = (not site.exists() or (not os.listdir(site) and _on_one_disk(site))) and os.access(site.parent, os.W_OK)
        parent = site.parent if self._whole else site
        parent.mkdir(exist_ok=True)
        for left in [*site.glob(f"{_STAGING}*"), *site.parent.glob(f"{_STAGING}{site.name}@*")]:  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        self._folder = tempfile.mkdtemp(prefix=f"{_STAGING}{site.name}@", dir=parent)
        self._made: set[str] = set()

    def __enter__(self) -> "Staging":
        self._mask = os.umask(0o022)  # the web server has to be able to read everything
        return self

    def __exit__(self, *_: object) -> None:
        os.umask(self._mask)
        shutil.rmtree(self._folder, ignore_errors=True)

    def lay(self, number: int, path: str, content: bytes) -> Proof:
        """Puts one file into the staging folder, unless the site has the same already. No other file has its `number`. May be called in a worker. Raises OutsideSite."""
        _check(path)
        if self._whole:
            folder = os.path.dirname(path)
            if folder not in self._made:
                os.makedirs(os.path.join(self._folder, folder), exist_ok=True)
                self._made.add(folder)
            return Proof(number, self._write(path, content), True)
        target = self._target(path)
        try:
            status = os.lstat(target)
            if stat.S_ISREG(status.st_mode) and status.st_size == len(content) and _read(target) == content and self._is_inside(os.path.dirname(path)):
                return Proof(number, stamp(status), False)
        except OSError:
            pass
        return Proof(number, self._write(str(number), content), True)

    def present(self, path: str) -> bytes | None:
        """The page that stands at a path of the site, if it may be patched."""
        _check(path)
        return site_patch.page(self._target(path))

    def _is_inside(self, folder: str) -> bool:
        """Whether a folder of the site is one, and not behind a link that leads elsewhere."""
        return os.path.realpath(self._target(folder)) == os.path.join(os.path.realpath(self._site), folder).rstrip("/")

    def _write(self, name: str, content: bytes) -> int:
        handle = os.open(f"{self._folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
            return stamp(os.fstat(handle))
        finally:
            os.close(handle)

    def publish(self, laid: Callable[[], Iterable[tuple[int, str]]], gone: Iterable[str]) -> int:
        """Moves all staged files into place and deletes what is gone; gives the number of files deleted. `laid` gives the numbers and paths of the new ones.

        Raises OutsideSite before anything is moved.
        """
        gone = list(gone)
        for path in gone:
            _check(path)
        if self._whole:
            self._send_to_disk([path for _, path in islice(laid(), FEW + 1)])
            if self._appear():
                return 0
        staged = {path: path if self._whole else str(number) for number, path in laid()}
        if not self._whole:
            self._send_to_disk(staged.values())
        self._make_room(staged)
        linking = {path for path in staged if _ending(path) in _LINKING}
        new = {path for path in linking if not os.path.lexists(self._target(path))}
        self._hold_places(new)
        for path in sorted(staged.keys() - linking, key=lambda path: _ending(path) == _FINDING):
            self._place(path, staged[path])
        # New pages before those that lead to them, and what lists pages (feeds, sitemaps) last.
        for path in sorted(linking, key=lambda path: (path not in new, _ending(path) != ".html", path)):
            self._place(path, staged[path])
        return sum([self._delete(path) for path in gone])

    def _appear(self) -> bool:
        """Puts the staging folder in the place of the empty site folder. False where that can't be (another disk is mounted there); then it is inside."""
        os.chmod(self._folder, 0o755)
        try:
            os.replace(self._folder, self._site)
        except OSError:
            outside, self._folder = self._folder, tempfile.mkdtemp(prefix=_STAGING, dir=self._site)
            shutil.copytree(outside, self._folder, dirs_exist_ok=True)
            shutil.rmtree(outside)
            return False
        return True

    def _target(self, path: str) -> str:
        return f"{self._site}/{path}"

    def _send_to_disk(self, names: Collection[str]) -> None:
        """A rename must not reach the disk before the bytes do: after a loss of power the page would be empty."""
        if len(names) > FEW and hasattr(os, "sync"):
            os.sync()
            return
        for name in names:
            handle = os.open(os.path.join(self._folder, name), os.O_RDWR)
            os.fsync(handle)
            os.close(handle)

    def _make_room(self, paths: Iterable[str]) -> None:
        """Makes the folders; what stands there as a file where a folder must be, or the other way round, makes way."""
        made = {""}
        for path in paths:
            folder = os.path.dirname(path)
            if folder not in made:
                for step in (str(parent) for parent in reversed([PurePosixPath(folder), *PurePosixPath(folder).parents[:-1]])):
                    if step not in made:
                        _make_folder(self._target(step))
                        made.add(step)
            target = self._target(path)
            if os.path.isdir(target) and not os.path.islink(target):
                shutil.rmtree(target)

    def _hold_places(self, paths: Collection[str]) -> None:
        """A placeholder at each new address. When that fails (the disk is full) the placeholders are taken away again."""
        texts = {".html": words.site()["placeholder_page"], ".xml": words.site()["placeholder_feed"], ".json": "[]"}
        held = []
        try:
            for ending in {_ending(path) for path in paths}:
                self._write(f".placeholder{ending}", texts[ending].encode())
            for path in paths:
                self._hold(f".placeholder{_ending(path)}", self._target(path))
                held.append(path)
        except OSError:
            for path in held:
                os.unlink(self._target(path))
            raise

    def _hold(self, placeholder: str, target: str) -> None:
        source = os.path.join(self._folder, placeholder)
        try:
            os.link(source, target)
        except OSError:  # a file system without links, or one that has counted too many of them to one file
            shutil.copyfile(source, f"{source}.copy")
            os.replace(f"{source}.copy", target)

    def _place(self, path: str, name: str) -> None:
        os.replace(os.path.join(self._folder, name), self._target(path))

    def _delete(self, path: str) -> int:
        """Deletes a file, or an empty folder, and the folders left empty by it. Gives the number of files."""
        for step in reversed(PurePosixPath(path).parents[:-1]):
            if os.path.islink(self._target(str(step))):  # what lies behind it is not ours
                os.unlink(self._target(str(step)))
                return 0
        count, folder = 0, self._site / path
        if not path.endswith("/"):
            folder = folder.parent
            try:
                os.unlink(self._target(path))
                count = 1
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
                if os.path.isfile(self._target(path)):
                    raise
                # else it made way for another file, or is gone already
        while folder != self._site:
            try:
                folder.rmdir()
            except OSError:
                break  # not empty, or not there
            folder = folder.parent
        return count


def _on_one_disk(folder: Path) -> bool:
    """Whether a folder can be replaced by one that is made beside it."""
    return folder.lstat().st_dev == folder.parent.stat().st_dev and not folder.is_symlink() and not os.path.ismount(folder)


def _make_folder(path: str) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        os.mkdir(path)
        return
    if not stat.S_ISDIR(mode):  # a file, or a link that may lead anywhere
        os.unlink(path)
        os.mkdir(path)


def _check(path: str) -> None:
    """No path may lead out of the site folder, whoever named it: some come out of the store."""
    if _LEADS_OUT.search(path):
        raise OutsideSite(path)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1]


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
