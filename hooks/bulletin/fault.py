"""A fault of ours, not of the editor's: kept in a file for whoever looks after the software, told in one line."""

import traceback
from pathlib import Path

from . import words


def keep(project: Path, error: BaseException) -> str:
    """Writes the traceback into `.cache/` and gives the sentence for the terminal."""
    file = project / ".cache" / "fault.txt"
    text = "".join(traceback.format_exception(error))
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError:
        return words.terminal()["fault"].format(error=error, file="–")
    return words.terminal()["fault"].format(error=error, file=file.relative_to(project).as_posix())
