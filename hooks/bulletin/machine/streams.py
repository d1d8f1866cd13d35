"""The standard streams: commands and builds print in UTF-8, whatever encoding the machine is set to."""

import sys


def use_utf8() -> None:
    """Switches stdout and stderr to UTF-8.

    The encodings of Windows pipes and of machines without a locale lack Vietnamese letters. Bytes of a file name that
    are not text are printed as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
