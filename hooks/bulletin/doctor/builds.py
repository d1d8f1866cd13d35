"""Builds: one that hangs, and what killed ones have left."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ..settings.settings import Settings
from .finding import Finding, fault, ok, warning

_LONGEST = 60 * 60
"""Seconds of a build that nobody doubts; the first one of a large archive takes minutes."""
_MOST_NAMED = 3


def check(settings: Settings) -> Iterator[Finding]:
    yield _lock(settings.cache / "build.lock")
    yield _leftovers(settings)


def _lock(file: Path) -> Finding:
    """Which process holds the build lock, and how long it has run. The lock of a dead process is free by itself."""
    process = _holder(file)
    if process is None:
        return ok("lock")
    try:
        minutes = round((time.time() - os.stat(f"/proc/{process}").st_mtime) / 60)
    except OSError:
        return ok("lock")  # it has just ended
    if minutes * 60 > _LONGEST:
        return fault("lock", "long", process=process, minutes=minutes)
    return ok("lock", "held", process=process, minutes=minutes)


def _holder(file: Path) -> int | None:
    """The process that holds a lock on a file, as Linux tells; None if there is none, or if it can't be told."""
    try:
        number = file.stat().st_ino
        listed = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in listed:  # 1: FLOCK  ADVISORY  WRITE 4711 fe:01:131090 0 EOF
        fields = line.split()
        if len(fields) > 5 and "->" not in fields and fields[5].rpartition(":")[2] == str(number):
            return int(fields[4]) if fields[4].isdecimal() and fields[4] != str(os.getpid()) else None
    return None


def _leftovers(settings: Settings) -> Finding:
    """What builds leave that were killed: staging folders beside the site, and folders for temporary files."""
    site, now = settings.project / "site", time.time()
    publish = settings.bulletin.publish
    folders = [*site.glob(".new-*"), *site.parent.glob(f".new-{site.name}@*")]
    if publish and publish.folder and not publish.host:
        folders += [*Path(publish.folder, "releases").glob("*.part")]
    folders += [*(settings.cache / "publishing").glob("parcel-*")]
    for pattern in ("bulletin-*", "bulletin-cache-*"):
        folders += [path for path in Path(tempfile.gettempdir()).glob(pattern) if _is_own_folder(path)]
    old = sorted({str(path) for path in folders if _age(path, now) > _LONGEST})
    if old:
        return warning("leftovers", "found", count=len(old), names=" ".join(old[:_MOST_NAMED]))
    return ok("leftovers")


def _is_own_folder(path: Path) -> bool:
    try:
        return path.is_dir() and path.stat().st_uid == os.getuid()
    except OSError:
        return False


def _age(path: Path, now: float) -> float:
    try:
        return now - path.stat().st_mtime
    except OSError:
        return 0
