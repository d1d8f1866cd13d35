"""Patches: a few bytes of a page, replaced in place by as many others.

A patch is the only thing that is written into a page where it stands. A counter that changes on nearly all pages every
night would otherwise cost several times as long, and wear out the disk. A reader gets the old bytes or the new ones,
and the page is whole at every moment.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..machine import stamps

FEW = 64
"""Up to so many files are sent to the disk one by one; for more, the machine is told to write out everything."""


class Patch(NamedTuple):
    """`content` replaces the bytes from position `at` on."""

    at: int
    content: bytes


def page(path: str) -> bytes | None:
    """The bytes of a page that is to be patched. None when it must not be: it can't be written, or it has several
    names.
    """
    if not hasattr(os, "pwrite"):  # Windows
        return None
    try:
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        return file.read() if stat.S_ISREG(status.st_mode) and status.st_nlink == 1 else None


def apply(site: Path, patches: Sequence[tuple[str, Patch]]) -> list[int]:
    """Writes patches into pages, given by path, and returns the pages' new stamps.

    All patches are on the disk by then: otherwise nothing would tell, after a loss of power, that a page does not match
    its stamp.
    """
    written = []
    for path, patch in patches:
        handle = os.open(f"{site}/{path}", os.O_WRONLY)
        try:
            os.pwrite(handle, patch.content, patch.at)
            if len(patches) <= FEW:
                os.fsync(handle)
            written.append(stamps.of_output(os.fstat(handle)))
        finally:
            os.close(handle)
    if len(patches) > FEW:
        os.sync()
    return written
