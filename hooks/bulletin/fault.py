"""What ends a build in its middle: a fault of ours, told in one line and kept in a file for whoever looks after the software; an editor's Ctrl-C."""

import signal
import sys
import traceback
from pathlib import Path

from . import words


def keep(project: Path, error: BaseException) -> str:
    """Writes the traceback into `.cache/` and gives the sentence for the terminal."""
    file = project / ".cache" / "fault.txt"
    text = "".join(traceback.format_exception(error))
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return words.terminal()["fault"].format(error=error, file="–")
    return words.terminal()["fault"].format(error=error, file=file.relative_to(project).as_posix())


def heed_interrupts() -> None:
    """Lets Ctrl-C end a build wherever it comes. Where Python can't raise what it means (in a callback of its own import system, for one) it would
    print a traceback and go on; so it comes again a moment later.
    """
    report = sys.unraisablehook

    def heed(unraisable: "sys.UnraisableHookArgs") -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        else:
            report(unraisable)

    sys.unraisablehook = heed
