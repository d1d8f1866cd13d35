"""Crash reports: the traceback of a bug in the engine, kept in a file for its maintainers."""

import traceback
from pathlib import Path

_FILE = "fault.txt"


def keep(folder: Path, error: BaseException) -> Path | None:
    """Writes the traceback of an error into a folder. Returns the file, or None when it can't be written."""
    file = folder / _FILE
    try:
        folder.mkdir(exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return file
