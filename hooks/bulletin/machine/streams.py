"""The streams: what a command or a build says reaches people in UTF-8, whatever encoding their machine is set to."""

import sys


def use_utf8() -> None:
    """Windows' pipes and a machine without a language have encodings without Vietnamese. A file's name that is no text
    is shown by its bytes.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
