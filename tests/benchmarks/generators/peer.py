"""A generator from PyPI, in a Python environment of its own with exact versions."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from .generator import Generator

LOCKS = Path(__file__).resolve().parents[1] / "environments"
ENVIRONMENTS = Path(__file__).resolve().parents[3] / ".cache" / "benchmark" / "environments"


class Peer(Generator):
    """`environments/<lock>.txt` says what is installed; when it has changed, the environment is made anew."""

    lock: ClassVar[str]
    """Which of `environments/` it runs in."""
    package: ClassVar[str]
    label: ClassVar[str]

    def __init__(self) -> None:
        self._folder = ENVIRONMENTS / self.lock
        self.programs = self._folder / "bin"

    def install(self) -> None:
        lock = LOCKS / f"{self.lock}.txt"
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()
        made_from = self._folder / "made-from"
        if made_from.exists() and made_from.read_text() == digest:
            return
        subprocess.run([sys.executable, "-m", "venv", "--clear", self._folder], check=True)
        pip = [str(self.programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
        made_from.write_text(digest)

    def version(self) -> str:
        return f"{self.label} {self.ask(f'from importlib.metadata import version; print(version({self.package!r}))')}"

    def ask(self, code: str) -> str:
        """What a line of Python prints in this environment."""
        return subprocess.run(
            [self.programs / "python", "-c", code], check=True, capture_output=True, text=True
        ).stdout.strip()
