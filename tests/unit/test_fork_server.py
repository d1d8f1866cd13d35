"""The preview's jobs, done in copies of a process. Each test has a process of its own: pytest's may have threads, and
then nothing is forked.
"""

import signal
import textwrap
from pathlib import Path

import pytest
from unit.process import alive, said, soon, start

SERVER = "from bulletin.machine.fork_server import ForkServer\nimport os, tempfile, time\nfrom pathlib import Path\n"
FOREVER = """
def job(go_on):
    Path(sys.argv[1]).write_text(str(os.getpid()))
    Path(tempfile.mkdtemp(), "left-behind").touch()
    Path(sys.argv[2]).write_text(tempfile.gettempdir())
    go_on()
    for _ in workers.share(lambda number: time.sleep(0.02), 100_000):
        pass
    Path(sys.argv[1]).unlink()
server = ForkServer(job)
"""


def says(script: str, *arguments: Path) -> str:
    return said(SERVER + textwrap.dedent(script), *arguments)


def test_each_job_starts_from_the_same_state_and_may_share_its_work() -> None:
    script = """
        done = []
        def job(go_on):
            done.append(os.getpid() not in {*workers.share(lambda number: os.getpid(), 1000)})
            print(os.getppid() != first, done, flush=True)
        first = os.getpid()
        server = ForkServer(job)
        threading.Thread(target=time.sleep, args=[0.1]).start()
        server.run()
        server.run()
        print(done)
    """
    assert says(script) == "True [True]\nTrue [True]\n[]"


def test_the_caller_goes_on_before_the_job_is_done(tmp_path: Path) -> None:
    script = """
        def job(go_on):
            print("shown", flush=True)
            go_on()
            while not Path(sys.argv[1]).exists():
                time.sleep(0.01)
            print("searched", os.nice(0) > 0, flush=True)
            Path(sys.argv[1]).unlink()
        server = ForkServer(job)
        server.run()
        print("gone on", flush=True)
        Path(sys.argv[1]).touch()
        while Path(sys.argv[1]).exists():
            time.sleep(0.01)
    """
    assert says(script, tmp_path / "signal") == "shown\ngone on\nsearched True"


@pytest.mark.parametrize("mishap", ["os.kill(os.getpid(), signal.SIGKILL)", "raise ValueError"])
def test_a_job_that_is_killed_is_lost_and_the_next_one_is_not(mishap: str, tmp_path: Path) -> None:
    script = f"""
        def job(go_on):
            if Path(sys.argv[1]).exists():
                print("done", flush=True)
                return
            Path(sys.argv[1]).touch()
            sys.stderr = open(os.devnull, "w")
            {mishap}
        server = ForkServer(job)
        try:
            server.run()
        except WorkerLost:
            print("lost", flush=True)
        server.run()
    """
    assert says(script, tmp_path / "once") == "lost\ndone"


def test_a_new_request_breaks_off_what_the_last_one_does_in_the_background(tmp_path: Path) -> None:
    script = """
        server.run()
        print(Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_text())
        server.run()
        print(Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_text())
    """
    lines = said(SERVER + FOREVER + textwrap.dedent(script), tmp_path / "pid", tmp_path / "temp").splitlines()
    (first, first_folder), (second, second_folder) = (line.split() for line in lines)
    assert first != second
    for pid, folder in ((first, first_folder), (second, second_folder)):
        assert soon(lambda pid=pid: not alive(int(pid)))  # type: ignore[misc]
        assert soon(lambda folder=folder: not Path(folder).exists())  # type: ignore[misc]
    assert (tmp_path / "pid").exists(), "neither came to its end"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_of_a_preview_that_is_ended(number: signal.Signals, tmp_path: Path) -> None:
    process = start(
        SERVER + FOREVER + "server.run()\nprint('running', flush=True)\ntime.sleep(100)",
        tmp_path / "pid",
        tmp_path / "temp",
    )
    assert process.stdout and process.stdout.readline() == "running\n"
    pid, folder = int((tmp_path / "pid").read_text()), Path((tmp_path / "temp").read_text())
    assert alive(pid) and folder.exists()
    process.send_signal(number)
    process.communicate(timeout=60)
    assert soon(lambda: not alive(pid)) and soon(lambda: not folder.exists())


def test_where_nothing_can_be_forked_the_job_is_done_here() -> None:
    script = """
        stop = threading.Event()
        threading.Thread(target=stop.wait).start()
        done = []
        server = ForkServer(lambda go_on: [go_on(), done.append(os.getpid())])
        server.run()
        print(done == [os.getpid()])
        stop.set()
    """
    assert says(script) == "True"
