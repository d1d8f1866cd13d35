"""How fast one person may change things: no person needs more, and a script gone wild gets no further."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

_SPAN = 60.0


class Pace:
    """Allows `most` changes in a minute to each login."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)

    def wait(self, login: str) -> int:
        """Counts a change, and returns 0; or the seconds to wait if there were too many."""
        now = self._now()
        with self._lock:
            times = self._times[login]
            while times and now - times[0] >= _SPAN:
                times.popleft()
            if len(times) >= self._most:
                return int(times[0] + _SPAN - now) + 1
            times.append(now)
            return 0
