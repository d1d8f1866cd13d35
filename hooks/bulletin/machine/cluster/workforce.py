"""The workforce: does heavy jobs, on a cluster if there is one, and in processes of this machine otherwise.

Whatever the cluster leaves undone, this machine does. A job that can't be done at all fails here, so the errors of a
build are the same with a cluster and without.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from .. import workers
from ..workers import WorkerLost
from .errand import Answer, Errand, Place, TroubleError

T = TypeVar("T")

_WORTH_CONNECTING = 16
"""Jobs that this machine does in about the time that it takes to load dask and to connect."""


class Workforce:
    """Everybody who works for one build.

    `tell` is called when this machine has to do jobs in the place of the cluster, with the trouble, the cluster, and
    the number of jobs.
    """

    def __init__(self, place: Place | None, tell: Callable[[TroubleError, Place, int], None]):
        self._place = place
        self._tell = tell

    def wants_cluster(self, count: int) -> bool:
        """Whether so many jobs would go to a cluster."""
        return self._place is not None and count >= _WORTH_CONNECTING and workers.can_fork()

    def share(self, errands: Sequence[Errand], keep: Callable[[int, bytes], T], do: Callable[[int], T]) -> Iterator[T]:
        """Yields for each errand what `keep` makes of a worker's result, or what `do` returns, as they get done.

        Both get the number of the errand. `keep` is called in threads of another process, `do` in another process.
        Raises WorkerLost, and whatever `do` raises.
        """
        done: set[int] = set()
        if self._place and self.wants_cluster(len(errands)):
            yield from self._send_out(self._place, errands, keep, done)
        rest = [number for number in range(len(errands)) if number not in done]
        yield from workers.share_few(lambda index: do(rest[index]), len(rest))

    def _send_out(
        self, place: Place, errands: Sequence[Errand], keep: Callable[[int, bytes], T], done: set[int]
    ) -> Iterator[T]:
        """Has the cluster do the errands, and enters into `done` which it has done.

        It is asked again as long as it gets something done: a scheduler may have been restarted, a worker replaced. A
        job that a worker has refused is not sent again.
        """
        from . import client  # not needed where nobody has a cluster

        trouble, refused, before, goes_on = TroubleError("jobs"), set[int](), -1, True
        while before < len(done) < len(errands) - len(refused):
            before, goes_on = len(done), True
            rest = [number for number in range(len(errands)) if number not in done and number not in refused]
            try:
                for number, result in workers.relay(partial(client.run, place, errands, rest, keep)):
                    if not isinstance(result, Answer):
                        done.add(number)
                        yield result
                        continue
                    trouble = TroubleError("jobs", result.detail)
                    if result.outcome == "refused":
                        refused.add(number)
            except TroubleError as error:
                trouble, goes_on = error, False
            except WorkerLost:
                trouble, goes_on = TroubleError("lost"), False
        if not goes_on:
            self._place = None  # further jobs of this build would only wait for the same trouble
        if len(done) < len(errands):
            self._tell(trouble, place, len(errands) - len(done))
