"""Patches: a few bytes of a page put in the place of as many others.

The one thing that is written into a page where it stands. Every night the views of nearly all articles change; to lay
and move tens of thousands of pages for some digits each would take several times as long, and wear out the disk. A
reader gets the old digits or the new ones, and the page is whole at every moment.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from .site_survey import stamp

FEW = 64
"""Up to so many files are sent to the disk one by one, more of them by telling the machine to write out everything."""


class Patch(NamedTuple):
    """`content` stands from byte `at` on."""

    at: int
    content: bytes


def page(path: str) -> bytes | None:
    """The page to be patched. None where it must not be: it can't be written, or lies under another name as well."""
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
    """Writes the patches of some pages, and gives the pages' new stamps when all of them are on the disk: otherwise, after
    a loss of power, nothing would tell that a page is not what its stamp says.
    """
    stamps = []
    for path, patch in patches:
        handle = os.open(f"{site}/{path}", os.O_WRONLY)
        try:
            os.pwrite(handle, patch.content, patch.at)
            if len(patches) <= FEW:
                os.fsync(handle)
            stamps.append(stamp(os.fstat(handle)))
        finally:
            os.close(handle)
    if len(patches) > FEW:
        os.sync()
    return stamps
