"""Trees: a folder of the repository with some files changed, made without index or work tree."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ..refusal import Refusal
from .command import Git, GitError

_FOLDER, _FILE = "040000", "100644"
_FILES = frozenset({"100644", "100755"})


class Entry(NamedTuple):
    """A file or folder in a tree."""

    mode: str
    object: str

    @property
    def is_folder(self) -> bool:
        return self.mode == _FOLDER

    @property
    def is_file(self) -> bool:
        """False for a symbolic link and for a submodule."""
        return self.mode in _FILES


def entries(git: Git, tree: str) -> dict[str, Entry]:
    """What lies directly in a tree, by name."""
    result = {}
    for line in git.run("ls-tree", "-z", tree).split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, _, object_name = facts.decode().split(" ")
        result[name.decode("utf-8", "surrogateescape")] = Entry(mode, object_name)
    return result


def changed(git: Git, tree: str | None, changes: Mapping[str, bytes | None]) -> str | None:
    """The tree with some files written, or deleted where there is None; None if no file is left. Only the folders on
    the way to a change are read, so it takes as long in any archive.

    Raises Refusal if a change would go through or onto anything but folders and plain files.
    """
    present = entries(git, tree) if tree else {}
    inner: dict[str, dict[str, bytes | None]] = defaultdict(dict)
    for path, content in changes.items():
        name, _, rest = path.partition("/")
        if rest:
            inner[name][rest] = content
            continue
        old = present.get(name)
        if old and not old.is_file:
            raise Refusal(422, "git_not_a_file", path=path)
        if content is None:
            present.pop(name, None)
        elif old is None or not _is_same(git, old, content):
            present[name] = Entry(_FILE, git.run("hash-object", "-w", "--stdin", data=content).decode().strip())
    for name, below in inner.items():
        old = present.get(name)
        if old and not old.is_folder:
            raise Refusal(422, "git_not_a_folder", path=name)
        new = changed(git, old.object if old else None, below)
        if new is None:
            present.pop(name, None)
        else:
            present[name] = Entry(_FOLDER, new)
    return _written(git, present) if present else None


def _is_same(git: Git, entry: Entry, content: bytes) -> bool:
    return git.run("hash-object", "--stdin", data=content).decode().strip() == entry.object


def _written(git: Git, present: Mapping[str, Entry]) -> str:
    lines = []
    for name, (mode, object_name) in present.items():
        kind = {"040000": "tree", "160000": "commit"}.get(mode, "blob")
        lines.append(f"{mode} {kind} {object_name}\t".encode() + name.encode("utf-8", "surrogateescape") + b"\0")
    return git.run("mktree", "-z", data=b"".join(lines)).decode().strip()


def find(git: Git, commit: str, path: str) -> Entry | None:
    """The entry of one path, or None."""
    try:
        line = git.run("ls-tree", "-z", commit, "--", path)
    except GitError:
        return None
    facts = line.partition(b"\t")[0].decode().split(" ")
    return Entry(facts[0], facts[2]) if len(facts) == 3 else None
