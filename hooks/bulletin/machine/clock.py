"""The one clock of a build. Only the entrances (the seam and the commands) ask it; everything else is told the time."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime


class ClockError(ValueError):
    """SOURCE_DATE_EPOCH is no number of seconds; the text is what it says."""


def now(environment: Mapping[str, str]) -> datetime:
    """The moment of the build, aware, in UTC, whole seconds.

    SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org) overrules the machine's clock.
    Raises ClockError when that variable is not a number of seconds.
    """
    fixed = environment.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(fixed) if fixed else int(time.time()), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise ClockError(fixed) from None
