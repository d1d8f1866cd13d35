"""The lock of a workroom: one engine at a time, whichever desk has started it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..refusal import Refusal

_PAUSE = 0.02
"""Seconds between two tries."""


@contextmanager
def hold(file: Path, patience: float) -> Iterator[int]:
    """Holds the lock and yields its descriptor, which every program that works in the room must inherit: a program that
    outlives its desk then keeps the room closed to others until it ends.

    Raises Refusal after `patience` seconds.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + patience
        while not _is_taken(descriptor):
            if time.monotonic() > end:
                raise Refusal(503, "proofs_busy", seconds=round(patience))
            time.sleep(_PAUSE)
        yield descriptor
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
