"""The workroom: where the engine checks drafts and builds their previews, away from the public site.

    main/           a work tree of main's tip, with the engine's cache; main/site is main as readers see it
    previews/<KEY>  what each draft would change in that site
    lock

A draft's files lie in the work tree only while the engine looks at them, under the lock. Its pages lie below
`previews/` alone: `main/site` is built from main and nothing else.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bulletin.machine import clock
from bulletin.problems import ERROR, Problem

from ..refusal import Refusal
from . import press_copy, room_lock
from .engine import Engine
from .preview_shelf import PreviewShelf, StandsFor
from .site_file import in_folder
from .warm_engine import WarmEngine
from .work_tree import Changes, WorkTree

MAIN = "refs/heads/main"
_BASE_COMMIT = "base-commit"
"""The file with the commit that the site of main was built from last."""
_LONGEST_BUILD = 24 * 3600.0
"""Seconds. The first build of a large archive makes all of its pictures."""
_PATIENCE = 90.0
"""Seconds that somebody at the desk waits for another's check or preview."""


class Source(Protocol):
    """What a workroom asks of the repository."""

    @property
    def folder(self) -> Path: ...

    def tip(self, ref: str) -> str | None: ...


class Workroom:
    """All methods raise Refusal when the engine can't do its work, or is busy for too long."""

    def __init__(self, folder: Path, repository: Source):
        self.base = folder / "main" / "site"
        """The site of main."""
        self._folder = folder
        self._repository = repository
        self._tree = WorkTree(folder / "main", repository.folder)
        self._previews = PreviewShelf(folder / "previews")
        self._warm = WarmEngine(folder / "main", _LONGEST_BUILD)
        self._known: tuple[str, list[Problem]] | None = None

    @property
    def project(self) -> Path:
        """The folder of `mkdocs.yml` as main has it."""
        return self._tree.folder

    def check(self, commit: str, changes: Changes) -> list[Problem]:
        """All problems of the changed posts, and the errors elsewhere that they cause. `commit` is one of main."""
        with self._engine() as engine:
            with self._tree.with_changes(commit, changes):
                problems = engine.check()
            own = [problem for problem in problems if _is_about(problem, changes)]
            errors = [problem for problem in problems if problem.severity == ERROR and not _is_about(problem, changes)]
            if errors:
                old = self._problems_of(commit, engine)
                errors = [problem for problem in errors if problem not in old]
        return [*own, *errors]

    def _problems_of(self, commit: str, engine: Engine) -> list[Problem]:
        """The problems that main has by itself."""
        if self._known is None or self._known[0] != commit:
            self._tree.put_right(commit)
            self._known = commit, engine.check()
        return self._known[1]

    def update(self) -> None:
        """Brings the site of main to main's tip and to this moment."""
        with self._engine() as engine:
            self._update(self._tip(), engine)

    def _update(self, tip: str, engine: Engine) -> None:
        self._tree.put_right(tip)
        engine.build()
        new = self._folder / f".{_BASE_COMMIT}"
        new.write_text(tip, encoding="ascii")
        os.replace(new, self._folder / _BASE_COMMIT)
        self._previews.tidy()

    def preview(self, key: str, commit: str, changes: Changes) -> Path:
        """The folder of a draft's preview, made if the draft or main has changed. `commit` is the draft's, `changes`
        are its files against main's tip.
        """
        now = clock.now(os.environ)
        moment = press_copy.moment(changes, now)
        stands_for = StandsFor(commit, self._tip(), int(moment.timestamp()) if moment else None)
        if self._previews.stands_for(key) != stands_for:
            with self._engine() as engine:
                if self._previews.stands_for(key) != stands_for:  # another request has not made it meanwhile
                    self._prove(key, stands_for, press_copy.of(changes), engine)
        preview = self._previews.get(key)
        if preview is None:
            raise Refusal(404, "proofs_no_draft", key=key)
        return preview.folder

    def _prove(self, key: str, stands_for: StandsFor, changes: Changes, engine: Engine) -> None:
        if not self._is_base_at(stands_for.main):
            self._update(stands_for.main, engine)
        with self._tree.with_changes(stands_for.main, changes):
            self._previews.put(key, stands_for, lambda folder: engine.prove(folder, stands_for.moment))

    def file(self, key: str, site_path: str) -> Path | None:
        """A file of the site as the draft makes it: the preview's own, or else main's. The path of a folder stands for
        the page in it. None if there is no such file, or no preview.
        """
        preview = self._previews.get(key)
        if preview is None:
            return None
        path = f"{site_path}index.html" if site_path.endswith("/") or not site_path else site_path
        if path in preview.deleted:
            return None
        return in_folder(preview.files, path) or in_folder(self.base, path)

    def discard(self, key: str) -> None:
        """Deletes the preview of a draft that is published or given up."""
        self._previews.discard(key)

    def _is_base_at(self, commit: str) -> bool:
        try:
            return (self._folder / _BASE_COMMIT).read_text(encoding="ascii") == commit
        except OSError:
            return False

    def _tip(self) -> str:
        tip = self._repository.tip(MAIN)
        if tip is None:
            raise Refusal(503, "proofs_no_main")
        return tip

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        """The engine, for whoever holds the lock."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with room_lock.hold(self._folder / "lock", _PATIENCE) as lock:
                yield Engine(self._warm, lock)
        except OSError as error:
            raise Refusal(507, "proofs_disk", reason=error.strerror) from error


def _is_about(problem: Problem, changes: Changes) -> bool:
    """Whether a problem is one of a changed post, or of a file beside it."""
    posts = {path.removesuffix(".md") for path in changes} | {path.rpartition("/")[0] for path in changes}
    return problem.file in changes or any(
        problem.file == f"{post}.md" or problem.file.startswith(f"{post}/") for post in posts if post.count("/") == 3
    )
