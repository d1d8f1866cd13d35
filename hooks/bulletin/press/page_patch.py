"""Patches: replace a few bytes of a page in place by as many others.

Nothing else is written into a page in place. A counter may change on nearly all pages every night. Making them all
again would take several times as long, and wear out the disk. A reader gets either the old bytes or the new ones, and
the page is whole at every moment.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..machine import stamps

FEW = 64
"""Up to so many files are flushed to the disk one by one. For more, the machine flushes everything."""


class Patch(NamedTuple):
    """A change of a page: `content` replaces the bytes from position `at` on."""

    at: int
    content: bytes


def page(path: str) -> bytes | None:
    """The bytes of a page that may be patched.

    None when it may not: it can't be written to, is not a regular file, or has several names.
    """
    if not hasattr(os, "pwrite"):  # on Windows
        return None
    try:
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        return file.read() if stat.S_ISREG(status.st_mode) and status.st_nlink == 1 else None


def apply(site: Path, patches: Sequence[tuple[str, Patch]]) -> list[int]:
    """Writes patches into pages, which are given by path. Returns the new stamps of the pages.

    All patches are on the disk when it returns. Otherwise, after a loss of power, nothing would show that a page does
    not match its stamp.
    """
    new_stamps = []
    for path, patch in patches:
        handle = os.open(f"{site}/{path}", os.O_WRONLY)
        try:
            os.pwrite(handle, patch.content, patch.at)
            if len(patches) <= FEW:
                os.fsync(handle)
            new_stamps.append(stamps.of_output(os.fstat(handle)))
        finally:
            os.close(handle)
    if len(patches) > FEW:
        os.sync()
    return new_stamps
