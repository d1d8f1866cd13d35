"""Where the cache comes from: one that came with a commit is refused before a byte of it is read."""

import os
import subprocess
from pathlib import Path

_PATIENCE = 10
"""Seconds. Git takes some thousandths of one."""


class TrackedCacheError(Exception):
    """Git tracks `count` files of the cache; `file` is the first of them."""

    def __init__(self, file: str, count: int):
        super().__init__(file)
        self.file = file
        self.count = count


def check(project: Path) -> None:
    """Raises TrackedCacheError. Where there is no git nothing is checked: the seals are there too."""
    if not any((folder / ".git").exists() for folder in (project, *project.parents)):
        return
    # A git hook sets variables that lead to another repository. The monitor would run a program that the repository
    # names.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--", ":(icase).cache"]
    try:
        done = subprocess.run(
            command,
            cwd=project,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return
    tracked = done.stdout.split(b"\0")[:-1] if done.returncode == 0 else []
    if tracked:
        raise TrackedCacheError(tracked[0].decode("utf-8", "replace"), len(tracked))
