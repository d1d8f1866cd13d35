"""Work shared among processes, so that all of the machine's cores are used.

Processes are forked: they know what this one knows, and only results travel. Where a system can't fork, or other
threads run (the preview's server), the work is done here. Whoever forks here is fit to be killed: a worker whose
parent is gone ends at its next result, and holds no lock meanwhile.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

T = TypeVar("T")

_CHUNK = 32
_MOST_CHUNKS = 8192
"""The numbers of all chunks fit into a pipe."""
_HEAVY = 2 << 30
_PATIENCE = 19
_GARBAGE = 20_000
"""Objects made in a worker before Python looks for unreachable ones; by default it does so all the time, and finds next
to nothing.
"""
_WORTH_IT = 256
"""From so many items on, forking takes less time than it saves."""


class WorkerLost(Exception):
    """A worker ended without a word: killed by the system, most likely for want of memory."""


def share(work: Callable[[int], T], count: int) -> Iterator[T]:
    """`work(0)` to `work(count - 1)`, in whatever order they get done. What `work` raises is raised here."""
    return _share(work, count, min(os.cpu_count() or 1, count // _WORTH_IT + 1), max(_CHUNK, count // _MOST_CHUNKS))


def share_few(work: Callable[[int], T], count: int) -> Iterator[T]:
    """The same for a few pieces of work that take a second or more, and up to two gigabytes, each."""
    return _share(work, count, min(os.cpu_count() or 1, count, max(1, _memory() // _HEAVY)), 1)


def _memory() -> int:
    """Bytes that the machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


def _share(work: Callable[[int], T], count: int, workers: int, size: int) -> Iterator[T]:
    if workers <= 1 or not _can_fork():
        yield from (work(number) for number in range(count))
        return
    # The queue is a pipe with the number where each chunk begins: whoever is free reads the next four bytes.
    queue, filler = os.pipe()
    os.write(filler, b"".join(start.to_bytes(4, "little") for start in range(0, count, size)))
    os.close(filler)

    def labour(results: Connection) -> None:
        while token := os.read(queue, 4):
            start = int.from_bytes(token, "little")
            results.send([work(number) for number in range(start, min(start + size, count))])

    processes: list[tuple[Any, Connection]] = []
    try:
        for _ in range(workers):
            _start(labour, processes)
        os.close(queue)
        open_ends = [results for _, results in processes]
        while open_ends:
            for results in wait(open_ends):
                assert isinstance(results, Connection)
                found = _receive(results)
                if found is _DONE:
                    open_ends.remove(results)
                else:
                    yield from found
    finally:
        for process, results in processes:
            process.terminate()
            results.close()
            process.join()


def begin(work: Callable[[], T], is_urgent: bool = True) -> Callable[[], T]:
    """Starts some work beside what comes next; the answer waits for its result. What is not urgent leaves the cores to
    what is.
    """
    if not _can_fork():
        return work

    def labour(results: Connection) -> None:
        if not is_urgent:
            os.nice(_PATIENCE)
        results.send(work())

    started: list[tuple[Any, Connection]] = []
    _start(labour, started)
    ((process, results),) = started

    def finish() -> T:
        try:
            result: T = _receive(results)
            return result
        finally:
            process.terminate()
            results.close()
            process.join()

    return finish


_DONE = object()


def _can_fork() -> bool:
    return hasattr(os, "fork") and threading.active_count() == 1


def _start(labour: Callable[[Connection], None], started: list[tuple[Any, Connection]]) -> None:
    """Adds the process and its results to those that have been `started`, before Ctrl-C can come between."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends the workers
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        ours.close()
        gc.enable()
        gc.set_threshold(_GARBAGE)
        with suppress(BrokenPipeError):  # the parent is gone, and nobody waits for this work
            try:
                labour(theirs)
                theirs.send(None)
            except Exception as error:
                error.add_note(traceback.format_exc())
                theirs.send(error)

    gc.freeze()  # what is in memory now is shared with the workers as long as nobody touches it
    process = multiprocessing.get_context("fork").Process(target=run, daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the worker has learnt to leave it to its parent
    try:
        process.start()
        started.append((process, ours))
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        theirs.close()


def _receive(results: Connection) -> Any:
    try:
        found = results.recv()
    except (EOFError, pickle.UnpicklingError):
        raise WorkerLost from None
    if isinstance(found, Exception):
        raise found
    return _DONE if found is None else found
