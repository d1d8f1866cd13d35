"""The folder `posts/` as it lies on the disk: which files there are, found by their NFC names."""

import os
import posixpath
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..machine import digest, workers
from ..problems import Problem
from ..stylebook import similar
from . import walk
from .walk import TOO_NEW, Walk

_SETTLING_TIME = 100_000_000
"""Nanoseconds. File systems tick in steps of up to ten milliseconds."""

LARGEST_POST = 2 << 20
"""Bytes; some eight hundred printed pages."""


class TooLargeError(ValueError):
    """A post's file that is not read; `size` in bytes."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


@dataclass(frozen=True)
class PostFolder:
    """`files` maps each path below `posts/`, as `letters.py` spells it and with forward slashes, to its stamp;
    `listings` each month's folder to a digest of all in it.

    A stamp changes whenever the file does (TOO_NEW aside); a folder with a file that is too new has no listing. macOS
    hands out names in NFD and puts no-break spaces into them; a post that names its picture has to find it on every
    machine, so `odd_paths` keeps the names that differ.
    """

    folder: Path
    files: dict[str, int]
    listings: dict[str, bytes]
    problems: tuple[Problem, ...]
    odd_paths: dict[str, str] = field(default_factory=dict)

    def posts(self) -> Iterator[str]:
        """The posts, oldest folder first."""
        return (name for name in self.files if is_post(name))

    def path(self, name: str) -> str:
        return f"{self.folder}/{self.odd_paths.get(name, name)}"

    def media(self) -> "MediaFolder":
        """The files that are not posts, without what else is known of them: it takes much room."""
        return MediaFolder(self.folder, frozenset(name for name in self.files if not is_post(name)), self.odd_paths)

    def read(self, name: str) -> bytes:
        """The bytes of a post. Raises OSError, or TooLargeError."""
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
        """Bytes. Raises OSError."""
        return os.stat(self.path(name)).st_size

    def candidates(self, post: str, reference: str) -> tuple[str, str]:
        """The paths of the file that a post means by a relative path: in the folder named like the post, else beside
        it.
        """
        reference = walk.spelled(reference)
        # Its own folder first: what another post puts into the month's folder must not replace a picture.
        own, month = post.removesuffix(".md"), posixpath.dirname(post)
        return posixpath.normpath(posixpath.join(own, reference)), posixpath.normpath(posixpath.join(month, reference))

    def nearest(self, post: str, reference: str) -> str:
        """A file with a name like the one that is missing, as this post would write it; empty when there is none.

        Posts are sought in all months, pictures and attachments only where this post may have them.
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
        last_steps = [posixpath.basename(name).lower() for name in names]
        closest = similar.closest(posixpath.basename(reference).lower(), last_steps)
        if closest is None:
            return ""
        match = names[last_steps.index(closest)]
        return posixpath.relpath(match, own if match.startswith(f"{own}/") else folder)


@dataclass(frozen=True)
class MediaFolder:
    """The files of `posts/` that are not posts: pictures and attachments."""

    folder: Path
    names: frozenset[str]
    odd_paths: dict[str, str]

    def path(self, name: str) -> str:
        return f"{self.folder}/{self.odd_paths.get(name, name)}"


def is_post(name: str) -> bool:
    return name.endswith(".md") and walk.POST_FOLDER.fullmatch(name.rpartition("/")[0]) is not None


def month(name: str) -> str:
    """The month's folder of a post, or of a file that lies beside one: `2020/06`."""
    return name[:7]


def load(folder: Path, years: Collection[str] | None = None) -> PostFolder:
    """Walks `posts/` once, or only some of its own folders. Links that lead out of it are problems, and nothing behind
    them is read.
    """
    walked = Walk(folder, time.time_ns() - _SETTLING_TIME)
    for entry in walked.entries(""):
        if years is None or entry.name in years:
            walked.take(entry, "", takes_posts=False)
    return PostFolder(folder, walked.files, _listings(walked.files), tuple(walked.problems), walked.odd_paths)


def begin(folder: Path) -> Callable[[], PostFolder]:
    """Begins to walk `posts/` beside what comes next, in two halves: all reading of posts waits for it."""
    try:
        years = sorted(os.listdir(folder))
    except OSError:
        years = []  # there is none yet, or the walk will say why it can't be read
    middle = len(years) // 2
    older, newer = (workers.begin(partial(load, folder, half)) for half in (years[:middle], years[middle:]))

    def finish() -> PostFolder:
        one, other = older(), newer()
        return PostFolder(
            folder,
            one.files | other.files,
            one.listings | other.listings,
            one.problems + other.problems,
            one.odd_paths | other.odd_paths,
        )

    return finish


def _listings(files: dict[str, int]) -> dict[str, bytes]:
    folders: dict[str, list[str | int]] = defaultdict(list)
    for name, stamp in files.items():
        folders[month(name)] += (name, stamp)
    return {folder: digest.of_values(listed) for folder, listed in folders.items() if TOO_NEW not in listed}
