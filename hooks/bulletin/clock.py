"""The one clock of a build. Only the entrances (the seam and the commands) ask it; everything else is told the time."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime


def now(environment: Mapping[str, str]) -> datetime:
    """The moment of the build, aware, in UTC, whole seconds.

    SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org) overrules the machine's clock.
    Raises ValueError when that variable is not a number of seconds.
    """
    fixed = environment.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed) if fixed else int(time.time()), tz=UTC)
