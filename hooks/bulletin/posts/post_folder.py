"""The folder `posts/` on the disk: which files it holds, and when they changed."""

import os
import posixpath
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from ..machine import digest, workers
from ..problems import Problem
from ..stylebook import similar
from . import walk
from .walk import TOO_NEW, Walk

_SETTLING_TIME = 100_000_000
"""A file that changed less than this many nanoseconds ago is TOO_NEW. File systems tick in steps of up to ten
milliseconds.
"""

LARGEST_POST = 2 << 20
"""Bytes: some eight hundred printed pages."""


class TooLargeError(ValueError):
    """A post's file is too large to be read. `size` is in bytes."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


@dataclass(frozen=True)
class PostFolder:
    """The files below `posts/`, as one walk met them.

    `files` maps the path of each file below `posts/` to its stamp. Paths have forward slashes and are spelled as
    `walk.spelled` spells them. `listings` maps each month's folder to a digest of the names and stamps in it.
    `odd_paths` maps a path to that on the disk where the two differ: macOS hands out names in NFD and puts no-break
    spaces into them, and a post has to find its picture on every machine.

    A stamp changes whenever its file does, except TOO_NEW. A folder with a file that is too new has no listing.
    """

    folder: Path
    files: dict[str, int]
    listings: dict[str, bytes]
    problems: tuple[Problem, ...]
    odd_paths: dict[str, str] = field(default_factory=dict)

    def posts(self) -> Iterator[str]:
        """The paths of the posts, those of the oldest month first."""
        return (name for name in self.files if is_post(name))

    def path(self, name: str) -> str:
        """The path of a file on the disk, as the file system spells it."""
        return f"{self.folder}/{self.odd_paths.get(name, name)}"

    def media(self) -> "MediaFolder":
        """The files that are not posts. A MediaFolder leaves out stamps and listings, which take much memory."""
        return MediaFolder(self.folder, frozenset(name for name in self.files if not is_post(name)), self.odd_paths)

    def read(self, name: str) -> bytes:
        """The bytes of a post. Raises OSError or TooLargeError."""
        with open(self.path(name), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_POST:
                raise TooLargeError(size)
            return file.read()

    def digest(self, name: str) -> bytes:
        """The digest of a file, which may be larger than memory. Raises OSError."""
        with open(self.path(name), "rb") as file:
            return digest.of_file(file)

    def size(self, name: str) -> int:
        """The size of a file in bytes. Raises OSError."""
        return os.stat(self.path(name)).st_size

    def candidates(self, post: str, reference: str) -> tuple[str, str]:
        """The two paths that a relative path in a post may stand for: in the folder named like the post, and beside the
        post.
        """
        reference = walk.spelled(reference)
        # The post's own folder comes first, so that another post's file in the month's folder can't replace a picture.
        own, month = post.removesuffix(".md"), posixpath.dirname(post)
        return posixpath.normpath(posixpath.join(own, reference)), posixpath.normpath(posixpath.join(month, reference))

    def nearest(self, post: str, reference: str) -> str:
        """The file whose name is most like that of a missing one, as the post would refer to it; empty if no name is
        alike.

        A post is searched for in all months, a picture or attachment only where this post may keep it.
        """
        folder, own = posixpath.dirname(post), post.removesuffix(".md")
        if reference.lower().endswith(".md"):
            names = [name for name in self.posts() if name != post]
        else:
            names = [
                name
                for name in self.files
                if name.startswith(f"{own}/") or (posixpath.dirname(name) == folder and not name.endswith(".md"))
            ]
        file_names = [posixpath.basename(name).lower() for name in names]
        closest = similar.closest(posixpath.basename(reference).lower(), file_names)
        if closest is None:
            return ""
        match = names[file_names.index(closest)]
        return posixpath.relpath(match, own if match.startswith(f"{own}/") else folder)


@dataclass(frozen=True)
class MediaFolder:
    """The files below `posts/` that are not posts: pictures and attachments."""

    folder: Path
    names: frozenset[str]
    odd_paths: dict[str, str]

    def path(self, name: str) -> str:
        """The path of a file on the disk, as the file system spells it."""
        return f"{self.folder}/{self.odd_paths.get(name, name)}"


def is_post(name: str) -> bool:
    """Whether a path below `posts/` is that of a post: a `.md` file directly in the folder of a month."""
    return name.endswith(".md") and _is_of_month(name.rpartition("/")[0])


@lru_cache(maxsize=4096)
def _is_of_month(folder: str) -> bool:
    return walk.POST_FOLDER.fullmatch(folder) is not None


def month(name: str) -> str:
    """The month's folder of a post, or of a file beside a post: `2020/06`."""
    return name[:7]


def load(folder: Path, years: Collection[str] | None = None) -> PostFolder:
    """Walks all of `posts/`, or only the top folders named in `years`. A link out of `posts/` is a problem, and its
    target is not read.
    """
    traversal = Walk(folder, time.time_ns() - _SETTLING_TIME)
    for entry in traversal.entries(""):
        if years is None or entry.name in years:
            traversal.collect(entry, "", takes_posts=False)
    return PostFolder(
        folder, traversal.files, _listings(traversal.files), tuple(traversal.problems), traversal.odd_paths
    )


def begin(folder: Path) -> Callable[[], PostFolder]:
    """Begins to walk `posts/`, in two halves beside the caller's next steps, since no post can be read before. The
    returned function waits for both.
    """
    try:
        years = sorted(os.listdir(folder))
    except OSError:
        years = []  # `posts/` does not exist yet, or the walk reports why it can't be read
    middle = len(years) // 2
    finish_older, finish_newer = (
        workers.begin(partial(load, folder, half)) for half in (years[:middle], years[middle:])
    )

    def finish() -> PostFolder:
        older, newer = finish_older(), finish_newer()
        return PostFolder(
            folder,
            older.files | newer.files,
            older.listings | newer.listings,
            older.problems + newer.problems,
            older.odd_paths | newer.odd_paths,
        )

    return finish


def _listings(files: dict[str, int]) -> dict[str, bytes]:
    folders: dict[str, list[str | int]] = defaultdict(list)
    for name, stamp in files.items():
        folders[month(name)] += (name, stamp)
    return {
        folder: digest.of_values(names_and_stamps)
        for folder, names_and_stamps in folders.items()
        if TOO_NEW not in names_and_stamps
    }
