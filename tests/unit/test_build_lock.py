"""Whose turn it is: one build after the other, and nobody waits for the dead."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bulletin.machine import build_lock
from bulletin.machine.build_lock import AnotherBuildError
from project import ROOT
from unit.process import soon

HOLDER = """
import os, sys
from pathlib import Path
from bulletin.machine import build_lock, workers
os.cpu_count = lambda: 3
with build_lock.hold(Path(sys.argv[1]), 1, lambda: None):
    print("mine", flush=True)
"""


class Listener:
    """Counts how often it hears that somebody waits, and does something then."""

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self.heard = 0
        self.then = then

    def __call__(self) -> None:
        self.heard += 1
        self.then()


@pytest.fixture
def listener() -> Listener:
    return Listener()


def hold(folder: Path, then: str) -> subprocess.Popen[str]:
    """Another process that has the turn, and what it does with it; it can wait until its input is closed."""
    script = HOLDER + textwrap.indent(textwrap.dedent(then), "    ")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONDONTWRITEBYTECODE": "1"}
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout and holder.stdout.readline() == "mine\n"
    return holder


@pytest.fixture
def another(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another build, at work as long as the test is."""
    with hold(tmp_path, "sys.stdin.read()") as holder:
        yield holder
        holder.kill()


def is_free(folder: Path) -> bool:
    try:
        with build_lock.hold(folder, 0, lambda: None):
            return True
    except AnotherBuildError:
        return False


def test_the_first_one_says_nothing(tmp_path: Path, listener: Listener) -> None:
    with build_lock.hold(tmp_path, 600, listener) as has_waited:
        assert not has_waited and not is_free(tmp_path)
    assert is_free(tmp_path)
    assert listener.heard == 0


def test_the_second_one_says_that_it_waits_and_gives_up_after_a_time(
    tmp_path: Path, another: subprocess.Popen[str], listener: Listener
) -> None:
    begun = time.monotonic()
    with pytest.raises(AnotherBuildError) as error, build_lock.hold(tmp_path, 0.7, listener):
        raise AssertionError("two builds at once")
    assert time.monotonic() - begun > 0.6
    assert (listener.heard, error.value.seconds) == (1, 1)


def test_the_second_one_begins_when_the_first_has_ended(tmp_path: Path, another: subprocess.Popen[str]) -> None:
    assert another.stdin
    listener = Listener(then=another.stdin.close)
    with build_lock.hold(tmp_path, 600, listener) as has_waited:
        assert has_waited
    assert listener.heard == 1


def test_a_build_that_fails_gives_its_turn_away(tmp_path: Path, listener: Listener) -> None:
    with pytest.raises(ZeroDivisionError), build_lock.hold(tmp_path, 1, listener):
        raise ZeroDivisionError
    assert is_free(tmp_path)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "terminated"])
def test_a_build_that_was_killed_holds_nobody_up(
    tmp_path: Path, another: subprocess.Popen[str], ending: signal.Signals
) -> None:
    assert not is_free(tmp_path)
    another.send_signal(ending)
    another.wait()
    assert is_free(tmp_path)


def test_the_workers_of_a_build_that_was_killed_hold_nobody_up(tmp_path: Path) -> None:
    """A worker may be in the middle of something long when its parent dies."""
    script = """
        waiting = os.dup(0)
        list(workers.share(lambda number: (number == 0 and print("at work", flush=True), os.read(waiting, 1)), 1000))
    """
    with hold(tmp_path, script) as holder:
        assert holder.stdout and holder.stdout.readline() == "at work\n"
        holder.kill()
        holder.wait()
        assert soon(lambda: is_free(tmp_path))


def test_a_folder_that_is_not_there_yet(tmp_path: Path, listener: Listener) -> None:
    with build_lock.hold(tmp_path / "moi" / ".cache", 1, listener):
        assert not is_free(tmp_path / "moi" / ".cache")


def test_where_no_lock_can_be_laid_one_builds_alone(tmp_path: Path, listener: Listener) -> None:
    (tmp_path / "tep").write_bytes(b"")
    with build_lock.hold(tmp_path / "tep", 1, listener):
        pass
    assert listener.heard == 0
