"""The engine over the work tree of a workroom: what the desk asks of it."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from bulletin.problems import Problem

from ..refusal import Refusal
from .warm_engine import Done, WarmEngine

_BUILD = ("-m", "mkdocs", "build", "--strict", "--quiet")
_KEPT = frozenset({"BULLETIN_CACHE_KEY"})
"""Of the variables that tell the engine what to do, those that hold for every run."""


class Engine:
    """`lock` is the descriptor of the workroom's lock; the engine holds it as long as it runs."""

    def __init__(self, warm: WarmEngine, lock: int):
        self._warm = warm
        self._lock = lock

    def check(self) -> list[Problem]:
        """All problems of all posts. Raises Refusal when the engine can't look."""
        done = self._run(["hooks/bulletin", "check", "--posts", "--format", "json"])
        try:
            return [Problem(**item) for item in json.loads(done.output or "null")]
        except (ValueError, TypeError):
            raise _refusal(done) from None

    def build(self) -> None:
        """Brings the site of the project up to date. Raises Refusal."""
        done = self._run(_BUILD)
        if done.code:
            raise _refusal(done)

    def prove(self, folder: Path, moment: int | None) -> None:
        """Pulls a proof into a folder: what a build at a moment (seconds since 1970) would change in the site; now, if
        there is none. Raises Refusal.
        """
        clock = {} if moment is None else {"SOURCE_DATE_EPOCH": str(moment)}
        done = self._run(_BUILD, BULLETIN_PROOF_TO=str(folder), **clock)
        if done.code:
            raise _refusal(done)

    def _run(self, arguments: Sequence[str], **variables: str) -> Done:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in _KEPT or not name.startswith(("GIT_", "BULLETIN_"))
        }
        given = {**inherited, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **variables}
        try:
            return self._warm.run(arguments, given, self._lock)
        except OSError as error:
            raise Refusal(503, "proofs_engine", reason=error) from error


def _refusal(done: Done) -> Refusal:
    """What the engine said when it could not go on, which is a sentence of its own."""
    said = [line for line in (done.errors + done.output).splitlines() if line.strip()]
    return Refusal(503, "proofs_engine", reason="\n".join(said[-20:]) or done.code)
