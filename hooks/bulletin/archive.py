"""The folder `posts/` as it lies on the disk: which files there are, found by their NFC names."""

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .problems import Problem, problem

_POST_PLACE = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/[^/]+\.md")


@dataclass(frozen=True)
class Archive:
    """`files` maps each path below `posts/`, in NFC with forward slashes, to the file on the disk.

    macOS hands out names in NFD, Windows with backslashes; a post that names its picture in NFC has to
    find it on every machine.
    """

    folder: Path
    files: dict[str, Path]
    problems: tuple[Problem, ...]

    def posts(self) -> Iterator[str]:
        """The posts, oldest folder first."""
        return (name for name in self.files if _POST_PLACE.fullmatch(name))

    def read(self, name: str) -> bytes:
        return self.files[name].read_bytes()

    def beside(self, post: str, reference: str) -> str | None:
        """The file that a post means by a relative path: from its own folder, or from the folder named like it."""
        reference = unicodedata.normalize("NFC", reference)
        for base in (posixpath.dirname(post), post.removesuffix(".md")):
            name = posixpath.normpath(posixpath.join(base, reference))
            if name in self.files:
                return name
        return None

    def nearest(self, post: str, reference: str) -> str:
        """A file with a name like the one that is missing, or an empty string."""
        folder = posixpath.dirname(post)
        own = post.removesuffix(".md")
        suffix = posixpath.splitext(reference)[1].lower()
        names = {
            posixpath.relpath(name, own if name.startswith(own + "/") else folder): None
            for name in self.files
            if name.startswith(folder + "/") and posixpath.splitext(name)[1].lower() == suffix
        }
        by_lower = {name.lower(): name for name in names}
        close = get_close_matches(reference.lower(), by_lower, n=1, cutoff=0.5)
        return by_lower[close[0]] if close else ""


def load(folder: Path) -> Archive:
    """Walks `posts/` once. Links that lead out of it are problems, and nothing behind them is read."""
    real_root = os.path.realpath(folder)
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(names)]:
            path = Path(here, name)
            relative = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
            if path.is_symlink() and not os.path.realpath(path).startswith(real_root + os.sep):
                problems.append(problem("symlink-out", f"{folder.name}/{relative}"))
                continue
            if name in folders or name.startswith(".") or not path.is_file():
                continue
            if name.lower().endswith(".md") and not _POST_PLACE.fullmatch(relative):
                if name.lower() != "readme.md":
                    problems.append(problem("misplaced-post", f"{folder.name}/{relative}"))
                continue
            files[relative] = path
    return Archive(folder, files, tuple(problems))
