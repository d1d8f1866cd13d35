"""The walk through `posts/`: collects the files that the bulletin may read, and reports why it leaves others out."""

import os
import posixpath
import re
from operator import attrgetter
from pathlib import Path

from ..machine import stamps
from ..problems import Problem, problem
from ..stylebook import letters, words
from . import strays

TOO_NEW = 0
"""The stamp of a file so new that a further change might not show in its times. The next build reads the file again."""
POST_FOLDER = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])")
_SLASHES_OF_A_POST = 2
"""Slashes in `2020/06/slug.md`."""


def spelled(path: str) -> str:
    """A path as the bulletin spells it, however the machine or a post does: in NFC, with plain spaces."""
    return path if path.isascii() else letters.spaced(letters.spelled(path))


class Walk:
    """Collects files and folders. A file that changed after `safe_until` (nanoseconds since 1970) gets the stamp
    TOO_NEW, since one more change could leave no trace.

    Each build looks at tens of thousands of files. So names stay strings, and each file's state is asked for only once.
    """

    def __init__(self, folder: Path, safe_until: int):
        self.folder = folder
        self.safe_until = safe_until
        self.real_root = os.path.realpath(folder) + os.sep
        self.files: dict[str, int] = {}
        self.odd_paths: dict[str, str] = {}
        self.problems: list[Problem] = []

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """The entries of a folder, sorted by name. Reports a folder that can't be read; a missing one is empty."""
        try:
            return sorted(os.scandir(f"{self.folder}/{folder}"), key=attrgetter("name"))
        except FileNotFoundError:
            return []  # no posts yet, or the folder was deleted this moment
        except OSError as error:
            self._report("cannot-read-folder", spelled(folder), reason=words.reason(error))
            return []

    def collect(self, entry: os.DirEntry[str], folder: str, takes_posts: bool) -> None:
        """Collects one file, or a folder with everything in it. `folder` is the path of the parent, with a slash at the
        end, as the machine spells it. `takes_posts` says whether the parent is a month's folder.
        """
        if entry.name[0] == ".":
            return
        path = folder + entry.name
        if not path.isascii() and not _is_unicode(entry.name):
            self._report("name-not-unicode", path)
            return
        relative = spelled(path)
        try:
            if entry.is_symlink() and (refusal := self._refusal(entry)):
                self._report(refusal, relative)
            elif entry.is_file():
                self._file(entry, path, relative, takes_posts)
            elif entry.is_dir():
                if strays.is_markdown(entry.name):
                    self._report(
                        "folder-like-post", relative, right=posixpath.splitext(strays.right_name(entry.name))[0]
                    )
                is_month = POST_FOLDER.fullmatch(relative) is not None
                for child in self.entries(path):
                    self.collect(child, f"{path}/", is_month)
            else:
                self._report("not-a-file", relative)
        except FileNotFoundError:
            pass  # the file was deleted this moment
        except OSError as error:
            self._report("cannot-read-file", relative, reason=words.reason(error))

    def _refusal(self, entry: os.DirEntry[str]) -> str:
        """The code of the problem why a link is not followed; empty for a link to a picture or an attachment elsewhere
        in `posts/`.
        """
        target, code = os.path.realpath(entry.path), ""
        if not target.startswith(self.real_root):
            code = "symlink-out"
        elif not os.path.exists(target):
            code = "symlink-broken"
        elif os.path.isdir(target):
            code = "symlink-to-folder"
        elif any(strays.is_markdown(os.path.basename(name)) for name in (entry.name, target)):
            code = "symlink-to-post"  # a second name would publish a draft, or one article twice
        return code

    def _file(self, entry: os.DirEntry[str], path: str, relative: str, takes_posts: bool) -> None:
        if not (takes_posts and relative.endswith(".md")) and self._is_stray(entry, relative, takes_posts):
            return
        if relative in self.files:
            self._report("name-twice", relative)
        if path != relative:
            self.odd_paths[relative] = path
        status = entry.stat()
        self.files[relative] = stamps.of_source(status) if status.st_ctime_ns < self.safe_until else TOO_NEW

    def _is_stray(self, entry: os.DirEntry[str], relative: str, takes_posts: bool) -> bool:
        """Whether a file that looks like a post has to be left out. Reports the file, unless it is a `readme.md`."""
        name = posixpath.basename(relative)
        if not strays.may_be_one(name):
            return False
        if name.lower().partition(".")[0] == "readme":
            return name.lower() == "readme.md"
        is_markdown = strays.is_markdown(name)
        if not is_markdown and strays.is_copy(name):
            self._report("post-copy", relative, right=strays.right_name(name))
            return True
        in_own_folder = relative.count("/") > _SLASHES_OF_A_POST
        if not is_markdown and (in_own_folder or not strays.holds_post(name, entry.path)):
            return False
        if takes_posts or not relative.endswith(".md"):
            self._report("post-ending", relative, right=strays.right_name(name))
        else:
            self._report("misplaced-post", relative)
        return True

    def _report(self, code: str, relative: str, **facts: object) -> None:
        self.problems.append(problem(code, f"{self.folder.name}/{relative}".rstrip("/"), 1, "", **facts))


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
