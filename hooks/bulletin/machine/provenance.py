"""Provenance of the cache: a cache that came with a commit is refused before a byte of it is read."""

import os
import subprocess
from pathlib import Path

_PATIENCE = 10
"""Seconds to wait for Git, which usually answers in a few milliseconds."""


class TrackedCacheError(Exception):
    """Git tracks `count` files of the cache; `file` is the first of them."""

    def __init__(self, file: str, count: int):
        super().__init__(file)
        self.file = file
        self.count = count


def check(project: Path) -> None:
    """Raises TrackedCacheError when Git tracks a file of the cache.

    Where there is no Git, nothing is checked: the seals protect the cache as well.
    """
    if not any((folder / ".git").exists() for folder in (project, *project.parents)):
        return
    try:
        result = git(project, "ls-files", "-z", "--", ":(icase).cache")
    except (OSError, subprocess.TimeoutExpired):
        return
    tracked = result.stdout.split(b"\0")[:-1] if result.returncode == 0 else []
    if tracked:
        raise TrackedCacheError(tracked[0].decode("utf-8", "replace"), len(tracked))


def git(project: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Asks Git about a project. Raises OSError where there is no Git, and TimeoutExpired if it does not answer."""
    # A Git hook sets variables that lead to another repository. The file-system monitor would run a program that the
    # repository names.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-c", "core.fsmonitor=false", *arguments],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
