"""The watch: tells the preview at once that a file was edited.

The system reports edits at no cost. Looking for them takes a second for ten thousand files, again and again, and slows
down the very build that an edit has set off.
"""

from pathlib import Path
from typing import Any

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

_EDITS = [FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileDeletedEvent, FileMovedEvent]
"""Not that a file was opened: the build reads them all."""
_INTERVAL = 0.5
"""Seconds between two looks where the system can't be asked."""
_OWN_DISKS = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"})
"""Of a disk that others can write to (a network's, or Windows' and macOS' own under Linux) no system tells
everything.
"""


class Watch:
    """Takes the place of one of watchdog's observers, and is one of two of them from `start` on."""

    def __init__(self, project: Path):
        self._project = project
        self._asked: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._observer: Any = None

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        self._asked.append((handler, path, recursive))

    def start(self) -> None:
        if _disk(self._project, Path("/proc/mounts")) in _OWN_DISKS:
            try:
                self._begin(Observer(), event_filter=_EDITS)
                return
            except OSError:  # the system has so many folders to watch already that it takes no more
                self._observer.stop()
        self._begin(PollingObserver(timeout=_INTERVAL))

    def _begin(self, observer: Any, **options: Any) -> None:
        self._observer = observer
        for handler, path, recursive in self._asked:
            observer.schedule(handler, path, recursive=recursive, **options)
        observer.start()

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()


def _disk(folder: Path, mounts: Path) -> str:
    """The type of file system that a folder lies on; empty where the system doesn't say (proc_mounts(5))."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    above = {str(folder), *map(str, folder.parents)}
    return max(((len(point), kind) for _, point, kind, *_ in lines if point in above), default=(0, ""))[1]
