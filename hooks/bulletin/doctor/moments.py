"""Moments: whether the machine's clock can be right."""

import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from ..machine import provenance
from ..settings.settings import Settings
from ..stylebook import dates
from .finding import Finding, fault, ok, warning

_TOLERANCE = timedelta(minutes=5)
"""Clocks of two editors' machines may differ so much."""
_PATIENCE = 5
"""Seconds."""


def check(settings: Settings, now: datetime) -> Iterator[Finding]:
    commit = _newest_commit(settings)
    if commit and commit - now > _TOLERANCE:
        yield fault("clock", "behind", now=dates.minute(now), commit=dates.minute(commit))
    elif _is_synchronised() is False:
        yield warning("clock", "free", now=dates.minute(now))
    else:
        yield ok("clock", now=dates.minute(now), zone=time.strftime("%Z %z"))


def _newest_commit(settings: Settings) -> datetime | None:
    try:
        said = provenance.git(settings.project, "log", "-1", "--format=%ct")
    except (OSError, subprocess.TimeoutExpired):
        return None
    return dates.moment(int(said.stdout)) if said.returncode == 0 and said.stdout.strip().isdigit() else None


def _is_synchronised() -> bool | None:
    """Whether systemd sees the clock set by a time server; None where it does not tell."""
    try:
        said = subprocess.run(
            ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {b"yes": True, b"no": False}.get(said.stdout.strip()) if said.returncode == 0 else None
