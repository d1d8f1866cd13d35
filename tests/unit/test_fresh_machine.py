"""A machine that has nothing but the posts and the cache file makes what the target lacks, and nothing else."""

import json
import re
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest
from bulletin.build import Build
from bulletin.machine import digest
from bulletin.machine.cache import Cache
from bulletin.posts.post import Post
from bulletin.press import shipment
from bulletin.press.shipment import STEPS, Shipment
from bulletin.press.target import Target
from bulletin.typesetting.typesetter import TypesetBody, Typesetter
from project import SETTINGS, Project, post
from unit import themes
from unit.proofreading import NOW, QUIET, VERSION, settings_of

VOICE = """
import sys
said = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "wb").write((b"\\xff\\xfb\\x90\\x00" + bytes(413)) * (100 + len(said)))
open(sys.argv[3], "a").write("x")
"""
"""A voice that is silent, a frame of MP3 for each letter; counts its readings in a third file."""

IMAGE = "{src: anh.png, alt: Quang cảnh, caption: Ảnh tư liệu.}"


class Service:
    """A build service and its target. Each build gets a new machine: other paths, other times, no site folder."""

    def __init__(self, folder: Path) -> None:
        self.repository = Project(folder / "repository")
        self.machine = folder
        """That of the last publication."""
        self.store: dict[str, bytes] = {}
        self.changed: list[str] = []
        self.deleted: list[str] = []
        self._folder = folder
        self._count = 0

    def publish(self) -> None:
        """Builds on a new machine, uploads, deletes, and keeps the cache file."""
        machine, kept = self._new_machine(), self._folder / "bulletin.sqlite"
        self.machine = machine
        if kept.exists():
            shutil.copyfile(kept, machine / ".cache" / "bulletin.sqlite")
        current = settings_of(machine)
        with closing(Cache(current.cache, VERSION)) as cache:
            sent = Shipment(machine / "changes", Target(cache), None)
            build = Build(current, NOW, cache, machine / "site", QUIET, sent)
            problems = build.read()
            report, more = build.publish(themes.printed(SETTINGS))
            assert report is not None, [*problems, *more]
            self.changed, self.deleted = (
                (sent.folder / name).read_text(encoding="utf-8").splitlines() for name in ("changed.txt", "deleted.txt")
            )
            for step in STEPS:
                self.store |= files(sent.folder / step)
            for path in self.deleted:
                self.store.pop(path, None)
            assert Target(cache).confirm(shipment.receipt(sent.folder)) is not None
        assert not (machine / "site").exists()
        shutil.copyfile(machine / ".cache" / "bulletin.sqlite", kept)

    def clean_build(self) -> dict[str, bytes]:
        """What a first build makes of the repository."""
        machine = self._new_machine()
        current = settings_of(machine)
        with closing(Cache(current.cache, VERSION)) as cache:
            build = Build(current, NOW, cache, machine / "site", QUIET)
            build.read()
            build.publish(themes.printed(SETTINGS))
        return files(machine / "site")

    def set(self, line: str) -> None:
        file = self.repository.folder / "mkdocs.yml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("    publisher:", f"    {line}\n    publisher:"), encoding="utf-8")

    def _new_machine(self) -> Path:
        self._count += 1
        machine = self._folder / f"machine-{self._count}"
        shutil.copytree(
            self.repository.folder, machine, symlinks=True, copy_function=lambda *paths: shutil.copyfile(*paths)
        )
        (machine / ".cache").mkdir()
        return machine


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def service(tmp_path: Path) -> Service:
    service = Service(tmp_path)
    write = service.repository.post
    for day in range(1, 25):
        write(f"2026/05/tin-{day}.md", post(f"Họp thôn lần {day}", f"2026-05-{day:02} 08:15", tags="[họp thôn]"))
    write("2026/06/hop-dan.md", post("Họp dân bàn việc làm đường", "2026-06-05 08:15", views="12"))
    write("2026/06/gia-lua.md", post("Giá lúa đầu vụ", "2026-06-06 08:15", "kinh-te"))
    return service


@pytest.mark.slow
def test_after_an_editors_days_the_target_has_what_a_clean_build_makes(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, posts = service.repository.post, service.repository.posts
    service.publish()
    assert service.deleted == []
    typeset: list[str] = []
    set_body = Typesetter.set

    def set_and_note(typesetter: Typesetter, written: Post) -> TypesetBody:
        typeset.append(written.name)
        return set_body(typesetter, written)

    monkeypatch.setattr(Typesetter, "set", set_and_note)

    def publish(*written: str) -> None:
        typeset.clear()
        service.publish()
        assert typeset == list(written), "no other text is set again"
        assert len(service.changed) < 90, "of the 600 files of the site"

    write("2026/06/le-hoi.md", post("Lễ hội chợ quê", "2026-06-07 08:15", image=IMAGE))
    service.repository.picture("2026/06/le-hoi/anh.png", (64, 36))
    publish("2026/06/le-hoi.md")
    write("2026/06/hop-dan.md", post("Họp dân bàn việc làm cầu", "2026-06-05 08:15", views="12"))
    publish("2026/06/hop-dan.md")
    assert service.store == service.clean_build()
    write("2026/06/hop-dan.md", post("Họp dân bàn việc làm cầu", "2026-06-05 08:15", views="31"))
    publish()
    service.repository.picture("2026/06/le-hoi/anh.png", (64, 36), "#15187a")
    publish("2026/06/le-hoi.md")
    assert service.store == service.clean_build()
    text = (posts / "2026/06/gia-lua.md").read_text(encoding="utf-8")
    (posts / "2026/06/gia-lua.md").unlink()
    write("2026/06/gia-lua-dau-vu.md", text.replace("category:", "aliases: [/2026/06/gia-lua/]\ncategory:"))
    publish("2026/06/gia-lua-dau-vu.md")
    service.repository.delete("2026/05/tin-3.md")
    publish()
    assert "2026/05/tin-3/index.html" in service.deleted
    assert service.store == service.clean_build()


@pytest.mark.slow
def test_only_the_pictures_that_must_go_out_are_made(service: Service) -> None:
    service.set("search: false")
    for day in (7, 8, 9):
        service.repository.post(f"2026/06/le-{day}.md", post("Lễ hội", f"2026-06-0{day} 08:15", image=IMAGE))
        service.repository.picture(f"2026/06/le-{day}/anh.png", (64, 36), f"#1518{day}a")
        if day > 7:
            service.publish()
    new = digest.of((service.repository.posts / "2026/06/le-9/anh.png").read_bytes())
    assert {path.name for path in service.machine.glob(".cache/pictures/*/*")} == {new.hex()}
    assert service.store == service.clean_build()


@pytest.mark.slow
def test_what_the_target_has_as_sound_is_not_read_aloud_again(service: Service, tmp_path: Path) -> None:
    counter = tmp_path / "count"
    service.set("search: false")
    command = json.dumps([sys.executable, "-c", VOICE, "{text}", "{output}", str(counter)])
    service.set(f"audio: {{command: {command}}}")
    for name in (service.repository.posts / "2026/05").glob("tin-?[1-9].md"):
        name.unlink()
    service.publish()
    posts = len(list(service.repository.posts.rglob("*.md")))
    assert len(counter.read_text()) == posts
    service.repository.post("2026/06/le-hoi.md", post("Lễ hội chợ quê", "2026-06-07 08:15"))
    service.publish()
    assert len(counter.read_text()) == posts + 1
    assert [path for path in service.changed if path.endswith(".mp3")] == ["2026/06/le-hoi/bai-doc.mp3"]
    page = service.store["2026/06/hop-dan/index.html"].decode()
    assert re.search(r"\(\d+ giây, MP3, ", page)
    assert service.store == service.clean_build()
