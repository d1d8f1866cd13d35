"""The build lock: two builds of one project at the same time go one after the other."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

Held = AbstractContextManager[bool]


class AnotherBuildError(Exception):
    """Another build is still running after `seconds`."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self.seconds = round(seconds)


@contextmanager
def held(folder: Path, patience: float, on_wait: Callable[[], None]) -> Iterator[bool]:
    """Holds the lock, and says whether it had to wait: up to `patience` seconds for the build that has it. `on_wait` is
    called then.

    The lock is the operating system's: it ends with its process, however that dies. Raises AnotherBuildError.
    """
    lock, has_waited = FileLock(folder / "build.lock"), False
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=patience)
            has_waited = True
    except Timeout:
        raise AnotherBuildError(patience) from None
    except OSError:  # a folder that can't be written: nobody else can build there either
        yield False
        return
    try:
        yield has_waited
    finally:
        lock.release()
