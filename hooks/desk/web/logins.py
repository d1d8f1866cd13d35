"""Logins that failed. The proxy tells the desk of each, and the desk says when somebody has to wait."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

ALLOWED = 10
"""Failures of one name from one address. After them even the right password has to wait."""
ALLOWED_OF_ADDRESS = 50
"""Failures from one address under whatever names. A newsroom behind one address has to fit in."""
SPAN = 600.0
"""Seconds after which a failure is forgotten."""
_MOST = 10_000
"""Kept pairs of address and name. Made-up names push each other out, never the memory."""


class Failures(NamedTuple):
    address: str
    name: str
    times: int
    seconds_ago: int


class Logins:
    """Counts failures by address and name. Safe to use from several threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def failed(self, address: str, name: str) -> None:
        with self._lock:
            for key, most in (((address, name), ALLOWED), ((address, ""), ALLOWED_OF_ADDRESS)):
                times = self._failures.setdefault(key, deque(maxlen=most))
                times.append(self._now())
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST:
                self._failures.popitem(last=False)

    def wait(self, address: str, name: str) -> int:
        """The seconds until this name may log in again from this address; 0 if it may now."""
        with self._lock:
            return max(
                self._wait_of((address, name), ALLOWED),
                self._wait_of((address, ""), ALLOWED_OF_ADDRESS),
            )

    def _wait_of(self, key: tuple[str, str], most: int) -> int:
        times = self._failures.get(key)
        if not times or len(times) < most:
            return 0
        rest = times[0] + SPAN - self._now()
        return int(rest) + 1 if rest > 0 else 0

    def recent(self) -> list[Failures]:
        """What is remembered, the latest first: for editors, who see that somebody tries passwords."""
        now = self._now()
        with self._lock:
            found = [
                Failures(address, name, sum(now - at < SPAN for at in times), int(now - times[-1]))
                for (address, name), times in self._failures.items()
                if name and now - times[-1] < SPAN
            ]
        return sorted(found, key=lambda failures: failures.seconds_ago)
