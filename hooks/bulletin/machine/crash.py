"""Crash reports: the traceback of a fault of ours, kept in a file for whoever looks after the software."""

import traceback
from pathlib import Path

_FILE = "fault.txt"


def keep(folder: Path, error: BaseException) -> Path | None:
    """Writes the traceback into a folder; returns its file, or None when it can't be written."""
    file = folder / _FILE
    try:
        folder.mkdir(exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return file
