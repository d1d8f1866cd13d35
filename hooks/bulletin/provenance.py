"""Where the cache comes from: one that came with a commit is refused before a byte of it is read."""

import os
import subprocess
from pathlib import Path

from . import words

_PATIENCE = 10
"""Seconds. Git takes some thousandths of one."""


class TrackedCache(Exception):
    """Git tracks files of the cache; the text says so to an editor."""


def check(project: Path) -> None:
    """Raises TrackedCache. Where there is no git nothing is checked: the seals are there too."""
    if not any((folder / ".git").exists() for folder in (project, *project.parents)):
        return
    # A hook of git's sets variables that lead to another repository. The monitor would run a program that the repository names.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--", ":(icase).cache"]
    try:
        done = subprocess.run(command, cwd=project, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return
    tracked = done.stdout.split(b"\0")[:-1] if done.returncode == 0 else []
    if tracked:
        raise TrackedCache(words.terminal()["tracked_cache"].format(file=tracked[0].decode("utf-8", "replace"), count=len(tracked)))
