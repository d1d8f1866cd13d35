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
        """The file that a post means by a relative path: in the folder named like it, or beside it."""
        reference = unicodedata.normalize("NFC", reference)
        # Its own folder first: what another post puts into the month's folder must not replace a picture.
        for base in (post.removesuffix(".md"), posixpath.dirname(post)):
            name = posixpath.normpath(posixpath.join(base, reference))
            if name in self.files:
                return name
        return None

    def nearest(self, post: str, reference: str) -> str:
        """A file with a name like the one that is missing, as this post would write it; empty when there is none.

        Posts are sought in all months, pictures and attachments only where this post may have them.
        """
        folder, own = posixpath.dirname(post), post.removesuffix(".md")
        if reference.lower().endswith(".md"):
            written = {posixpath.relpath(name, folder): posixpath.basename(name) for name in self.posts() if name != post}
        else:
            near = [name for name in self.files if name.startswith(f"{own}/") or (posixpath.dirname(name) == folder and not name.endswith(".md"))]
            written = {posixpath.relpath(name, own if name.startswith(f"{own}/") else folder): posixpath.basename(name) for name in near}
        wanted = posixpath.basename(reference).lower()
        close = get_close_matches(wanted, {name.lower() for name in written.values()}, n=1, cutoff=0.6)
        return next((path for path, name in written.items() if close and name.lower() == close[0]), "")


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
                    code = "misplaced-post" if name.endswith(".md") else "post-ending"
                    problems.append(problem(code, f"{folder.name}/{relative}"))
                continue
            if relative in files:
                problems.append(problem("name-twice", f"{folder.name}/{relative}"))
            files[relative] = path
    return Archive(folder, files, tuple(problems))
