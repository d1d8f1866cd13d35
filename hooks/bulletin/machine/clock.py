"""The only clock of a build. Runs and commands read it once and pass the time on to everything else."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime


class ClockError(ValueError):
    """SOURCE_DATE_EPOCH is not a number of seconds. The message is its value."""


def now(environment: Mapping[str, str]) -> datetime:
    """The moment of the build, in UTC and in whole seconds.

    SOURCE_DATE_EPOCH (seconds since 1970, see reproducible-builds.org) overrides the machine's clock. Raises ClockError
    when that variable is not a number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch) if epoch else int(time.time()), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise ClockError(epoch) from None
