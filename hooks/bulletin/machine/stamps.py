"""Stamps: numbers that tell whether a file has been written since it was last looked at, without reading it."""

import os
import stat


def of_output(status: os.stat_result) -> int:
    """The stamp of a file or folder of the site. It changes when a file is written, or when a folder gains or loses an
    entry.

    The time of the last change of the inode is left out, since a file gets a new one when it is moved into place.
    """
    sort = stat.S_IFMT(status.st_mode)
    if sort == stat.S_IFDIR:
        return hash((status.st_mtime_ns, status.st_ino))
    return hash((status.st_mtime_ns, status.st_size, status.st_ino, sort == stat.S_IFREG))


def of_source(status: os.stat_result) -> int:
    """The stamp of a file that an editor wrote. It also changes when a program puts back an old time of
    modification.
    """
    return hash((status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
