"""What takes a while to make, is the same for all tests and is changed by none: made once, by whichever process of
pytest needs it first.
"""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

folder = Path()
"""The folder that all processes of a run share. conftest.py says which."""


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of that name with what `make` has put into it. Who comes while another process is at it waits."""
    made, under_way = folder / name, folder / f"{name}.under-way"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(under_way, ignore_errors=True)  # of a process that failed
            under_way.mkdir()
            make(under_way)
            under_way.rename(made)
    return made
