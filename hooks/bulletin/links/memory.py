"""The memory of earlier inquiries: since when an address has failed. It lies in the cache, and may be lost."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from ..machine.shelf import Shelf
from ..settings.settings import Settings
from ..stylebook import dates
from .inquiry import ALIVE, GONE, SKIPPED, Outcome

DEAD, SUSPECT = "dead", "suspect"
"""An address that was gone on two days, and one that was gone for the first time: a site may be rebuilt for a night."""
_NAME = "failures"


class Failure(NamedTuple):
    """An address that failed. `state` is DEAD, SUSPECT, or UNCLEAR, `since` the day of the first failure in a row."""

    state: str
    reason: str
    status: int
    since: str


class Memory:
    """What the last inquiry found, and what this one finds."""

    def __init__(self, settings: Settings, now: datetime):
        self._shelf = Shelf(settings.cache / "links", "external links")
        self._today = f"{dates.local(now):%Y-%m-%d}"
        content = self._shelf.get(_NAME)
        self._earlier = msgspec.json.decode(content, type=dict[str, Failure]) if content else {}

    def judge(self, address: str, outcome: Outcome, is_hasty: bool) -> Failure | None:
        """What is to be said of an address, None if it is alive or was not asked. An address is dead when it was gone
        on an earlier day as well, or at once if the judgement `is_hasty`.
        """
        if outcome.state in (ALIVE, SKIPPED):
            return None
        earlier = self._earlier.get(address)
        if outcome.state != GONE:
            return Failure(outcome.state, outcome.reason, outcome.status, earlier.since if earlier else self._today)
        was_gone = earlier is not None and earlier.state in (DEAD, SUSPECT)
        since = earlier.since if earlier and was_gone else self._today
        return Failure(DEAD if is_hasty or since < self._today else SUSPECT, outcome.reason, outcome.status, since)

    def keep(self, failures: dict[str, Failure]) -> None:
        """Keeps the failures for the next inquiry. Raises OSError."""
        self._shelf.put(_NAME, msgspec.json.encode(failures))
