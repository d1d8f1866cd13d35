"""The build lock: makes two builds of one project run one after the other."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

Held = AbstractContextManager[bool]


class AnotherBuildError(Exception):
    """Another build was still running after `seconds` of waiting."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self.seconds = round(seconds)


@contextmanager
def hold(folder: Path, patience: float, on_wait: Callable[[], None]) -> Iterator[bool]:
    """Holds the lock, and yields whether it had to wait for another build.

    Calls `on_wait` before it waits, and waits up to `patience` seconds; then it raises AnotherBuildError. The lock is
    the operating system's, so it ends with its process, however that dies.
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
    except OSError:  # the folder can't be written to, so no other build can run there either
        yield False
        return
    try:
        yield has_waited
    finally:
        lock.release()
