"""`mkdocs serve` as a process of its own, watched through its pages and through what it says."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from browser.server import free_port
from project import NOON, Project


class Preview:
    def __init__(self, project: Project, log: Path, port: int | None = None) -> None:
        self.project = project
        self.log = log
        self.port = port or free_port()
        environment = os.environ | {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            command, cwd=project.folder, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=10) as answer:
            return str(answer.read(), "utf-8").replace("\u00a0", " ")

    def wait(self, what: Callable[[], bool], seconds: float = 120) -> bool:
        """Whether it happens at all; so long takes only what never comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if what():
                    return True
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.1)
        return False

    def said(self, text: str) -> bool:
        return text in self.log.read_text(encoding="utf-8")
