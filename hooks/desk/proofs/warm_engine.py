"""The engine as the desk calls it: a program that has loaded it already (engine_host.py) runs one command after the
other.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_HOST = Path(__file__).with_name("engine_host.py")
_SOURCES = "hooks"
"""The folder of the project with the engine."""


class Done(NamedTuple):
    """What a command has said, and its exit code."""

    code: int
    output: str
    errors: str


class WarmEngine:
    """The engine of one project. It is loaded anew when the sources change. Its user holds the workroom's lock, so no
    two commands run at once.
    """

    def __init__(self, project: Path, patience: float):
        """`patience` is in seconds."""
        self._project = project
        self._patience = patience
        self._host: _Host | None = None

    def run(self, arguments: Sequence[str], variables: Mapping[str, str], lock: int) -> Done:
        """Runs `python …` in the folder of the project, with these variables alone. Raises OSError when it can't run,
        or takes too long.
        """
        sources = _stamp(self._project / _SOURCES)
        if self._host is None or self._host.sources != sources:
            self.close()
            self._host = _Host(self._project, sources, self._patience)
        try:
            return self._host.run(arguments, variables, lock)
        except BaseException:  # it is in the middle of something
            self.close()
            raise

    def close(self) -> None:
        if self._host:
            self._host.end()
        self._host = None


class _Host:
    def __init__(self, project: Path, sources: tuple[float, int], patience: float):
        self.sources = sources
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(patience)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(_HOST), str(theirs.fileno())],
                cwd=project,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._answers = self._socket.makefile("r")

    def run(self, arguments: Sequence[str], variables: Mapping[str, str], lock: int) -> Done:
        request = {"arguments": list(arguments), "variables": dict(variables)}
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            socket.send_fds(self._socket, [b"."], [output.fileno(), errors.fileno(), lock])
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            code = self._answers.readline()
            if not code:
                raise OSError("the engine has ended")
            said = []
            for file in (output, errors):
                file.seek(0)
                said.append(file.read().decode("utf-8", "replace"))
        return Done(int(code), *said)

    def end(self) -> None:
        self._answers.close()
        self._socket.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def _stamp(folder: Path) -> tuple[float, int]:
    """Changes when a file below a folder does, as far as times and sizes tell."""
    times, sizes = 0.0, 0
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".py", ".yml")):
                found = os.stat(os.path.join(path, name))
                times, sizes = max(times, found.st_mtime), sizes + found.st_size
    return times, sizes
