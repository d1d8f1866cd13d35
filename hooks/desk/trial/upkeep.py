"""The upkeep: the public site of the trial follows main, and changes by itself when an article is due."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .. import words
from ..git.repository import Repository
from ..proofs.workroom import MAIN, Workroom
from ..refusal import Refusal

_LOOK = 0.5
"""Seconds between two looks at main."""
_AGAIN = 60.0
"""Seconds before a build that failed is tried once more."""


class Upkeep(threading.Thread):
    """Runs until `stop` is called. `tell` is given what could not be done."""

    def __init__(self, repository: Repository, workroom: Workroom, tell: Callable[[str], None]):
        super().__init__(daemon=True)
        self._repository = repository
        self._workroom = workroom
        self._tell = tell
        self._is_over = threading.Event()

    def run(self) -> None:
        built, due = "", 0.0
        while not self._is_over.wait(_LOOK):
            tip = self._repository.tip(MAIN) or ""
            if tip == built and time.time() < due:
                continue
            try:
                self._workroom.update()
                due = next_change(self._workroom.project)
            except Refusal as refusal:
                self._tell(words.sentence("trial.update_fails", reason=refusal))
                due = time.time() + _AGAIN
            built = tip

    def stop(self) -> None:
        self._is_over.set()


def next_change(project: Path) -> float:
    """The moment at which the site of a project changes although nobody edits a post, in seconds since 1970."""
    asked = subprocess.run(
        [sys.executable, "hooks/bulletin", "next"],
        cwd=project,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        return datetime.fromisoformat(asked.stdout.partition("\n")[0]).timestamp()
    except ValueError:  # nothing is due
        return float("inf")
