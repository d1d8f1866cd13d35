"""References: names of commits, moved only if nobody else has moved them meanwhile."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .command import Git, GitError

_ABANDONED = 60
"""Seconds. Git holds the lock of a reference for milliseconds; an older one was left by a machine that died."""
_TRIES = 2


class MovedError(Exception):
    """Somebody else has moved a reference since it was read."""


class Move(NamedTuple):
    """A reference goes from `old` to `new`. None means that it does not exist."""

    old: str | None
    new: str | None


def all_below(git: Git, prefix: str) -> dict[str, str]:
    """The references below a prefix, with their commits."""
    lines = git.run("for-each-ref", "--format=%(objectname) %(refname)", prefix.rstrip("/")).decode().splitlines()
    return {name: commit for commit, _, name in (line.partition(" ") for line in lines)}


def move(git: Git, moves: Mapping[str, Move]) -> None:
    """Moves all of the references, or none. Raises MovedError or GitError."""
    steps = []
    for name, (old, new) in moves.items():
        if new is None:
            steps.append(f"delete {name}\0{old or ''}\0")
        elif old is None:
            steps.append(f"create {name}\0{new}\0")
        else:
            steps.append(f"update {name}\0{new}\0{old}\0")
    data = "".join(("start\0", *steps, "prepare\0", "commit\0")).encode()
    for attempt in range(_TRIES):
        try:
            git.run("update-ref", "-z", "--stdin", data=data)
            return
        except GitError as error:
            if b".lock" not in error.errors:
                if b"but expected" in error.errors or b"reference already exists" in error.errors:
                    raise MovedError(", ".join(moves)) from None
                if b"unable to resolve reference" in error.errors:
                    raise MovedError(", ".join(moves)) from None
                raise
            if attempt == _TRIES - 1:
                raise
            _break_locks(git.folder, moves)


def _break_locks(folder: Path, moves: Mapping[str, Move]) -> None:
    """Removes the locks that somebody left who died while moving one of the references."""
    for lock in (folder / "packed-refs.lock", *(folder / f"{name}.lock" for name in moves)):
        try:
            if time.time() - lock.stat().st_mtime > _ABANDONED:
                lock.unlink()
        except OSError:
            continue  # no lock, or its owner has just released it
