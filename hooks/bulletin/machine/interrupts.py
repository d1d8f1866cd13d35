"""Interrupts: makes Ctrl-C end a build wherever it comes."""

import signal
import sys


def heed() -> None:
    """Python swallows a KeyboardInterrupt that is raised in places such as an import callback, and only prints it. This
    hook raises the signal again a moment later.
    """
    report = sys.unraisablehook

    def raise_again(unraisable: "sys.UnraisableHookArgs") -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        else:
            report(unraisable)

    sys.unraisablehook = raise_again
