"""The work tree of a workroom: the files of a commit of main, and for a moment those of a draft on top of them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..refusal import Refusal

Changes = Mapping[str, bytes | None]
"""The content of each changed file by its path in the repository; None for a deleted one."""

_OWN_TREE = re.compile(r"posts/[0-9]{4}/(?:0[1-9]|1[0-2])/(?!\.)[^/\0]+(?:/(?!\.)[^/\0]+)?")
"""All that a draft can change. Everything else in the tree is code or settings, which the engine trusts."""
_CAREFUL = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.autocrlf=false")
_PATIENCE = 600
"""Seconds that Git may take: the first time it writes every file of the archive."""


class WorkTree:
    """A linked work tree (git-worktree) of a bare repository, with no branch checked out.

    The engine finds a history in it, as in a clone, so its check tells what the last commit has lost.
    """

    def __init__(self, folder: Path, repository: Path):
        self.folder = folder
        self._repository = repository

    def put_right(self, commit: str) -> None:
        """Makes the tree hold the files of a commit and no others in `posts/`, whatever a draft or a killed desk has
        left in it. A file that is as it should be is not touched. Raises Refusal.
        """
        if not self._is_linked():
            self._make(commit)
        try:
            self._put_right(commit)
        except Refusal:  # half a tree, or one that the repository has forgotten
            self._make(commit)
            self._put_right(commit)

    def _put_right(self, commit: str) -> None:
        (self._administration() / "index.lock").unlink(missing_ok=True)  # of a git that was killed
        self._git("read-tree", "--reset", "-u", commit)
        self._git("clean", "-ffdxq", "--", "posts")
        self._git("update-ref", "--no-deref", "HEAD", commit)

    @contextmanager
    def with_changes(self, commit: str, changes: Changes) -> Iterator[None]:
        """The tree of a commit with changes on top of it, which are taken away again at the end."""
        self.put_right(commit)
        try:
            for path, content in changes.items():
                self._change(path, content)
            yield
        finally:
            self.put_right(commit)

    def _change(self, path: str, content: bytes | None) -> None:
        file = self.folder / path
        if not _OWN_TREE.fullmatch(path) or not self._is_inside(file):
            raise Refusal(422, "proofs_path", path=path)
        try:
            file.unlink(missing_ok=True)  # and never written through: it may be a link
            if content is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        except OSError as error:
            raise Refusal(507, "proofs_disk", reason=error.strerror) from error

    def _is_inside(self, file: Path) -> bool:
        """Whether no folder above a file is a link that leads elsewhere."""
        root = os.path.realpath(self.folder)
        return os.path.realpath(file.parent) == os.path.join(root, os.path.relpath(file.parent, self.folder))

    def _is_linked(self) -> bool:
        return (self.folder / ".git").is_file()

    def _administration(self) -> Path:
        """The folder in which the repository keeps what it knows of this tree."""
        return Path((self.folder / ".git").read_text(encoding="utf-8").removeprefix("gitdir:").strip())

    def _make(self, commit: str) -> None:
        """Links the tree anew. The cache and the site in the folder stay: the engine knows what it can still use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder.with_name(f".new-{self.folder.name}")
        shutil.rmtree(fresh, ignore_errors=True)
        self._git_of_repository("worktree", "prune")
        self._git_of_repository(
            "worktree", "add", "--quiet", "--force", "--detach", "--no-checkout", str(fresh), commit
        )
        os.replace(fresh / ".git", self.folder / ".git")
        fresh.rmdir()
        self._git_of_repository("worktree", "repair", str(self.folder))

    def _git(self, *arguments: str) -> None:
        self._run(["git", *_CAREFUL, *arguments], self.folder)

    def _git_of_repository(self, *arguments: str) -> None:
        self._run(["git", *_CAREFUL, f"--git-dir={self._repository}", *arguments], self._repository)

    def _run(self, command: list[str], folder: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=environment | {"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=_PATIENCE,
            )
        except FileNotFoundError as error:
            raise Refusal(500, "proofs_no_git") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refusal(503, "proofs_git", reason=error) from error
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Refusal(503, "proofs_git", reason=lines[-1] if lines else done.returncode)
