"""The site folder: the only code that writes into it, besides page_patch.py, which replaces a few bytes of a page.

Files are moved into place one rename after another, so no reader ever gets half a file. The order keeps every link of
the site good at every moment: first each new address gets a placeholder, so that new pages, which link to each other,
can come in any order; then comes what links to nothing (pictures, styles), then the new pages; then changed pages
replace old ones; files that nothing links to any longer go last. Only the placeholders still need room on the disk, and
nothing has been replaced by then.
"""

import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:[/\\]|$)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
_PAGE = ".html"


class OutsideSite(Exception):
    """Something is to be written or deleted that is not in the site folder; the text is its path."""


@dataclass(frozen=True)
class Rules:
    """What the press has to know of the files of a site, by their endings (`.html`).

    `placeholders` are the contents that hold the place of a new file that others link to, by ending: files with these
    endings lead to other files. `last` are endings of other files that must not appear before the rest, since a program
    finds the rest by them.
    """

    placeholders: Mapping[str, bytes] = field(default_factory=dict)
    last: frozenset[str] = frozenset()


class SiteFolder:
    """A site folder on the disk. Paths are relative to it and have forward slashes."""

    def __init__(self, folder: Path):
        self.folder = folder

    def target(self, path: str) -> str:
        """Where a path of the site lies. Raises OutsideSite: some paths come out of a cache."""
        if _LEADS_OUT.search(path):
            raise OutsideSite(path)
        return f"{self.folder}/{path}"

    def is_inside(self, folder: str) -> bool:
        """Whether a folder of the site is one, and does not lie behind a link that leads elsewhere."""
        return os.path.realpath(f"{self.folder}/{folder}") == os.path.join(
            os.path.realpath(self.folder), folder
        ).rstrip("/")

    def take_in(self, staged: Mapping[str, str], placeholders: Mapping[str, str], last: Collection[str]) -> None:
        """Moves files into place: by path, where each one lies now. `placeholders` are files by ending, `last` endings
        (see Rules).
        """
        self._make_room(staged)
        linking = {path for path in staged if ending(path) in placeholders}
        new = {path for path in linking if not os.path.lexists(self.target(path))}
        self._hold_places(new, placeholders)
        for path in sorted(staged.keys() - linking, key=lambda path: ending(path) in last):
            os.replace(staged[path], self.target(path))
        # New pages before those that lead to them, and what lists pages (feeds, sitemaps) at the end.
        for path in sorted(linking, key=lambda path: (path not in new, ending(path) != _PAGE, path)):
            os.replace(staged[path], self.target(path))

    def delete(self, path: str) -> int:
        """Deletes a file, or an empty folder, and the folders that it leaves empty. Returns the number of files
        deleted.
        """
        for step in reversed(PurePosixPath(path).parents[:-1]):
            if os.path.islink(self.target(str(step))):  # what lies behind it is not ours
                os.unlink(self.target(str(step)))
                return 0
        count, folder = 0, self.folder / path
        if not path.endswith("/"):
            folder = folder.parent
            try:
                os.unlink(self.target(path))
                count = 1
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
                if os.path.isfile(self.target(path)):
                    raise
                # else it made way for another file, or is gone already
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                break  # not empty, or not there
            folder = folder.parent
        return count

    def _make_room(self, paths: Iterable[str]) -> None:
        """Makes the folders. A file that stands where a folder must be makes way, and the other way round."""
        made = {""}
        for path in paths:
            folder = os.path.dirname(path)
            if folder not in made:
                for step in (
                    str(parent) for parent in reversed([PurePosixPath(folder), *PurePosixPath(folder).parents[:-1]])
                ):
                    if step not in made:
                        _make_folder(self.target(step))
                        made.add(step)
            target = self.target(path)
            if os.path.isdir(target) and not os.path.islink(target):
                shutil.rmtree(target)

    def _hold_places(self, paths: Collection[str], placeholders: Mapping[str, str]) -> None:
        """Puts a placeholder at each new address. When that fails (the disk is full), the placeholders are taken away
        again.
        """
        held = []
        try:
            for path in paths:
                _link(placeholders[ending(path)], self.target(path))
                held.append(path)
        except OSError:
            for path in held:
                os.unlink(self.target(path))
            raise


def ending(path: str) -> str:
    return os.path.splitext(path)[1]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links, or one that has counted too many of them to one file
        shutil.copyfile(source, f"{source}.copy")
        os.replace(f"{source}.copy", target)


def _make_folder(path: str) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        os.mkdir(path)
        return
    if not stat.S_ISDIR(mode):  # a file, or a link that may lead anywhere
        os.unlink(path)
        os.mkdir(path)
