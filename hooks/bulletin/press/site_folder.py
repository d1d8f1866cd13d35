"""The site folder: the only code that writes into it, besides page_patch.py, which replaces a few bytes of a page.

Files are moved into place one rename after another, so no reader ever gets half a file. The order of the moves keeps
every link of the site good at every moment:

1. Each new address gets a placeholder, so that new pages, which link to each other, can come in any order.
2. Files without links (pictures, styles) come in.
3. New pages come in.
4. Changed pages replace old ones.
5. Files that nothing links to any longer are deleted.

Only the placeholders still need room on the disk, and nothing has been replaced by then.
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
    """A path to be written or deleted lies outside the site folder. The message is the path."""


@dataclass(frozen=True)
class Rules:
    """What the press must know about the files of a site, by their endings (`.html`).

    `placeholders` has the endings of files that contain links. Its values are the contents that stand at a new address
    until the file itself comes in. `last` are the endings of other files that must not come in before the rest, since a
    program finds the rest through them.
    """

    placeholders: Mapping[str, bytes] = field(default_factory=dict)
    last: frozenset[str] = frozenset()


class SiteFolder:
    """A site folder on the disk. Paths are relative to it and have forward slashes."""

    def __init__(self, folder: Path):
        self.folder = folder

    def target(self, path: str) -> str:
        """The place on the disk of a path of the site. Raises OutsideSite, since some paths come out of a cache."""
        if _LEADS_OUT.search(path):
            raise OutsideSite(path)
        return f"{self.folder}/{path}"

    def is_inside(self, folder: str) -> bool:
        """Whether a folder really lies inside the site, and not behind a link that leads elsewhere."""
        return os.path.realpath(f"{self.folder}/{folder}") == os.path.join(
            os.path.realpath(self.folder), folder
        ).rstrip("/")

    def take_in(self, sources: Mapping[str, str], placeholders: Mapping[str, str], last: Collection[str]) -> None:
        """Moves files into place.

        `sources` maps each path of the site to the file's present place. `placeholders` maps endings to placeholder
        files, and `last` are endings (see Rules).
        """
        self._make_room(sources)
        linking_paths = {path for path in sources if ending(path) in placeholders}
        new_paths = {path for path in linking_paths if not os.path.lexists(self.target(path))}
        self._hold_places(new_paths, placeholders)
        for path in sorted(sources.keys() - linking_paths, key=lambda path: ending(path) in last):
            os.replace(sources[path], self.target(path))
        # New files before the changed ones that link to them, and pages before lists of pages (feeds, sitemaps).
        for path in sorted(linking_paths, key=lambda path: (path not in new_paths, ending(path) != _PAGE, path)):
            os.replace(sources[path], self.target(path))

    def delete(self, path: str) -> int:
        """Deletes a file or an empty folder, and the folders above that become empty. Returns the number of files
        deleted.
        """
        for step in reversed(PurePosixPath(path).parents[:-1]):
            if os.path.islink(self.target(str(step))):  # files behind a link are not ours
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
                # otherwise the file made way for another one, or is already gone
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                break  # not empty, or not there
            folder = folder.parent
        return count

    def _make_room(self, paths: Iterable[str]) -> None:
        """Creates the folders of these paths. A file that stands in the place of a folder makes way, and vice versa."""
        folders = {""}
        for path in paths:
            folder = os.path.dirname(path)
            if folder not in folders:
                for step in (
                    str(parent) for parent in reversed([PurePosixPath(folder), *PurePosixPath(folder).parents[:-1]])
                ):
                    if step not in folders:
                        _make_folder(self.target(step))
                        folders.add(step)
            target = self.target(path)
            if os.path.isdir(target) and not os.path.islink(target):
                shutil.rmtree(target)

    def _hold_places(self, paths: Collection[str], placeholders: Mapping[str, str]) -> None:
        """Puts a placeholder at each new address. When that fails (the disk is full), removes them all again."""
        finished_paths = []
        try:
            for path in paths:
                _link(placeholders[ending(path)], self.target(path))
                finished_paths.append(path)
        except OSError:
            for path in finished_paths:
                os.unlink(self.target(path))
            raise


def ending(path: str) -> str:
    """The ending of a path with its dot, such as `.html`."""
    return os.path.splitext(path)[1]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the file system has no hard links, or allows no more of them to one file
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
