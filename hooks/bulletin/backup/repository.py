"""The repository of a bulletin, as far as a backup asks git about it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ..stylebook import words
from .restoration import KEPT_SETTINGS, git, said


class BackupError(Exception):
    """There is no backup. The message is a sentence for whoever runs the command."""


_MADE_AGAIN = frozenset(
    {".venv", "site", ".cache", "node_modules", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache"}
)
"""Names of what git ignores and any machine makes again."""


@dataclass(frozen=True)
class Repository:
    """`top` is the folder of the repository; the bulletin may be in a folder of it. `branch` is empty when none is
    checked out.
    """

    top: Path
    commit: str
    branch: str

    def ask(self, *arguments: str) -> str:
        """What git answers. Raises BackupError."""
        return _ask(self.top, *arguments)

    def commits(self) -> int:
        return int(self.ask("rev-list", "--count", "--all", "HEAD"))

    def branches(self) -> int:
        return len(self.ask("for-each-ref", "--format=x", "refs/heads").splitlines())

    def stashes(self) -> int:
        return len(self.ask("stash", "list").splitlines())

    def uncommitted(self) -> list[str]:
        """The paths of what differs from the last commit, and of what git does not know."""
        told = self.ask("status", "--porcelain", "--no-renames", "--untracked-files=all", "-z")
        return sorted(line[3:] for line in told.split("\0") if line)

    def ignored(self, kept: str | None) -> list[str]:
        """What git ignores and no machine makes again, as far as names tell; without the file that is kept anyway."""
        told = self.ask("ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z")
        paths = (path for path in told.split("\0") if path)
        found = (path for path in paths if _MADE_AGAIN.isdisjoint(path.split("/")) and not path.startswith(".new-"))
        return [path for path in found if not self._is_only(path, kept)]

    def _is_only(self, path: str, kept: str | None) -> bool:
        """Whether a path is that of the kept file, or of a folder with nothing else in it."""
        if kept is None or not kept.startswith(path):
            return False
        return all(file.is_dir() or file == self.top / kept for file in (self.top / path).rglob("*"))

    def bytes_of_objects(self) -> int:
        """What all objects take on the disk."""
        told = dict(line.split(": ") for line in self.ask("count-objects", "-v").splitlines())
        return (int(told["size"]) + int(told["size-pack"])) * 1024

    def settings(self) -> list[list[str]]:
        """Where the repository pulls from, without the passwords in it."""
        told = self.ask("config", "--local", "--list", "-z")
        pairs = (entry.partition("\n")[::2] for entry in told.split("\0") if entry)
        return [[key, _without_password(value)] for key, value in pairs if KEPT_SETTINGS.fullmatch(key)]

    def uses_large_file_storage(self) -> bool:
        return bool(git(self.top, "grep", "-q", "filter=lfs", "--", "*.gitattributes").returncode == 0)


def find(project: Path) -> Repository:
    """Raises BackupError where there is no whole repository to keep."""
    top = Path(_ask(project, "rev-parse", "--show-toplevel"))
    if git(top, "rev-parse", "--quiet", "--verify", "HEAD").returncode:
        raise BackupError(words.sentence("backup.no_commit"))
    if _ask(top, "rev-parse", "--is-shallow-repository") == "true":
        raise BackupError(words.sentence("backup.shallow"))
    if git(top, "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$").stdout.strip():
        raise BackupError(words.sentence("backup.partial"))
    branch = git(top, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.decode("utf-8", "replace").strip()
    return Repository(top, _ask(top, "rev-parse", "HEAD"), branch)


def _ask(folder: Path, *arguments: str) -> str:
    try:
        done = git(folder, *arguments)
    except OSError:
        raise BackupError(words.sentence("backup.no_git")) from None
    if done.returncode:
        raise BackupError(words.sentence("backup.not_answered", said=said(done)))
    return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


def _without_password(value: str) -> str:
    """An address without the name and password that a token may hide in; `git@…` of ssh stays."""
    if not re.match(r"https?://[^/]*@", value):
        return value
    parts = urlsplit(value)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def listed(names: list[str], most: int = 5) -> str:
    """Some of many names, for a message."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
