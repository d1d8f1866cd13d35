"""The engine in a process of its own, over the work tree of a workroom."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.problems import Problem

from ..refusal import Refusal

_BUILD = ("-m", "mkdocs", "build", "--strict", "--quiet")
_KEPT = frozenset({"BULLETIN_CACHE_KEY"})
"""Of the variables that tell the engine what to do, those that hold for every run."""
_PATIENCE = 24 * 3600
"""Seconds. The first build of a large archive makes all of its pictures."""


class Engine:
    """`lock` is the descriptor of the workroom's lock; the engine holds it as long as it runs."""

    def __init__(self, project: Path, lock: int):
        self._project = project
        self._lock = lock

    def check(self) -> list[Problem]:
        """All problems of all posts. Raises Refusal when the engine can't look."""
        done = self._run(["hooks/bulletin", "check", "--posts", "--format", "json"])
        try:
            return [Problem(**item) for item in json.loads(done.stdout or "null")]
        except (ValueError, TypeError):
            raise _refusal(done) from None

    def build(self) -> None:
        """Brings the site of the project up to date. Raises Refusal."""
        done = self._run(_BUILD)
        if done.returncode:
            raise _refusal(done)

    def prove(self, folder: Path, moment: int | None) -> None:
        """Pulls a proof into a folder: what a build at a moment (seconds since 1970) would change in the site; now, if
        there is none. Raises Refusal.
        """
        clock = {} if moment is None else {"SOURCE_DATE_EPOCH": str(moment)}
        done = self._run(_BUILD, BULLETIN_PROOF_TO=str(folder), **clock)
        if done.returncode:
            raise _refusal(done)

    def _run(self, arguments: Sequence[str], **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in _KEPT or not name.startswith(("GIT_", "BULLETIN_"))
        }
        try:
            return subprocess.run(
                [sys.executable, *arguments],
                cwd=self._project,
                env={**inherited, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **variables},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=_PATIENCE,
                pass_fds=(self._lock,),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refusal(503, "proofs_engine", reason=error) from error


def _refusal(done: subprocess.CompletedProcess[str]) -> Refusal:
    """What the engine said when it could not go on, which is a sentence of its own."""
    said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return Refusal(503, "proofs_engine", reason="\n".join(said[-20:]) or done.returncode)
