"""The fork server: a process whose copies do the same job again and again.

It is made once, while no other thread runs, and does nothing else. So each copy finds in memory all that was there by
then, may share its work among all cores, and takes the memory that it needed with it at its end.
"""

import gc
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NoReturn

from . import workers
from .workers import WorkerLost

Job = Callable[[Callable[[], None]], None]
"""A job gets a function to be called once its caller may go on. What the job does afterwards is done in the background,
at low priority, and is broken off when the job is wanted again.
"""
_LOW_PRIORITY = 10


class ForkServer:
    """Does a job in a copy of this process, as it was when the object was made. The job may be killed at any time after
    its caller went on.

    Where a system can't fork, the job is done in this process, to its end.
    """

    def __init__(self, job: Job):
        self._job = job
        self._connection: Connection | None = None
        if workers.can_fork():
            self._start()

    def run(self) -> None:
        """Does the job, until its caller may go on. Raises WorkerLost if the system kills it before."""
        if self._connection is None:
            self._job(lambda: None)
            return
        try:
            self._connection.send(None)
            is_done: bool = self._connection.recv()
        except (EOFError, OSError):
            raise WorkerLost from None
        if not is_done:
            raise WorkerLost

    def _start(self) -> None:
        ours, theirs = Pipe()
        gc.freeze()  # the copies share present objects as long as the collector doesn't touch them
        if os.fork() == 0:
            ours.close()
            _exit_after(lambda: _serve(theirs, self._job))
        theirs.close()
        self._connection = ours


def _serve(requests: Connection, job: Job) -> None:
    """Starts the job at each request, and ends when nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that asks
    process = None
    with suppress(EOFError, OSError):  # from the pipe, whose other end is gone
        while True:
            requests.recv()
            if process:
                process.end()
            process = _started(job)
            requests.send(process is not None and process.wait())
    if process:
        process.end()


def _started(job: Job) -> "_Process | None":
    """None if the system has no memory for another process, or no room for its files."""
    try:
        return _Process(job)
    except OSError:
        return None


class _Process:
    """A copy of this process that does the job. Its temporary files lie in a folder that ends with it."""

    def __init__(self, job: Job):
        self._folder = tempfile.TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True)
        self._answer, theirs = Pipe(duplex=False)
        self._id = os.fork()
        if self._id == 0:
            os.setpgid(0, 0)  # its workers end with it
            tempfile.tempdir = self._folder.name
            _exit_after(lambda: _do(job, theirs))
        theirs.close()

    def wait(self) -> bool:
        """Waits until the caller may go on. False if the job ended without saying so."""
        try:
            self._answer.recv()
        except EOFError:
            return False
        return True

    def end(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._id, signal.SIGTERM)
        os.waitpid(self._id, 0)
        self._answer.close()
        self._folder.cleanup()


def _do(job: Job, answer: Connection) -> None:
    def go_on() -> None:
        answer.send(None)
        os.nice(_LOW_PRIORITY)

    job(go_on)
    answer.send(None)  # the job may have had no reason to say so before its end


def _exit_after(work: Callable[[], None]) -> NoReturn:
    """Does the work of a copy, which must not go back to what the original was about to do."""
    try:
        work()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(0)
