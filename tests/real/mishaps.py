"""Builds to which something happens: started as processes of their own, watched, stopped and killed."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import shared
from bulletin.stylebook import words
from project import NOON, Project, source
from real import soundness

ENVIRONMENT = {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
TEXT = words.terminal()
READING, PUBLISHING = TEXT["checking"], TEXT["publishing"]


STEERING = """
import os, signal, sys
from multiprocessing.connection import Connection

builder, write, send = os.getpid(), sys.stderr.write, Connection.send
os.cpu_count = lambda: 3

def written(text):
    length = write(text)
    if os.getpid() == builder and text == os.environ.get("PAUSE_AFTER"):
        sys.stderr.flush()
        os.kill(builder, signal.SIGSTOP)
    return length

def sent(results, found):
    stage = os.environ.get("WORKERS_PAUSE_AFTER")
    if os.getpid() != builder and isinstance(found, list) and stage:
        if stage in open("/dev/stderr", encoding="utf-8").read():
            os.kill(os.getpid(), signal.SIGSTOP)
    send(results, found)

sys.stderr.write, Connection.send = written, sent
"""
"""A sitecustomize by which a build stops itself, or each of its workers at its first result, after something has been
said: at that point, however busy the machine is. It thinks that it has three processors, so that there are workers on
any.
"""


def steered(folder: Path, **where: str) -> dict[str, str]:
    """The environment of a build that is steered so; PAUSE_AFTER or WORKERS_PAUSE_AFTER say where to."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(STEERING)
    return {"PYTHONPATH": str(folder), **where}


class Running:
    """A build that goes on while the test does something else; in a session of its own, as in a terminal."""

    def __init__(
        self,
        project: Project,
        *options: str,
        environment: Mapping[str, str] | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self.log = project.folder / f"log-{time.monotonic_ns()}.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "build", *options],
                cwd=project.folder,
                env={**os.environ, **ENVIRONMENT, **(environment or {})},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=prepare,
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def until(self, text: str) -> "Running":
        """Waits for the build to say something, or to end without having said it."""
        end = time.monotonic() + 300
        while text not in self.said and self.process.poll() is None:
            assert time.monotonic() < end, self.said
            time.sleep(0.002)
        return self

    def send(self, number: signal.Signals, to_all: bool = False) -> None:
        """A signal to the build, or to its workers too, as a terminal sends Ctrl-C."""
        if self.process.poll() is None:
            (os.killpg if to_all else os.kill)(self.process.pid, number)

    def until_it_stops(self) -> "Running":
        """Waits for the build to stop itself."""
        waited = os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        assert waited is not None and waited.si_code == os.CLD_STOPPED, self.said
        return self

    def workers_that_stopped(self) -> list[int]:
        """The workers that have stopped themselves, once one has."""
        while True:
            assert self.process.poll() is None, self.said
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            found = [int(pid) for pid in children if state(int(pid)) == "T"]
            if found:
                return found
            time.sleep(0.002)

    def end(self) -> int:
        return self.process.wait(timeout=300)


def state(pid: int) -> str:
    """R, S, T … as Linux writes it; empty of a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def own(project: Project, *names: str) -> None:
    """Files of the project's own in the place of links to the real ones, so that the test may edit them."""
    for name in names:
        (project.folder / name).unlink()
        shutil.copytree(source(name), project.folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def clean_build(project: Project) -> dict[str, bytes]:
    """The site as a build makes it that finds neither a site nor a cache: of the same files, in another place. Made
    once for each state, whichever test comes first.
    """
    return _clean_files(shared.made_once(f"clean-{_state(project)}", lambda folder: _build_anew(project, folder)))


@cache
def _clean_files(folder: Path) -> dict[str, bytes]:
    found = soundness.files_of(folder / "bulletin/site")
    assert soundness.faults(found, found) == [], "a clean build is sound"
    return found


def _build_anew(project: Project, folder: Path) -> None:
    fresh = Project(folder / "bulletin")
    shutil.copy(project.folder / "mkdocs.yml", fresh.folder)
    fresh.posts.rmdir()
    for name in ("posts", "hooks", "overrides", "docs"):
        (fresh.folder / name).unlink(missing_ok=True)
        (fresh.folder / name).symlink_to((project.folder / name).resolve())
    result = fresh.build()
    assert result.returncode == 0, result.stderr
    shutil.rmtree(fresh.folder / ".cache")


def _state(project: Project) -> str:
    """Stands for everything that the site is made of."""
    found = hashlib.sha256((project.folder / "mkdocs.yml").read_bytes())
    for path in sorted(
        path for name in ("posts", "overrides", "docs") for path in (project.folder / name).resolve().rglob("*")
    ):
        found.update(
            str(path).removeprefix(str(project.folder)).encode() + (path.read_bytes() if path.is_file() else b"")
        )
    return found.hexdigest()


def leftovers(project: Project) -> list[Path]:
    return [*project.site.glob(".new-*"), *project.site.parent.glob(".new-*")]


def notices(said: str) -> list[str]:
    """What a build said about its cache."""
    return [text for text in TEXT["store_lost"].values() if text in said]


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A disk of its own, as small as `options` say, mounted on a folder; the test is skipped where that is not
    allowed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
        ).returncode
    ):
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
