"""Whose turn it is: two builds of one project at the same time go one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from . import words
from .progress import Progress


class NotMyTurn(Exception):
    """Another build is still running; the text says so to an editor."""


@contextmanager
def taken(folder: Path, patience: float, progress: Progress) -> Iterator[bool]:
    """Holds the turn, and says whether it had to wait; up to `patience` seconds for the build that has it. Raises NotMyTurn.

    The lock is the operating system's: it ends with its process, however that dies.
    """
    lock, has_waited = FileLock(folder / "build.lock"), False
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress.say(words.terminal()["waiting"].format(seconds=round(patience)))
            lock.acquire(timeout=patience)
            has_waited = True
    except Timeout:
        raise NotMyTurn(words.terminal()["waited"].format(seconds=round(patience))) from None
    except OSError:  # a folder that can't be written: whoever builds here is alone, or nobody could
        yield False
        return
    try:
        yield has_waited
    finally:
        lock.release()
