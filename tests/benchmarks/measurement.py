"""How long a command takes, and how much memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

STOPWATCH = Path(__file__).with_name("stopwatch.py")
_INTERVAL = 0.5
"""Seconds between two looks at the memory of all processes. A look takes 10 ms for each gigabyte, of one core."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Measurement:
    """`megabytes` (of 1024² bytes) is the peak of the largest process, `together` that of all processes at one time;
    `output` is what the command said.
    """

    seconds: float
    megabytes: float
    together: float
    output: str


class CommandFailed(Exception):
    """The command ended with an error; the text is the end of what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measurement:
    os.sync()  # so that no command waits for what was written before it
    with tempfile.NamedTemporaryFile("r") as report:
        watched = [sys.executable, "-I", "-S", str(STOPWATCH), report.name, *command]
        with subprocess.Popen(
            watched,
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as process:
            output, together = _watch(process)
        seconds, kilobytes, status = report.read().split()
    if status != "0":
        raise CommandFailed(f"{' '.join(command)}\nin {folder}\n{output[-3000:]}")
    largest = int(kilobytes) / 1024
    return Measurement(float(seconds), largest, max(largest, together / _MEGABYTE), output)


def _watch(stopwatch: "subprocess.Popen[str]") -> tuple[str, int]:
    """Waits for the stopwatch. Returns the output and the most bytes of memory that its descendants had together."""
    peak = 0
    while True:
        try:
            return stopwatch.communicate(timeout=_INTERVAL)[0], peak
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(map(_memory, psutil.Process(stopwatch.pid).children(recursive=True))))


def _memory(process: psutil.Process) -> int:
    """The proportional set size in bytes: what several processes share counts once. 0 for one that has just ended."""
    try:
        size: int = process.memory_full_info().pss
        return size
    except psutil.Error:
        return 0
