"""How long a command takes, and how much memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOPWATCH = Path(__file__).with_name("stopwatch.py")


@dataclass(frozen=True)
class Measurement:
    """`megabytes` (of 1024² bytes) is the peak of the largest process; `output` is what the command said."""

    seconds: float
    megabytes: float
    output: str


class CommandFailed(Exception):
    """The command ended with an error; the text is the end of what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measurement:
    os.sync()  # so that no command waits for what was written before it
    with tempfile.NamedTemporaryFile("r") as report:
        watched = [sys.executable, "-I", "-S", str(STOPWATCH), report.name, *command]
        run = subprocess.run(
            watched,
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=True,
        )
        seconds, kilobytes, status = report.read().split()
    if status != "0":
        raise CommandFailed(f"{' '.join(command)}\nin {folder}\n{run.stdout[-3000:]}")
    return Measurement(float(seconds), int(kilobytes) / 1024, run.stdout)
