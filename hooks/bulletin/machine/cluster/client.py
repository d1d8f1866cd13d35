"""The client: hands jobs to the scheduler of a cluster, and fetches their results.

It runs in a process of its own (see workforce.py), since dask starts threads, and a process with threads can't fork.
"""

import logging
import operator
import pkgutil
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from . import exchange, job, release
from .errand import Answer, Errand, Place, TroubleError
from .exchange import DamagedError, Exchange
from .job import Job

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

_PATIENCE = 10
"""Seconds to wait for the scheduler's answer."""
_LOOK = 5
"""Seconds without any result after which the client looks whether the cluster is still there."""
_LOOKS = 6
"""Looks in a row that must find no worker: after a restart of the scheduler workers need a while to come back."""
_LANES = (32, 128)
"""Jobs under way, at least and at most: each may hold an input in memory."""
_EACH = 4
"""Jobs under way for each process of the cluster. Some of them are on their way to it or back."""
_RECENT = 500
"""Answers that the scheduler remembers for each build."""
_RUN = "bulletin.machine.cluster.job:run"


def run(
    place: Place, errands: Sequence[Errand], numbers: Sequence[int], keep: Callable[[int, bytes], T]
) -> Iterator[tuple[int, T | Answer]]:
    """Has some errands done, and yields the number of each with what `keep` makes of its result. Where a worker could
    not do it, its Answer is in the place of that. Raises TroubleError.

    `keep` is called in threads. They and the connection end with the process, which must have nothing else to do.
    """
    logging.disable()  # what dask says is for its own developers
    warnings.simplefilter("ignore")
    try:
        import distributed

        store = exchange.at(place.exchange)
    except ModuleNotFoundError as error:
        raise TroubleError("package", error.name or "") from None
    except OSError as error:
        raise TroubleError("exchange", job.reason(error)) from None
    try:
        client = distributed.Client(place.scheduler, timeout=_PATIENCE, set_as_default=False)
    except Exception:  # of the network, of TLS, of a scheduler of another version
        raise TroubleError("scheduler") from None
    yield from _Desk(place, store, client, keep).serve((number, errands[number]) for number in numbers)


class _Desk:
    """The desk where errands are handed in and results are fetched."""

    def __init__(self, place: Place, store: Exchange, client: "Client", keep: Callable[[int, bytes], Any]):
        self._place = place
        self._store = store
        self._client = client
        self._keep = keep
        self._resource = release.resource(release.current())
        self._avoided: set[str] = set()
        """Workers whose machines can't do the work."""
        self._preferred: list[str] = []
        """The other ones, once there are some to avoid."""
        self._recent: deque[Any] = deque(maxlen=_RECENT)
        """What the scheduler is to remember, for a build that has just found no note of it and is about to ask."""
        self._failures = 0
        """Jobs in a row that were not done."""
        self._empty_looks = 0

    def serve(self, waiting: Iterator[tuple[int, Errand]]) -> Iterator[tuple[int, Any]]:
        fewest, most = _LANES
        lanes = min(most, max(fewest, _EACH * len(self._look())))
        under_way: dict[Future[Any], int] = {}
        pool = ThreadPoolExecutor(lanes)
        while True:
            for number, errand in islice(waiting, lanes - len(under_way)):
                # Read here, not in a thread: what the bytes come from need not be made for threads.
                under_way[pool.submit(self._carry_out, number, errand, _inputs(errand))] = number
            if not under_way:
                return
            done, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if not done:
                self._look()
            results = [(under_way.pop(future), future.result()) for future in done]
            yield from results
            for _, result in results:
                self._heed(result, lanes)

    def _carry_out(self, number: int, errand: Errand, inputs: list[bytes]) -> Any:
        """Has one job done, and keeps its result. Takes the input out of `inputs`, so that nobody holds it for long."""
        if not inputs:
            return Answer("refused", "", "")
        content = inputs.pop()
        source = exchange.digest_of(content)
        packed = msgspec.msgpack.encode(
            Job(errand.function, errand.order, source, self._place.exchange, release.current())
        )
        name = exchange.digest_of(packed)
        try:
            result = self._store.noted(name)
            if result is None:
                self._store.put(content)
                del content
                answer = self._ask(name, packed)
                if answer.outcome in ("version", "system") and self._can_avoid(answer.worker):
                    answer = self._ask(f"{name}-elsewhere", packed)
                if answer.outcome != "done":
                    return answer
                result = self._store.get(answer.detail)
                self._store.note(name, answer.detail)
        except DamagedError as error:
            return Answer("refused", job.reason(error), "")
        except OSError as error:
            raise TroubleError("exchange", job.reason(error)) from None
        return self._keep(number, result)

    def _ask(self, name: str, packed: bytes) -> Answer:
        """Hands in a job under its name, so that another build that wants the same waits for the same job."""
        from distributed import KilledWorker

        # The worker finds the function by its name: sent as such, it would have to be known to the scheduler, too.
        graph = {name: (operator.call, (pkgutil.resolve_name, _RUN), packed)}
        try:
            future = self._client.get(
                graph,
                name,
                resources={self._resource: 1},
                workers=self._preferred or None,
                allow_other_workers=True,
                sync=False,
            )
            answer = msgspec.msgpack.decode(future.result(), type=Answer)
        except KilledWorker as error:  # the workers that had the job died of it, or beside it
            return Answer("refused", type(error).__name__, "")
        except Exception:  # nobody cancels a job, so the scheduler has forgotten it
            raise TroubleError("lost") from None
        if answer.outcome == "done":
            self._recent.append(future)
        return answer

    def _can_avoid(self, worker: str) -> bool:
        """Has jobs go to other workers from now on, if there are any."""
        self._avoided.add(worker)
        self._preferred = list(self._look().keys() - self._avoided)
        return bool(self._preferred)

    def _heed(self, result: Any, lanes: int) -> None:
        """Learns from a result whether to give up."""
        if not isinstance(result, Answer):
            self._failures = self._empty_looks = 0
            return
        self._failures += 1
        if self._failures >= lanes or (result.outcome != "refused" and not self._preferred):
            raise TroubleError("version" if result.outcome == "version" else "jobs", result.detail)

    def _look(self) -> dict[str, Any]:
        """The workers of this release, by address. Raises TroubleError when it is time to give up waiting for one."""
        try:
            identity = self._client.sync(self._client.scheduler.identity, n_workers=-1, callback_timeout=_PATIENCE)
        except Exception:
            raise TroubleError("lost") from None
        own = {address: one for address, one in identity["workers"].items() if self._resource in one["resources"]}
        self._empty_looks = 0 if own else self._empty_looks + 1
        if identity["workers"] and not own:
            releases = map(release.of_resource, chain(*[one["resources"] for one in identity["workers"].values()]))
            raise TroubleError("version", ", ".join(sorted(set(filter(None, releases)))))
        if self._empty_looks > _LOOKS:  # the first look comes before the first job
            raise TroubleError("none")
        return own


def _inputs(errand: Errand) -> list[bytes]:
    """The input of an errand; nothing when it is gone, which this machine's own try will tell."""
    with suppress(OSError):
        return [errand.read()]
    return []
