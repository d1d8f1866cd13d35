"""Stamps: numbers that show, without reading a file, whether it was written since the last look."""

import os
import stat


def of_output(status: os.stat_result) -> int:
    """The stamp of a file or folder of the site.

    It changes when the file is written, or when the folder gains or loses an entry. It leaves out the time of the
    inode's last change, since moving a file into place changes that.
    """
    file_type = stat.S_IFMT(status.st_mode)
    if file_type == stat.S_IFDIR:
        return hash((status.st_mtime_ns, status.st_ino))
    return hash((status.st_mtime_ns, status.st_size, status.st_ino, file_type == stat.S_IFREG))


def of_source(status: os.stat_result) -> int:
    """The stamp of a file that an editor wrote.

    It contains the time of the inode's last change, so it changes even when a program restores an old modification
    time.
    """
    return hash((status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
