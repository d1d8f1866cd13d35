"""A bare repository: reads files of any commit, and writes commits beside whoever else writes."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from ..person import Person
from ..refusal import Refusal
from . import references, trees
from .command import Git, GitError, disk_refusal
from .history import History
from .references import Move
from .trees import Entry

MAIN = "refs/heads/main"
_AT_ONCE = 400
"""Files that one process of Git reads: few enough that their text fits into memory."""


class Repository:
    """A bare repository in `folder`. Raises Refusal if there is none.

    All methods raise Refusal when the disk is full. Commits are named by their object names.
    """

    def __init__(self, folder: Path):
        self.folder = folder.absolute()
        self.git = Git(self.folder)
        self.history = History(self.git)
        try:
            is_bare = self.git.run("rev-parse", "--is-bare-repository").strip() == b"true"
        except GitError:
            is_bare = False
        if not is_bare:
            raise Refusal(500, "git_no_repository", folder=folder)

    def tip(self, ref: str) -> str | None:
        return references.all_below(self.git, ref).get(ref)

    def refs(self, prefix: str) -> dict[str, str]:
        """The references below a prefix such as `refs/heads/desk/posts/`, with their commits."""
        return references.all_below(self.git, prefix)

    def main(self) -> str:
        """The newest commit of what is published. Raises Refusal in a repository without one."""
        tip = self.tip(MAIN)
        if tip is None:
            raise Refusal(500, "git_no_main", folder=self.folder)
        return tip

    def exists(self, commit: str) -> bool:
        """Whether a text from outside names a commit of this repository, in full."""
        if len(commit) not in (40, 64) or not all(letter in "0123456789abcdef" for letter in commit):
            return False
        try:
            return self.git.run("cat-file", "-t", commit).strip() == b"commit"
        except GitError:
            return False

    def entry(self, commit: str, path: str) -> Entry | None:
        return trees.find(self.git, commit, path)

    def read(self, commit: str, path: str) -> bytes | None:
        """A file, or None where there is no plain file."""
        entry = trees.find(self.git, commit, path)
        return self.git.run("cat-file", "blob", entry.object) if entry and entry.is_file else None

    def blobs(self, commit: str, folder: str) -> Iterator[tuple[str, str]]:
        """The path and the object name of every plain file below a folder, in the order of paths."""
        for line in self.git.run("ls-tree", "-r", "-z", commit, "--", f"{folder.rstrip('/')}/").split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, _, blob = facts.decode().split(" ")
            if Entry(mode, blob).is_file:
                yield path.decode("utf-8", "surrogateescape"), blob

    def read_blobs(self, ids: Iterable[str]) -> Iterator[bytes]:
        """The content of files, in the order of their object names."""
        return (content or b"" for content in self.read_all(ids))

    def read_all(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The content of files, each named by its object or as `commit:path`; None where there is none."""
        remaining = iter(names)
        while some := list(islice(remaining, _AT_ONCE)):
            output = self.git.run("cat-file", "--batch", data="\n".join([*some, ""]).encode())
            start = 0
            for _ in some:
                end = output.index(b"\n", start)
                size = output[start:end].rsplit(b" ", 1)[1]
                if not size.isdigit():  # `missing`
                    yield None
                    start = end + 1
                    continue
                yield output[end + 1 : end + 1 + int(size)]
                start = end + int(size) + 2

    def differences(self, old: str, new: str, folder: str = "posts") -> dict[str, str | None]:
        """The files below a folder that differ between two commits, with their new object names; None for a deleted
        one.
        """
        output = self.git.run("diff-tree", "-r", "-z", "--no-renames", old, new, "--", folder).split(b"\0")
        result: dict[str, str | None] = {}
        for facts, path in zip(output[0:-1:2], output[1::2], strict=True):
            _, mode, _, blob, _ = facts.decode().split(" ")
            result[path.decode("utf-8", "surrogateescape")] = blob if mode != "000000" else None
        return result

    def changed_files(self, pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """For each pair of a commit and an older one: the files anywhere in the repository that differ between them."""
        data = "".join(f"{commit} {base}\n" for commit, base in pairs).encode()
        output = self.git.run("diff-tree", "--stdin", "-r", "-z", "--name-only", "--no-renames", data=data)
        result: dict[str, list[str]] = {commit: [] for commit, _ in pairs}
        files: list[str] = []
        for name in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            if name in result:
                files = result[name]
            else:
                files.append(name)
        return result

    def keep(self, content: bytes) -> str:
        """Puts a text into the repository, to be read by its object name."""
        return self.git.run("hash-object", "-w", "--stdin", data=content).decode().strip()

    def tree(self, tree_of: str | None, changes: Mapping[str, bytes | None]) -> str:
        """The tree of a commit, or an empty one, with some files changed."""
        old = f"{tree_of}^{{tree}}" if tree_of else None
        return trees.changed(self.git, old, changes) or self.git.run("mktree").decode().strip()

    def tree_of(self, commit: str) -> str:
        return self.git.run("rev-parse", f"{commit}^{{tree}}").decode().strip()

    def pack(self) -> None:
        """Has Git pack loose objects, if there are many of them."""
        self.git.run("-c", "gc.auto=2000", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")

    def new_commit(self, tree: str, parents: Sequence[str], author: Person, message: str, when: datetime) -> str:
        """A commit that no reference leads to yet."""
        moment = f"{int(when.timestamp())} +0700"
        person = {"NAME": author.name or author.login, "EMAIL": author.email, "DATE": moment}
        environment = {
            f"GIT_{role}_{fact}": value for role in ("AUTHOR", "COMMITTER") for fact, value in person.items()
        }
        ancestors = [part for parent in parents for part in ("-p", parent)]
        arguments = ("commit-tree", tree, *ancestors, "-F", "-")
        return self.git.run(*arguments, data=message.encode(), environment=environment).decode().strip()

    def move(self, moves: Mapping[str, Move]) -> None:
        """Moves all of the references, or none. Raises MovedError if one is not where it was."""
        try:
            references.move(self.git, moves)
        except GitError as error:
            raise Refusal(503, "git_busy") if b".lock" in error.errors else error from None

    def move_one(self, ref: str, old: str | None, new: str) -> None:
        self.move({ref: Move(old, new)})

    def commit(
        self,
        ref: str,
        parents: Sequence[str],
        tree_of: str,
        changes: Mapping[str, bytes | None],
        author: Person,
        message: str,
        when: datetime,
        expected: str | None,
    ) -> str:
        """Commits the tree of `tree_of` with some files changed, and moves a reference to the commit. Raises MovedError
        if the reference is not at `expected`; None is for one that doesn't exist.
        """
        commit = self.new_commit(self.tree(tree_of, changes), parents, author, message, when)
        self.move({ref: Move(expected, commit)})
        return commit

    def merge_text(self, base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
        """Three versions of a text in one, or None if both sides changed the same lines."""
        try:
            with tempfile.TemporaryDirectory() as folder:
                paths = [Path(folder, name) for name in ("theirs", "base", "mine")]
                for path, content in zip(paths, (theirs, base, mine), strict=True):
                    path.write_bytes(content)
                return self.git.run("merge-file", "-p", "--quiet", *map(str, paths))
        except OSError as error:
            raise disk_refusal(error) from None
        except GitError:
            return None
