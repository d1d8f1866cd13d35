"""The preview notices every edit, wherever the project lies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bulletin.machine import watch
from bulletin.machine.watch import Watch
from unit.process import soon
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver


class Noted(FileSystemEventHandler):
    def __init__(self) -> None:
        self.events: list[FileSystemEvent] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.events.append(event)

    def paths(self) -> set[str]:
        return {
            Path(os.fsdecode(path)).name for event in self.events for path in (event.src_path, event.dest_path) if path
        }


@contextmanager
def watched(folder: Path) -> Iterator[tuple[Noted, Watch]]:
    noted, eyes = Noted(), Watch(folder)
    eyes.schedule(noted, str(folder), recursive=True)
    eyes.start()
    try:
        yield noted, eyes
    finally:
        eyes.stop()
        eyes.join()


def edits(folder: Path, noted: Noted) -> None:
    """What editors, git and file managers do."""
    (folder / "2026/06").mkdir(parents=True)
    (folder / "2026/06/moi.md").write_text("Bài mới")
    assert soon(lambda: "moi.md" in noted.paths())
    noted.events.clear()
    (folder / "2026/06/moi.md").write_text("Bài mới, đã sửa")
    assert soon(lambda: "moi.md" in noted.paths())
    noted.events.clear()
    (folder / "2026/06/moi.md").rename(folder / "2026/06/cu.md")
    assert soon(lambda: "cu.md" in noted.paths())
    noted.events.clear()
    (folder / "2026/06/cu.md").unlink()
    assert soon(lambda: "cu.md" in noted.paths())


@pytest.mark.slow
@pytest.mark.parametrize("disk", ["ext4", "9p"], ids=["told by the system", "by looking"])
def test_every_edit_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str) -> None:
    monkeypatch.setattr(watch, "_disk", lambda *_: disk)
    with watched(tmp_path) as (noted, eyes):
        assert isinstance(eyes._observer, PollingObserver) == (disk == "9p")
        edits(tmp_path, noted)


@pytest.mark.slow
def test_where_the_system_takes_no_more_folders_it_looks_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watch, "_disk", lambda *_: "ext4")
    monkeypatch.setattr(Observer, "start", refuse)
    with watched(tmp_path) as (noted, eyes):
        assert isinstance(eyes._observer, PollingObserver)
        edits(tmp_path, noted)


def test_to_read_a_file_is_no_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_disk", lambda *_: "ext4")
    (tmp_path / "a.md").write_text("Bài cũ")
    with watched(tmp_path) as (noted, _):
        (tmp_path / "a.md").read_text()
        (tmp_path / "b.md").write_text("Bài mới")
        assert soon(lambda: "b.md" in noted.paths())
        assert "a.md" not in noted.paths()


@pytest.mark.parametrize(
    ("folder", "kind"), [("/home/an/ban-tin", "ext4"), ("/mnt/c/ban-tin", "9p"), ("/mnt/c", "9p"), ("/mnt/ca", "ext4")]
)
def test_the_disk_is_that_of_the_nearest_mount(tmp_path: Path, folder: str, kind: str) -> None:
    (tmp_path / "mounts").write_text(
        "/dev/sda1 / ext4 rw,relatime 0 0\nC:\\134 /mnt/c 9p rw,noatime 0 0\ntmpfs /run tmpfs rw 0 0\n"
    )
    assert watch._disk(Path(folder), tmp_path / "mounts") == kind


def test_a_system_that_does_not_say_is_not_trusted(tmp_path: Path) -> None:
    assert watch._disk(tmp_path, tmp_path / "mounts") == ""
