"""Git, as far as `init` and `upgrade` need it."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"})
"""Variables by which a git hook leads to another repository."""


class GitError(Exception):
    """Git could not do what it was asked; `command` is what it was, the text what it said."""

    def __init__(self, command: str, said: str):
        super().__init__(said)
        self.command = command


class Git:
    """The repository of a folder. Raises GitError unless a method says otherwise."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._is_shielded = False

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """While files are written: Ctrl-C reaches neither this program nor git, which would leave them half done."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._is_shielded = True
        try:
            yield
        finally:
            self._is_shielded = False
            signal.signal(signal.SIGINT, before)

    def run(self, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """One command, whatever comes of it. Raises GitError where there is no git."""
        kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
        try:
            return subprocess.run(
                command, cwd=self.folder, env=kept | environment, input=stdin, capture_output=True,
                encoding="utf-8", errors="surrogateescape", check=False, start_new_session=self._is_shielded,
            )  # fmt: skip
        except OSError as error:
            raise GitError("git", str(error)) from None

    def out(self, *arguments: str, stdin: str = "", **environment: str) -> str:
        """What a command prints, without its last line's end."""
        done = self.run(*arguments, stdin=stdin, **environment)
        if done.returncode:
            raise GitError(f"git {arguments[0]}", (done.stderr or done.stdout).strip())
        return done.stdout.removesuffix("\n")

    def commit(self, name: str) -> str | None:
        """The commit that a name stands for, if it does for one."""
        done = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return done.stdout.strip() or None if done.returncode == 0 else None

    def has(self, commit: str, path: str) -> bool:
        return self.run("cat-file", "-e", f"{commit}:{path}").returncode == 0

    def changes(self) -> list[str]:
        """What is not committed: files that differ, and files that git does not know."""
        found = self.out("status", "--porcelain", "--no-renames", "-z", "--", ".")
        return [line[3:] for line in found.split("\0") if line]


def listed(names: Iterable[str], most: int = 5) -> str:
    """Some of many names, for a message."""
    names = list(names)
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
