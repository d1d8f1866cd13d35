"""The folder `posts/` as it lies on the disk: which files there are, found by their NFC names."""

import os
import posixpath
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from heapq import nlargest
from operator import attrgetter
from pathlib import Path

from . import digest, letters, strays, words, workers
from .problems import Problem, problem

UNSETTLED = 0
"""The stamp of a file so new that one more change might not show in its times; it is read again by the next build."""
_SETTLING_TIME = 100_000_000
"""Nanoseconds. File systems tick in steps of up to ten milliseconds."""

LARGEST_POST = 2 << 20
"""Bytes. The longest law is half as long."""

_LIKELY = 200
"""Names that are compared letter by letter."""
_STEPS_OF_A_POST = 2
"""Slashes in `2020/06/slug.md`."""
_POST_FOLDER = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])")


class TooLarge(ValueError):
    """A post's file that is not read; `size` in bytes."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


@dataclass(frozen=True)
class Archive:
    """`files` maps each path below `posts/`, as `letters.py` spells it and with forward slashes, to its stamp; `listings` each month's folder to a digest of all in it.

    A stamp changes whenever the file does (UNSETTLED aside); a folder with an unsettled file has no listing. macOS hands out names in NFD and puts no-break spaces into
    them; a post that names its picture has to find it on every machine, so `odd_paths` keeps the names that differ.
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

    def read(self, name: str) -> bytes:
        """The bytes of a post. Raises OSError, or TooLarge."""
        with open(self.path(name), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_POST:
                raise TooLarge(size)
            return file.read()

    def digest(self, name: str) -> bytes:
        """The digest of a file, which may be larger than memory. Raises OSError."""
        with open(self.path(name), "rb") as file:
            return digest.of_file(file)

    def size(self, name: str) -> int:
        """Bytes. Raises OSError."""
        return os.stat(self.path(name)).st_size

    def places(self, post: str, reference: str) -> tuple[str, str]:
        """Where the file may lie that a post means by a relative path: in the folder named like it, else beside it."""
        reference = _spelled(reference)
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
            names = [name for name in self.files if name.startswith(f"{own}/") or (posixpath.dirname(name) == folder and not name.endswith(".md"))]
        last_steps = [posixpath.basename(name).lower() for name in names]
        wanted = posixpath.basename(reference).lower()
        close = get_close_matches(wanted, _likely(wanted, set(last_steps)), n=1, cutoff=0.6)
        if not close:
            return ""
        found = names[last_steps.index(close[0])]
        return posixpath.relpath(found, own if found.startswith(f"{own}/") else folder)


def _likely(wanted: str, names: Iterable[str]) -> list[str]:
    """Those that share most words with the name one is looking for: to compare letter by letter with all of a large archive would take a minute."""
    words = set(wanted.split("-"))
    return nlargest(_LIKELY, names, key=lambda name: (len(words.intersection(name.split("-"))), name))


def _spelled(path: str) -> str:
    return path if path.isascii() else letters.spaced(letters.spelled(path))


def is_post(name: str) -> bool:
    return name.endswith(".md") and _POST_FOLDER.fullmatch(name.rpartition("/")[0]) is not None


def month(name: str) -> str:
    """The month's folder of a post, or of a file that lies beside one: `2020/06`."""
    return name[:7]


def load(folder: Path, years: Collection[str] | None = None) -> Archive:
    """Walks `posts/` once, or only some of its own folders. Links that lead out of it are problems, and nothing behind them is read."""
    walk = _Walk(folder)
    for entry in walk.entries(""):
        if years is None or entry.name in years:
            walk.take(entry, "", takes_posts=False)
    return Archive(folder, walk.files, _listings(walk.files), tuple(walk.problems), walk.odd_paths)


def begin(folder: Path) -> Callable[[], Archive]:
    """Begins to walk `posts/` beside what comes next, in two halves: all reading of posts waits for it."""
    try:
        years = sorted(os.listdir(folder))
    except OSError:
        years = []  # there is none yet, or the walk will say why it can't be read
    middle = len(years) // 2
    older, newer = (workers.begin(partial(load, folder, half)) for half in (years[:middle], years[middle:]))

    def finish() -> Archive:
        one, other = older(), newer()
        return Archive(folder, one.files | other.files, one.listings | other.listings, one.problems + other.problems, one.odd_paths | other.odd_paths)

    return finish


def _listings(files: dict[str, int]) -> dict[str, bytes]:
    folders: dict[str, list[str | int]] = defaultdict(list)
    for name, stamp in files.items():
        folders[month(name)] += (name, stamp)
    return {folder: digest.of_values(listed) for folder, listed in folders.items() if UNSETTLED not in listed}


class _Walk:
    """Tens of thousands of files are looked at in each build, so names stay strings and each file is asked once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.settled = time.time_ns() - _SETTLING_TIME
        self.real_root = os.path.realpath(folder) + os.sep
        self.files: dict[str, int] = {}
        self.odd_paths: dict[str, str] = {}
        self.problems: list[Problem] = []

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return sorted(os.scandir(f"{self.folder}/{folder}"), key=attrgetter("name"))
        except FileNotFoundError:
            return []  # no posts yet, or a folder deleted this moment
        except OSError as error:
            self._report("cannot-read-folder", _spelled(folder), reason=words.reason(error))
            return []

    def take(self, entry: os.DirEntry[str], folder: str, takes_posts: bool) -> None:
        """Takes in one file, or a folder with all that is in it. `folder` is where it lies, with a slash, as the machine spells it."""
        if entry.name[0] == ".":
            return
        path = folder + entry.name
        if not path.isascii() and not _is_unicode(entry.name):
            self._report("name-not-unicode", path)
            return
        relative = _spelled(path)
        try:
            if entry.is_symlink() and (refusal := self._refusal(entry)):
                self._report(refusal, relative)
            elif entry.is_file():
                self._file(entry, path, relative, takes_posts)
            elif entry.is_dir():
                if strays.is_markdown(entry.name):
                    self._report("folder-like-post", relative, right=posixpath.splitext(strays.right_name(entry.name))[0])
                inner = _POST_FOLDER.fullmatch(relative) is not None
                for inside in self.entries(path):
                    self.take(inside, f"{path}/", inner)
            else:
                self._report("not-a-file", relative)
        except FileNotFoundError:
            pass  # deleted this moment
        except OSError as error:
            self._report("cannot-read-file", relative, reason=words.reason(error))

    def _refusal(self, entry: os.DirEntry[str]) -> str:
        """Why a link is not followed; empty for a link to a picture or an attachment elsewhere in `posts/`."""
        target, code = os.path.realpath(entry.path), ""
        if not target.startswith(self.real_root):
            code = "symlink-out"
        elif not os.path.exists(target):
            code = "symlink-broken"
        elif os.path.isdir(target):
            code = "symlink-to-folder"
        elif any(strays.is_markdown(os.path.basename(name)) for name in (entry.name, target)):
            code = "symlink-to-post"  # under another name a draft would be published, or one article twice
        return code

    def _file(self, entry: os.DirEntry[str], path: str, relative: str, takes_posts: bool) -> None:
        if not (takes_posts and relative.endswith(".md")) and self._is_stray(entry, relative, takes_posts):
            return
        if relative in self.files:
            self._report("name-twice", relative)
        if path != relative:
            self.odd_paths[relative] = path
        status = entry.stat()
        stamp = hash((status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
        self.files[relative] = stamp if status.st_ctime_ns < self.settled else UNSETTLED

    def _is_stray(self, entry: os.DirEntry[str], relative: str, takes_posts: bool) -> bool:
        """Whether a file looks like a post and is none; then it is told."""
        name = posixpath.basename(relative)
        if not strays.may_be_one(name):
            return False
        if name.lower().partition(".")[0] == "readme":
            return name.lower() == "readme.md"
        looks_so = strays.is_markdown(name)
        if not looks_so and strays.is_copy(name):
            self._report("post-copy", relative, right=strays.right_name(name))
            return True
        in_own_folder = relative.count("/") > _STEPS_OF_A_POST
        if not looks_so and (in_own_folder or not strays.holds_post(name, entry.path)):
            return False
        if takes_posts or not relative.endswith(".md"):
            self._report("post-ending", relative, right=strays.right_name(name))
        else:
            self._report("misplaced-post", relative)
        return True

    def _report(self, code: str, relative: str, **facts: str) -> None:
        self.problems.append(problem(code, f"{self.folder.name}/{relative}".rstrip("/"), **facts))


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
