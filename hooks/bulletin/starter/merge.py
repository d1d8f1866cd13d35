"""The merge of a new version of the software into a bulletin, made in git's store alone: no file is touched.

What belongs to the bulletin takes no part in it. `posts/`, `docs/`, `mkdocs.yml` and the sample's copy of them are left
out of the three trees that git merges, and put back afterwards: the bulletin's own as they were, the sample's as the
new version has them. So nothing of the sample can come back into the bulletin or clash with it, and no rename that git
believes to see can move a post. Pictures of the logo that the bulletin has changed stay its own, too.
"""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from . import logo
from .exchange import NEWSPAPER
from .git import Git, GitError
from .own_files import FOLDERS, SETTINGS

CONTENT = (*FOLDERS, SETTINGS)
_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "upgrade"), ("EMAIL", "upgrade@localhost"), ("DATE", "2000-01-01T00:00:00Z"))
}
"""Who makes the commits that only the merge sees."""
_ABSENT = "0 " + "0" * 40
_STAGE = re.compile(r"(?P<mode>\d+) (?P<blob>[0-9a-f]+) (?P<stage>[123])\t(?P<path>.+)", re.DOTALL)


class Stage(NamedTuple):
    """A file that could not be merged, as one side has it: 1 before, 2 the bulletin, 3 the software."""

    mode: str
    blob: str
    number: int
    path: str


class Merged(NamedTuple):
    """`tree` is that of the whole bulletin; files with conflicts have marks in them, which name the `sides`."""

    tree: str
    conflicts: tuple[Stage, ...]
    sides: tuple[str, str]


def is_sample(git: Git, base: str) -> bool:
    """Whether the repository still holds the sample: the settings are those that came with the software."""
    return git.has("HEAD", SETTINGS) and git.run("diff", "--quiet", base, "HEAD", "--", SETTINGS).returncode == 0


def merge(git: Git, base: str, theirs: str) -> Merged:
    """What becomes of HEAD with what `theirs` has changed since `base`. Raises GitError."""
    if is_sample(git, base):
        return _merge(git, *(git.out("rev-parse", f"{commit}^{{tree}}") for commit in (base, "HEAD", theirs)))
    kept = _own_pictures(git, base)
    software = [_software(git, commit, kept) for commit in (base, "HEAD", theirs)]
    merged = _merge(git, *software)
    return merged._replace(tree=_with_content(git, merged.tree, theirs))


def _merge(git: Git, base: str, ours: str, theirs: str) -> Merged:
    """Three trees. Git before 2.40 takes the base of a merge from commits only."""
    before = git.out("commit-tree", base, "-m", "base", **_NOBODY)
    sides = [git.out("commit-tree", tree, "-p", before, "-m", "side", **_NOBODY) for tree in (ours, theirs)]
    # A folder that the software has renamed takes none of the bulletin's own files with it.
    done = git.run("-c", "merge.directoryRenames=false", "merge-tree", "--write-tree", "-z", "--no-messages", *sides)
    if done.returncode not in (0, 1):
        raise GitError("git merge-tree", done.stderr.strip())
    tree, *stages = done.stdout.rstrip("\0").split("\0")
    found = [match for stage in stages if (match := _STAGE.fullmatch(stage))]
    conflicts = tuple(Stage(one["mode"], one["blob"], int(one["stage"]), one["path"]) for one in found)
    return Merged(tree, conflicts, (sides[0], sides[1]))


def _own_pictures(git: Git, base: str) -> list[str]:
    """Entries of the index for the pictures of the logo that the bulletin has changed or deleted."""
    paths = [f"overrides/{file}" for file in logo.FILES]
    before, now = (_entries(git, commit, paths) for commit in (base, "HEAD"))
    return [f"{now.get(path, _ABSENT)}\t{path}" for path in paths if now.get(path) != before.get(path)]


def _entries(git: Git, commit: str, paths: Iterable[str]) -> dict[str, str]:
    """Mode and blob of those files that are there."""
    listed = git.out("ls-tree", "-z", commit, "--", *paths).rstrip("\0").split("\0")
    found = (line.partition("\t") for line in listed if line)
    return {path: f"{entry.split()[0]} {entry.split()[2]}" for entry, _, path in found}


def _software(git: Git, commit: str, kept: list[str]) -> str:
    """The tree of a commit without content, and with the bulletin's own pictures."""
    with _Index(git, commit) as index:
        content = index.files(*CONTENT, NEWSPAPER.as_posix())
        index.put([*(f"{_ABSENT}\t{path}" for path in content), *kept])
        return index.tree()


def _with_content(git: Git, tree: str, theirs: str) -> str:
    """The tree with the bulletin's own content, and with the sample as the software has it."""
    newspaper = NEWSPAPER.as_posix()
    with _Index(git, tree) as index:
        for name in CONTENT:
            index.lay(f"HEAD:{name}", name)
        if git.has(theirs, newspaper):  # another bulletin is the software's source
            index.lay(f"{theirs}:{newspaper}", newspaper)
        else:
            for name in CONTENT:
                index.lay(f"{theirs}:{name}", f"{newspaper}/{name}")
        return index.tree()


class _Index:
    """An index of its own, filled from a tree; to be used as a context."""

    def __init__(self, git: Git, tree: str):
        self._git, self._tree = git, tree

    def __enter__(self) -> "_Index":
        self._folder = tempfile.TemporaryDirectory(prefix="bulletin-index-")
        self._file = str(Path(self._folder.name, "index"))
        self._out("read-tree", self._tree)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def files(self, *paths: str) -> list[str]:
        return [path for path in self._out("ls-files", "-z", "--", *paths).split("\0") if path]

    def put(self, entries: Iterable[str]) -> None:
        """Entries as `git update-index --index-info` takes them."""
        self._out("update-index", "-z", "--index-info", stdin="".join(f"{entry}\0" for entry in entries))

    def lay(self, source: str, place: str) -> None:
        """Puts a file or a folder of a commit to a place, if the commit has it."""
        done = self._git.run("rev-parse", "--verify", "--quiet", source)
        if done.returncode:
            return
        found = done.stdout.strip()
        if self._git.out("cat-file", "-t", found) == "tree":
            self._out("read-tree", f"--prefix={place}/", found)
        else:
            self.put([f"100644 {found}\t{place}"])

    def tree(self) -> str:
        return self._out("write-tree")

    def _out(self, *arguments: str, stdin: str = "") -> str:
        return self._git.out(*arguments, stdin=stdin, GIT_INDEX_FILE=self._file)
