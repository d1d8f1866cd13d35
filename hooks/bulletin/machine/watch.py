"""The watch: tells the preview at once when a file was edited.

The operating system reports edits at no cost. Polling ten thousand files takes a second, again and again, and slows
down the very build that an edit has started.
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
"""The events that count as edits. Opening a file doesn't: a build reads them all."""
_INTERVAL = 0.5
"""Seconds between two polls where the system can't report edits."""
_LOCAL_FILE_SYSTEMS = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"})
"""File systems that no other system writes to. Of all others (on a network, or those of Windows and macOS seen from
Linux), no system reports every edit.
"""


class Watch:
    """Stands in for an observer of watchdog. `start` chooses the real one: native, or polling."""

    def __init__(self, project: Path):
        self._project = project
        self._requests: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._observer: Any = None

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        self._requests.append((handler, path, recursive))

    def start(self) -> None:
        if _disk(self._project, Path("/proc/mounts")) in _LOCAL_FILE_SYSTEMS:
            try:
                self._begin(Observer(), event_filter=_EDITS)
                return
            except OSError:  # the system already watches as many folders as it can
                self._observer.stop()
        self._begin(PollingObserver(timeout=_INTERVAL))

    def _begin(self, observer: Any, **options: Any) -> None:
        self._observer = observer
        for handler, path, recursive in self._requests:
            observer.schedule(handler, path, recursive=recursive, **options)
        observer.start()

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()


def _disk(folder: Path, mounts: Path) -> str:
    """The type of file system that a folder lies on, such as `ext4`; empty where the system doesn't say.

    `mounts` is a file as described in proc_mounts(5).
    """
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    folders = {str(folder), *map(str, folder.parents)}
    return max(
        ((len(mount_point), kind) for _, mount_point, kind, *_ in lines if mount_point in folders), default=(0, "")
    )[1]
