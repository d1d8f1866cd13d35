"""Workers: share work among processes, so that all of the machine's cores are used.

Workers are forked: they know everything that their parent knows, and only results travel. Where a system can't fork, or
while other threads run (the preview's server), the parent does the work itself. The parent may be killed at any time: a
worker whose parent is gone ends at its next result, and holds no lock meanwhile.
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
"""Items that a worker takes at a time, at least."""
_MOST_CHUNKS = 8192
"""The first numbers of so many chunks fit into a pipe."""
_HEAVY = 2 << 30
"""Bytes of memory that a heavy item may take."""
_NICENESS = 19
"""The lowest priority on Unix (see nice(1))."""
_GARBAGE_THRESHOLD = 20_000
"""Objects that a worker creates before Python looks for unreachable ones. By default Python looks all the time, and
finds next to nothing.
"""
_WORTH_FORKING = 256
"""Items for which forking a further worker takes less time than it saves."""
_BATCHES_WORTH_FORKING = 16
"""The same for items that are batches of others."""


class WorkerLost(Exception):
    """A worker ended without a result. Most likely the system killed it for lack of memory."""


def share(work: Callable[[int], T], count: int) -> Iterator[T]:
    """Yields `work(0)` to `work(count - 1)` as they get done. Raises WorkerLost, and whatever `work` raises."""
    return _share(
        work, count, min(os.cpu_count() or 1, count // _WORTH_FORKING + 1), max(_CHUNK, count // _MOST_CHUNKS)
    )


def share_batches(work: Callable[[int], T], count: int) -> Iterator[T]:
    """Like `share`, for items that each take some hundredths of a second."""
    return _share(work, count, min(os.cpu_count() or 1, count // _BATCHES_WORTH_FORKING + 1), 1)


def share_few(work: Callable[[int], T], count: int) -> Iterator[T]:
    """Like `share`, for a few items that each take a second or more, and up to two gigabytes."""
    return _share(work, count, min(count, places_for_heavy_work()), max(1, count // _MOST_CHUNKS))


def places_for_heavy_work() -> int:
    """How many items that take up to two gigabytes each this machine can work on side by side."""
    return min(os.cpu_count() or 1, max(1, _memory() // _HEAVY))


def _memory() -> int:
    """Bytes of memory that the machine has; 0 where the system doesn't say."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


def _share(work: Callable[[int], T], count: int, workers: int, size: int) -> Iterator[T]:
    if workers <= 1 or not can_fork():
        yield from (work(number) for number in range(count))
        return
    # The queue is a pipe that holds the first number of each chunk. A free worker reads the next four bytes.
    queue, filler = os.pipe()
    os.write(filler, b"".join(start.to_bytes(4, "little") for start in range(0, count, size)))
    os.close(filler)

    def work_through_queue(results: Connection) -> None:
        while token := os.read(queue, 4):
            start = int.from_bytes(token, "little")
            results.send([work(number) for number in range(start, min(start + size, count))])

    processes: list[tuple[Any, Connection]] = []
    try:
        for _ in range(workers):
            _start(work_through_queue, processes)
        os.close(queue)
        open_ends = [results for _, results in processes]
        while open_ends:
            for results in wait(open_ends):
                assert isinstance(results, Connection)
                chunk = _receive(results)
                if chunk is _DONE:
                    open_ends.remove(results)
                else:
                    yield from chunk
    finally:
        for process, results in processes:
            _end(process, results)


def begin(work: Callable[[], T], is_urgent: bool = True) -> Callable[[], T]:
    """Starts some work in the background, and returns a function that waits for its result.

    Work that is not urgent leaves the cores to other work. Where a system can't fork, the returned function does the
    work itself.
    """
    if not can_fork():
        return work

    def send_result(results: Connection) -> None:
        if not is_urgent:
            os.nice(_NICENESS)
        results.send(work())

    processes: list[tuple[Any, Connection]] = []
    _start(send_result, processes)
    ((process, results),) = processes

    def finish() -> T:
        try:
            result: T = _receive(results)
            return result
        finally:
            _end(process, results)

    return finish


def relay(work: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Yields what `work` yields in a process of its own, which takes its threads and its libraries with it at the end.

    Raises WorkerLost, and whatever `work` raises. Only for systems that can fork.
    """

    def send_each(results: Connection) -> None:
        threading.Thread(target=_end_with_parent, daemon=True).start()  # other threads may wait for ever
        for item in work():
            results.send(item)

    processes: list[tuple[Any, Connection]] = []
    try:
        _start(send_each, processes)
        ((_, results),) = processes
        while (item := _receive(results)) is not _DONE:
            yield item
    finally:
        for process, results in processes:
            _end(process, results)


_DONE = object()


def can_fork() -> bool:
    """Whether processes can be forked: the system must know how, and no other thread may run."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _start(job: Callable[[Connection], None], processes: list[tuple[Any, Connection]]) -> None:
    """Starts a process and adds it to `processes`, with the connection for its results, before Ctrl-C can interrupt."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends the workers
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        ours.close()
        gc.enable()
        gc.set_threshold(_GARBAGE_THRESHOLD)
        with suppress(BrokenPipeError):  # the parent is gone, and nobody waits for the result
            try:
                job(theirs)
                theirs.send(None)
            except Exception as error:
                error.add_note(traceback.format_exc())
                theirs.send(error)

    gc.freeze()  # the workers share present objects with their parent as long as the collector doesn't touch them
    process = multiprocessing.get_context("fork").Process(target=run, daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the worker ignores it
    try:
        process.start()
        processes.append((process, ours))
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        theirs.close()


def _receive(results: Connection) -> Any:
    try:
        message = results.recv()
    except (EOFError, pickle.UnpicklingError):
        raise WorkerLost from None
    if isinstance(message, Exception):
        raise message
    return _DONE if message is None else message


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _end(process: Any, results: Connection) -> None:
    process.terminate()
    results.close()
    process.join()
