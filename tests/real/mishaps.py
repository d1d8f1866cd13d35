"""Builds to which something happens: started as processes of their own, watched, stopped and killed."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import soundness
from bulletin import words
from project import NOON, ROOT, Project

ENVIRONMENT = {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
TEXT = words.terminal()
READING, PUBLISHING = TEXT["checking"], TEXT["publishing"]


class Running:
    """A build that goes on while the test does something else; in a session of its own, as in a terminal."""

    def __init__(self, project: Project, *options: str, prepare: Callable[[], None] | None = None, **environment: str):
        self.log = project.folder / f"log-{time.monotonic_ns()}.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "build", *options],
                cwd=project.folder, env=os.environ | ENVIRONMENT | environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=prepare,
            )  # fmt: skip

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def until(self, text: str) -> "Running":
        """Waits for the build to say something, or to end without having said it."""
        end = time.monotonic() + 60
        while text not in self.said and self.process.poll() is None:
            assert time.monotonic() < end, self.said
            time.sleep(0.002)
        return self

    def send(self, number: signal.Signals, to_all: bool = False) -> None:
        """A signal to the build, or to its workers too, as a terminal sends Ctrl-C."""
        if self.process.poll() is None:
            (os.killpg if to_all else os.kill)(self.process.pid, number)

    def workers(self) -> list[int]:
        """The processes that it has started, at least two, once it has."""
        end = time.monotonic() + 5
        while self.process.poll() is None and time.monotonic() < end:
            found = [int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]
            if len(found) > 1:
                return found
            time.sleep(0.001)
        return []

    def end(self) -> int:
        return self.process.wait(timeout=120)


def stopped(worker: int, lock: Path) -> bool:
    """Stops a worker where it neither reads the cache nor has just been born: there it would hold what its parent holds."""
    for _ in range(100):
        try:
            os.kill(worker, signal.SIGSTOP)
            while (state := Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0]) not in "Tt":
                if state in "ZX":
                    return False
            opened = {os.readlink(link) for link in Path(f"/proc/{worker}/fd").iterdir()}
        except OSError:
            return False  # it is at its end
        locking = [line.split()[4] for line in Path("/proc/locks").read_text().splitlines()]
        if str(lock) not in opened and str(worker) not in locking:
            return True
        os.kill(worker, signal.SIGCONT)
        time.sleep(0.003)
    return False


def own(project: Project, *names: str) -> None:
    """Files of the project's own in the place of links to the real ones, so that the test may edit them."""
    for name in names:
        (project.folder / name).unlink()
        shutil.copytree(ROOT / name, project.folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


_CLEAN: dict[str, dict[str, bytes]] = {}


def clean_build(project: Project, folder: Path) -> dict[str, bytes]:
    """The site as a build makes it that finds neither a site nor a cache: of the same files, in another place. Made once for each state."""
    state = _state(project)
    if state not in _CLEAN:
        shutil.rmtree(folder, ignore_errors=True)
        fresh = Project(folder)
        shutil.copy(project.folder / "mkdocs.yml", folder)
        fresh.posts.rmdir()
        for name in ("posts", "hooks", "overrides", "docs"):
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to((project.folder / name).resolve())
        result = fresh.build()
        assert result.returncode == 0, result.stderr
        _CLEAN[state] = fresh.files()
        assert soundness.faults(_CLEAN[state], _CLEAN[state]) == [], "a clean build is sound"
    return _CLEAN[state]


def _state(project: Project) -> str:
    """Stands for everything that the site is made of."""
    found = hashlib.sha256((project.folder / "mkdocs.yml").read_bytes())
    for path in sorted(path for name in ("posts", "overrides", "docs") for path in (project.folder / name).resolve().rglob("*")):
        found.update(str(path).removeprefix(str(project.folder)).encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def leftovers(project: Project) -> list[Path]:
    return [*project.site.glob(".new-*"), *project.site.parent.glob(".new-*")]


def notices(said: str) -> list[str]:
    """What a build said about its cache."""
    return [text for text in TEXT["store_lost"].values() if text in said]


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A disk of its own, as small as `options` say, mounted on a folder; the test is skipped where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def resize(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def used(folder: Path) -> int:
    """Bytes on a disk."""
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def used_inodes(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_files - status.f_ffree
