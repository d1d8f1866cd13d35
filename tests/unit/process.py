"""A Python process that a test starts for itself, and waiting for what has to happen."""

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from project import ROOT

OPENING = """
import multiprocessing, os, signal, sys, threading, time
from bulletin.machine import workers
from bulletin.machine.workers import WorkerLost
os.cpu_count = lambda: 3
"""


def start(script: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """A Python process that knows the engine and thinks that it has three processors."""
    return subprocess.Popen(
        [sys.executable, "-c", OPENING + textwrap.dedent(script), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(script: str, *arguments: str | Path) -> str:
    """What such a process prints."""
    process = start(script, *arguments)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, ""), err
    return out.strip()


def soon(what: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it happens at all; so long takes only what never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
