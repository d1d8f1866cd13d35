"""Work shared among processes. Each test has a process of its own to fork from: pytest's may have threads, and then
nothing is forked.
"""

import os
import signal
import threading
from pathlib import Path

import pytest
from bulletin.machine import workers
from unit.process import alive, said, soon, start

# --- share


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1000, 10_001])
def test_everything_is_done_once(count: int) -> None:
    assert said(f"print(sorted(workers.share(lambda number: number, {count})) == list(range({count})))") == "True"


def test_all_processors_work_at_the_same_time() -> None:
    """Nobody goes on before three are at work."""
    script = """
        met = multiprocessing.get_context("fork").Barrier(3)
        has_begun = False
        def work(number):
            global has_begun
            if not has_begun:
                has_begun = True
                met.wait(100)
            return os.getpid()
        print(len(set(workers.share(work, 1000)) - {os.getpid()}))
    """
    assert said(script) == "3"


def test_a_few_things_are_sooner_done_than_a_process_is_started() -> None:
    assert said("print(set(workers.share(lambda number: os.getpid(), 255)) == {os.getpid()})") == "True"


def test_more_work_than_fits_into_a_pipe() -> None:
    assert said("print(sum(workers.share(lambda number: 1, 700_000)))") == "700000"


def test_so_many_heavy_items_as_the_photos_of_an_old_portal() -> None:
    assert said("print(sum(workers.share_few(lambda number: 1, 40_000)))") == "40000"


def test_results_of_any_size_and_kind() -> None:
    script = """
        found = list(workers.share(lambda number: [None, b"", ValueError("a result"), "x" * 100_000][number % 4], 600))
        errors = [one for one in found if isinstance(one, ValueError)]
        texts = [one for one in found if isinstance(one, str)]
        print(len(found), found.count(None), len(errors), max(map(len, texts)))
    """
    assert said(script) == "600 150 150 100000"


def test_workers_know_what_their_parent_knew() -> None:
    assert (
        said(
            "table = {number: object() for number in range(1000)}\n"
            "print(sum(workers.share(lambda number: number in table, 1000)))"
        )
        == "1000"
    )


def test_whatever_is_raised_in_a_worker_is_raised_here() -> None:
    script = """
        def work(number):
            if number == 777:
                raise OSError(28, "No space left on device", "rss.xml")
            return number
        try:
            list(workers.share(work, 1000))
        except OSError as error:
            print(error.errno, error.filename, "in work" in "".join(error.__notes__))
        print(workers.multiprocessing.active_children())
    """
    assert said(script) == "28 rss.xml True\n[]"


def test_an_error_that_cannot_travel_is_still_an_error() -> None:
    script = """
        class Odd(Exception):
            def __init__(self, one, other):
                super().__init__("odd")
        def work(number):
            raise Odd(1, 2)
        try:
            list(workers.share(work, 1000))
        except Exception as error:
            print("an error")
    """
    assert said(script) == "an error"


def test_a_worker_that_is_killed_is_lost() -> None:
    script = """
        def work(number):
            if number == 500:
                os.kill(os.getpid(), signal.SIGKILL)
            return number
        try:
            list(workers.share(work, 1000))
        except WorkerLost:
            print("lost")
        print(workers.multiprocessing.active_children())
    """
    assert said(script) == "lost\n[]"


def test_who_stops_listening_ends_the_workers() -> None:
    script = """
        for number in workers.share(lambda number: time.sleep(0.001), 5000):
            break
        print(workers.multiprocessing.active_children())
    """
    assert said(script) == "[]"


def test_with_other_threads_about_the_work_is_done_here() -> None:
    script = """
        stop = threading.Event()
        threading.Thread(target=stop.wait).start()
        print({pid for pid in workers.share(lambda number: os.getpid(), 1000)} == {os.getpid()})
        print(workers.begin(os.getpid)() == os.getpid())
        stop.set()
    """
    assert said(script) == "True\nTrue"


def test_where_a_system_cannot_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert set(workers.share(lambda number: os.getpid(), 1000)) == {os.getpid()}
    assert workers.begin(os.getpid)() == os.getpid()


def test_on_one_processor_the_work_is_done_here() -> None:
    assert (
        said("os.cpu_count = lambda: 1\nprint(set(workers.share(lambda number: os.getpid(), 1000)) == {os.getpid()})")
        == "True"
    )


# --- begin


def test_what_was_begun_is_done_beside() -> None:
    script = """
        ours, theirs = multiprocessing.Pipe()
        answer = workers.begin(lambda: (theirs.send("begun"), theirs.recv())[1])
        print(ours.recv())
        ours.send("gone on with")
        print(answer(), workers.multiprocessing.active_children())
    """
    assert said(script) == "begun\ngone on with []"


def test_what_was_begun_may_fail() -> None:
    script = """
        def fail():
            raise PermissionError(13, "Permission denied", "site")
        def die():
            os.kill(os.getpid(), signal.SIGKILL)
        for work in (fail, die):
            answer = workers.begin(work)
            try:
                answer()
            except (PermissionError, WorkerLost) as error:
                print(type(error).__name__)
    """
    assert said(script) == "PermissionError\nWorkerLost"


# --- relay


def test_what_a_process_yields_is_there_before_its_end() -> None:
    script = """
        ours, theirs = multiprocessing.Pipe()
        def work():
            yield os.getpid()
            yield theirs.recv()
        relayed = workers.relay(work)
        print(next(relayed) != os.getpid())
        ours.send("gone on with")
        print(*relayed, workers.multiprocessing.active_children())
    """
    assert said(script) == "True\ngone on with []"


def test_threads_of_a_relay_keep_nobody_from_forking_and_end_with_it() -> None:
    script = """
        def work():
            threading.Thread(target=threading.Event().wait).start()
            yield threading.active_count()
        print(*workers.relay(work), workers.can_fork(), workers.multiprocessing.active_children())
    """
    assert said(script) == "3 True []"


def test_a_relay_that_dies_is_lost_after_what_it_had_yielded() -> None:
    script = """
        def work():
            yield "first"
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            for item in workers.relay(work):
                print(item)
        except WorkerLost:
            print("lost")
    """
    assert said(script) == "first\nlost"


# --- the end of the parent


def test_a_relay_ends_with_its_parent_whatever_it_waits_for(tmp_path: Path) -> None:
    script = """
        def work():
            open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
            threading.Thread(target=threading.Event().wait).start()
            threading.Event().wait()
            yield
        list(workers.relay(work))
    """
    parent = start(script, tmp_path)
    assert soon(lambda: any(tmp_path.iterdir()))
    parent.kill()
    parent.communicate(timeout=60)
    assert soon(lambda: not any(alive(int(path.name)) for path in tmp_path.iterdir()))


@pytest.mark.parametrize(
    "ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=["killed", "terminated", "interrupted"]
)
def test_workers_end_with_their_parent(tmp_path: Path, ending: signal.Signals) -> None:
    script = """
        def work(number):
            open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
            time.sleep(0.005)
            return "x" * 20_000
        for found in workers.share(work, 100_000):
            pass
    """
    parent = start(script, tmp_path)
    assert soon(lambda: len(list(tmp_path.iterdir())) == 3)
    parent.send_signal(ending)
    said = parent.communicate(timeout=60)[1]
    assert parent.returncode == -ending
    assert "BrokenPipe" not in said and ("Traceback" not in said or ending is signal.SIGINT), (
        "the workers end without a word"
    )
    assert soon(lambda: not any(alive(int(path.name)) for path in tmp_path.iterdir()))


def test_the_key_for_ending_a_program_reaches_only_the_parent(tmp_path: Path) -> None:
    """Ctrl-C is sent to all processes of a terminal; the workers leave it to their parent, so that each tells nothing
    of its own.
    """
    script = """
        os.setsid()
        def work(number):
            open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
            time.sleep(0.005)
        try:
            for found in workers.share(work, 100_000):
                pass
        except KeyboardInterrupt:
            print("ended", workers.multiprocessing.active_children())
    """
    parent = start(script, tmp_path)
    assert soon(lambda: len(list(tmp_path.iterdir())) == 3)
    os.killpg(parent.pid, signal.SIGINT)
    out, err = parent.communicate(timeout=60)
    assert (out, err) == ("ended []\n", "")
