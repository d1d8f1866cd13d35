"""Interrupts: makes Ctrl-C end a build at any moment."""

import signal
import sys


def install() -> None:
    """Installs a hook that makes Ctrl-C reliable.

    In places such as an import callback, Python swallows a KeyboardInterrupt and only prints it. The hook then raises
    the signal again.
    """
    default_hook = sys.unraisablehook

    def raise_again(unraisable: "sys.UnraisableHookArgs") -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        else:
            default_hook(unraisable)

    sys.unraisablehook = raise_again
