"""What may happen to a build: it is killed, the disk is full, another one runs, its cache is broken.

Whatever it is, readers find a site without half a page and without a link into the void, editors find one sentence in
Vietnamese, and the next build puts everything right. The builds here are real processes on a bulletin of a hundred and
fifty posts.

Where and when they are killed is drawn from fixed seeds; MOMENTS=10 in the environment draws ten times as many.
"""

import io
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from browser.server import free_port
from bulletin.machine import progress
from bulletin.machine.progress import Progress
from bulletin.stylebook import words
from project import Project
from real import sample
from real.mishaps import (
    PUBLISHING,
    READING,
    TEXT,
    Running,
    clean_build,
    disk,
    edit,
    leftovers,
    notices,
    own,
    resize,
    state,
    steered,
    used,
    used_inodes,
)
from real.preview import Preview
from real.soundness import differences, faults, files_of, mixed

_MORE = float(os.environ.get("MOMENTS", "1"))
MOMENTS = max(1, round(2 * _MORE))
"""How many builds each test of random moments kills; some of those it aims at are at their end already."""
BEFORE = range(sample.COUNT - 5)
RECENT = range(sample.RECENT, sample.COUNT - 5)
"""Enough where nothing depends on how long a build takes, nor on workers that read posts: their pages are enough for
workers that make them.
"""
STAGES = {"reading": READING, "publishing": PUBLISHING}
FOOTER = "overrides/partials/footer.html"


@dataclass(frozen=True)
class Change:
    """A change of the bulletin and its taking back."""

    make: Callable[[Project], None]
    undo: Callable[[Project], None]

    def after(self, *earlier: "Change") -> "Change":
        """One change that makes the earlier ones and then this one, and takes all of them back in reverse order."""
        changes = [*earlier, self]

        def make(project: Project) -> None:
            for change in changes:
                change.make(project)

        def undo(project: Project) -> None:
            for change in reversed(changes):
                change.undo(project)

        return Change(make, undo)


def _delete(project: Project, numbers: range) -> None:
    for number in numbers:
        project.delete(sample.name(number))


def _write(project: Project, numbers: range) -> None:
    (project.posts / "deleted.yml").unlink(missing_ok=True)
    sample.write(project, numbers)


def _count_views(project: Project) -> None:
    for number in BEFORE:
        project.post(sample.name(number), sample.text(number, views=str(number * 37)))


NEW, OLD = range(BEFORE.stop, sample.COUNT), range(sample.WITHDRAWN)
CHANGES = {
    "five posts": Change(lambda project: _write(project, NEW), lambda project: _delete(project, NEW)),
    "every page": Change(
        lambda project: edit(project.folder / FOOTER, "{{ words.reuse }}", "Ghi rõ nguồn khi đăng lại."),
        lambda project: edit(project.folder / FOOTER, "Ghi rõ nguồn khi đăng lại.", "{{ words.reuse }}"),
    ),
    "fifty posts fewer": Change(lambda project: _delete(project, OLD), lambda project: _write(project, OLD)),
    "the views of all posts": Change(_count_views, lambda project: sample.write(project, BEFORE)),
}
STRUGGLES = {
    "posts come and go, every page changes": CHANGES["every page"].after(
        CHANGES["five posts"], CHANGES["fifty posts fewer"]
    ),
    "the views of all posts": CHANGES["the views of all posts"],
}
"""Files are put in the place of others; or their bytes are changed where they lie."""


@pytest.fixture
def bulletin(project: Project) -> Project:
    own(project, "overrides")
    sample.write(project, BEFORE)
    return project


@pytest.fixture
def small(project: Project) -> Project:
    project.switch_search_off()
    own(project, "overrides")
    sample.write(project, RECENT)
    return project


class Struggle:
    """A change that is made and taken back again and again, by builds that seldom live to their end."""

    def __init__(self, project: Project, change: Change, seed: str, **environment: str) -> None:
        self.project, self.change = project, change
        self.chosen = random.Random(seed)
        change.make(project)
        change.undo(project)  # before a post can be deleted, it has to be published
        old = clean_build(project)
        change.make(project)
        self.states = (old, clean_build(project))
        self.changed = True
        self.finish()
        self.lasting = self.states[0].keys() & self.states[1].keys()
        self.killed = 0
        self.span = 0.0
        for _ in range(2):  # there and back
            self.turn()
            running = Running(project, environment=environment).until(READING)
            begun = time.monotonic()
            assert running.end() == 0, running.said
            self.span = max(self.span, time.monotonic() - begun)

    def turn(self) -> None:
        (self.change.undo if self.changed else self.change.make)(self.project)
        self.changed = not self.changed

    def check(self, running: Running) -> None:
        """What a reader finds when the build is gone; it may have got to its end."""
        self.killed += running.end() == -signal.SIGKILL
        files = files_of(self.project.site)
        assert mixed(files, *self.states) == []
        assert faults(files, self.lasting) == []
        assert "Traceback" not in running.said

    def finish(self) -> None:
        """Lets a build live, and compares."""
        result = self.project.build()
        assert result.returncode == 0, result.stderr
        assert TEXT["waiting"][:20] not in result.stderr, "nothing of a killed build is waited for"
        assert differences(self.project.files(), self.states[self.changed]) == []
        assert leftovers(self.project) == []


def until_killed(killed: Callable[[], int], wanted: int = MOMENTS) -> Iterator[int]:
    """Numbers the attempts, as many as it takes."""
    for attempt in range(10 * wanted):
        if killed() >= wanted:
            return
        yield attempt
    pytest.fail(f"only {killed()} builds of {10 * wanted} were still alive")


def test_a_first_build_killed_at_any_moment_leaves_no_site_or_a_whole_one(bulletin: Project) -> None:
    chosen = random.Random("lần đầu")
    expected = clean_build(bulletin)
    running = Running(bulletin).until(READING)
    begun, ends = time.monotonic(), list[int]()
    assert running.end() == 0
    span = time.monotonic() - begun
    for moment in until_killed(lambda: ends.count(-signal.SIGKILL)):
        shutil.rmtree(bulletin.site, ignore_errors=True)
        if moment % 3:
            shutil.rmtree(bulletin.folder / ".cache", ignore_errors=True)
        running = Running(bulletin).until(READING)
        time.sleep(chosen.uniform(0, span))
        running.send(signal.SIGKILL, to_all=chosen.random() < 0.3)
        ends.append(running.end())
        assert files_of(bulletin.site) in ({}, expected)
        assert "Traceback" not in running.said
        if moment % 6 == 5:
            assert bulletin.build().returncode == 0
            assert differences(bulletin.files(), expected) == []
            assert leftovers(bulletin) == []


MORTAL = """
import atexit, os, signal

site, left, me = os.environ["MORTAL_SITE"], int(os.environ["MORTAL_AT"]), os.getpid()

def counted(call):
    def run(*arguments, **options):
        global left
        is_in_site = call.__name__ == "pwrite" or any(str(argument).startswith(site) for argument in arguments)
        if os.getpid() == me and is_in_site:
            if left == 0:
                os.kill(me, signal.SIGKILL)
            left -= 1
        return call(*arguments, **options)
    return run

for name in ("replace", "rename", "link", "unlink", "mkdir", "rmdir", "pwrite"):
    setattr(os, name, counted(getattr(os, name)))
if left < 0:
    atexit.register(lambda: print(-1 - left, file=open(os.environ["MORTAL_COUNTS"], "a")))
"""
"""A sitecustomize that kills its process before one of its moves in the site folder; with -1 it only counts them."""


@pytest.mark.parametrize("name", STRUGGLES)
def test_a_build_killed_at_any_moment_leaves_a_sound_site(bulletin: Project, tmp_path: Path, name: str) -> None:
    """At random moments, and between two of its moves in the site folder, which take some milliseconds and are seldom
    hit by chance.
    """
    (tmp_path / "mortal").mkdir()
    (tmp_path / "mortal/sitecustomize.py").write_text(MORTAL)
    environment = {
        "PYTHONPATH": f"{tmp_path}/mortal",
        "MORTAL_SITE": str(bulletin.site),
        "MORTAL_COUNTS": str(tmp_path / "counts"),
    }
    struggle = Struggle(bulletin, STRUGGLES[name], seed=name, MORTAL_AT="-1", **environment)
    for _ in until_killed(lambda: struggle.killed):
        if struggle.chosen.random() < 0.7:
            struggle.turn()
        running = Running(bulletin).until(READING)
        time.sleep(struggle.chosen.uniform(0, struggle.span))
        running.send(signal.SIGKILL, to_all=struggle.chosen.random() < 0.3)
        struggle.check(running)
    struggle.finish()
    counts = [int(count) for count in (tmp_path / "counts").read_text().split()]
    counts = counts if struggle.changed else counts[::-1]  # the way back comes next, or the way there
    struggle.killed = 0
    points = round(3 * _MORE)
    for point, count in zip(range(points), cycle(counts)):
        struggle.turn()
        at = struggle.chosen.randrange(count) if point >= 3 else (0, count - 1, count // 2)[point]
        struggle.check(Running(bulletin, environment=environment | {"MORTAL_AT": str(at)}))
        struggle.finish()
    assert struggle.killed == points


def test_ctrl_c_ends_a_build_in_one_line_and_leaves_a_sound_site(small: Project) -> None:
    struggle = Struggle(small, CHANGES["every page"], seed="Ctrl-C")
    ends = list[int]()
    for moment in until_killed(lambda: sum(code != 0 for code in ends), 3):
        struggle.turn()
        running = Running(small).until(READING)
        time.sleep(struggle.chosen.uniform(0, struggle.span))
        running.send(signal.SIGINT, to_all=True)
        ends.append(running.end())
        assert ends[-1] in (0, 1, -signal.SIGINT)
        struggle.check(running)
        if moment % 2:
            struggle.finish()


# --- a full disk


def _refused_for_want_of_space(
    project: Project, before: dict[str, bytes], prepare: Callable[[], None] | None = None
) -> str:
    running = Running(project, prepare=prepare)
    assert running.end() != 0, running.said
    assert "Traceback" not in running.said and "ngoài dự tính" not in running.said
    assert differences(files_of(project.site), before) == [], "the old site is as it was"
    return running.said


def test_a_full_disk_under_the_site_leaves_the_old_site(small: Project) -> None:
    with disk(small.site, "size=64m"):
        assert small.build().returncode == 0
        before = files_of(small.site)
        CHANGES["every page"].make(small)
        resize(small.site, f"size={used(small.site) + 400_000}")
        said = _refused_for_want_of_space(small, before)
        assert TEXT["cannot_write"].format(folder=small.site, reason=TEXT["reasons"]["ENOSPC"]) in said
        resize(small.site, "size=64m")
        assert small.build().returncode == 0
        assert differences(files_of(small.site), clean_build(small)) == []
        assert leftovers(small) == []


def test_a_full_disk_under_the_cache_leaves_the_old_site_or_builds_without(small: Project) -> None:
    with disk(small.folder / ".cache", "size=16m"):
        assert small.build().returncode == 0
        before = files_of(small.site)
        sample.write(small, range(BEFORE.stop, sample.COUNT))
        for number in range(sample.RECENT, 140):
            small.post(sample.name(number), sample.text(number, body="Tin dài ra.\n\n" * 500))
        expected = clean_build(small)
        resize(small.folder / ".cache", f"size={used(small.folder / '.cache') + 8192}")
        running = Running(small)
        assert differences(files_of(small.site), before if running.end() else expected) == []
        assert "Traceback" not in running.said and "ngoài dự tính" not in running.said
        assert "bộ nhớ đệm" in running.said
        resize(small.folder / ".cache", "size=16m")
        assert small.build().returncode == 0
        assert differences(files_of(small.site), expected) == []


def test_a_full_disk_under_everything_leaves_the_old_site(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "size=128m") as full:
        project = Project(full / "bulletin")
        project.switch_search_off()
        own(project, "overrides")
        sample.write(project, RECENT)
        assert project.build().returncode == 0
        before = files_of(project.site)
        CHANGES["every page"].make(project)
        sample.write(project, range(BEFORE.stop, sample.COUNT))
        expected = clean_build(project)
        for room in (0, 100_000, 1_000_000):
            resize(full, f"size={used(full) + room}")
            _refused_for_want_of_space(project, before)
        resize(full, "size=128m")
        assert project.build().returncode == 0
        assert differences(files_of(project.site), expected) == []
        assert leftovers(project) == []


@pytest.mark.parametrize("room", ["new files", "placeholders"])
def test_a_disk_that_takes_no_more_files_leaves_the_old_site(small: Project, room: str) -> None:
    """Bytes are left, inodes are not. At the second place all new files have found room already, and a changed picture
    waits among them.
    """
    with disk(small.site, "size=64m,nr_inodes=10000"):
        assert small.build().returncode == 0
        before = files_of(small.site)
        CHANGES["five posts"].make(small)
        small.picture(sample.name(112).replace(".md", "/anh.png"), (64, 36), "#123456")
        expected = clean_build(small)
        made = sum(before.get(path) != content for path, content in expected.items())
        folders = len(
            {
                str(parent)
                for path in expected.keys() - before.keys()
                for parent in Path(path).parents
                if not (small.site / parent).exists()
            }
        )
        resize(
            small.site,
            f"nr_inodes={used_inodes(small.site) + 1 + (made // 2 if room == 'new files' else made + folders + 4)}",
        )
        _refused_for_want_of_space(small, before)
        resize(small.site, "nr_inodes=10000")
        assert small.build().returncode == 0
        assert differences(files_of(small.site), expected) == []


@pytest.mark.parametrize("longest", [300, 20_000])
def test_a_limit_on_the_length_of_files_leaves_the_old_site(small: Project, longest: int) -> None:
    """What root can't mount anyone can be limited to."""
    assert small.build().returncode == 0
    before = files_of(small.site)
    CHANGES["every page"].make(small)
    sample.write(small, range(BEFORE.stop, sample.COUNT))
    _refused_for_want_of_space(
        small, before, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
    )
    assert small.build().returncode == 0
    assert differences(files_of(small.site), clean_build(small)) == []


def test_an_empty_site_folder_on_a_disk_of_its_own_is_built_into(small: Project) -> None:
    """A volume of a container, for one."""
    with disk(small.site, "size=64m"):
        result = small.build()
        assert result.returncode == 0, result.stderr + result.stdout
        assert differences(files_of(small.site), clean_build(small)) == []
        assert leftovers(small) == []


def test_nothing_but_the_site_folder_has_to_be_writable(small: Project, tmp_path: Path) -> None:
    """On web servers `html` often belongs to the editors, and what is around it does not."""
    with disk(tmp_path / "www", "size=1m") as www, disk(www / "html", "size=64m"):
        resize(www, "ro")
        running = Running(small, "--site-dir", str(www / "html"))
        assert running.end() == 0, running.said
        assert differences(files_of(www / "html"), clean_build(small)) == []


# --- two at once


def test_of_two_builds_at_once_one_waits_and_both_succeed(small: Project, tmp_path: Path) -> None:
    first = Running(small, environment=steered(tmp_path / "steered", PAUSE_AFTER=READING)).until_it_stops()
    second = Running(small).until(TEXT["waiting"].format(seconds=600))
    first.send(signal.SIGCONT)
    assert (first.end(), second.end()) == (0, 0), first.said + second.said
    assert TEXT["waiting"].format(seconds=600) in second.said and TEXT["waiting"][:20] not in first.said
    assert f"ghi 0, xóa 0, giữ nguyên {len(small.files())}" in second.said, "nothing was left to do"
    assert differences(small.files(), clean_build(small)) == []


def test_a_build_that_has_waited_long_enough_gives_up(small: Project, tmp_path: Path) -> None:
    edit(small.folder / "mkdocs.yml", "    publisher:", "    wait_for_other_build: 1\n    publisher:")
    first = Running(small, environment=steered(tmp_path / "steered", PAUSE_AFTER=READING)).until_it_stops()
    try:
        second = Running(small)
        assert second.end() != 0
        assert TEXT["waiting"].format(seconds=1) in second.said and TEXT["waited"].format(seconds=1) in second.said
        assert "Traceback" not in second.said
        assert files_of(small.site) == {}
        check = small.command("check")
        assert check.returncode == 2 and TEXT["waited"].format(seconds=1) in check.stderr, (
            "the commands take their turn too"
        )
    finally:
        first.send(signal.SIGCONT)
    assert first.end() == 0
    assert differences(small.files(), clean_build(small)) == []


@pytest.mark.parametrize("stage", ["reading", "publishing"])
def test_a_killed_build_holds_up_nobody_even_while_its_workers_live(
    bulletin: Project, tmp_path: Path, stage: str
) -> None:
    running = Running(bulletin, environment=steered(tmp_path / "steered", WORKERS_PAUSE_AFTER=STAGES[stage]))
    workers = running.workers_that_stopped()
    running.send(signal.SIGKILL)
    assert running.end() == -signal.SIGKILL
    try:
        next_one = Running(bulletin)
        assert next_one.end() == 0
        assert TEXT["waiting"][:20] not in next_one.said
        assert differences(bulletin.files(), clean_build(bulletin)) == []
        assert {state(worker) for worker in workers} == {"T"}
    finally:
        end = time.monotonic() + 60
        with suppress(ProcessLookupError):  # all are gone
            while time.monotonic() < end:
                os.killpg(running.process.pid, signal.SIGCONT)
                time.sleep(0.05)
    assert time.monotonic() < end, "workers whose parent is gone end"
    assert "Traceback" not in running.said, "nobody is told that a worker missed its parent"
    assert bulletin.build().returncode == 0
    assert leftovers(bulletin) == [], "what it still had in hand is cleared away"


def test_a_worker_killed_by_the_system_stops_the_build_and_not_the_site(small: Project, tmp_path: Path) -> None:
    assert small.build().returncode == 0
    before = small.files()
    CHANGES["every page"].make(small)
    shutil.rmtree(small.folder / ".cache")
    running = Running(small, environment=steered(tmp_path / "steered", WORKERS_PAUSE_AFTER=PUBLISHING))
    os.kill(running.workers_that_stopped()[0], signal.SIGKILL)
    end = time.monotonic() + 60
    while running.process.poll() is None and time.monotonic() < end:
        running.send(
            signal.SIGCONT, to_all=True
        )  # the others get through with theirs; one may stop later than the first
        time.sleep(0.05)
    assert running.end() != 0
    assert TEXT["fault"].partition("{")[0] in running.said and "Traceback" not in running.said
    assert differences(small.files(), before) == []
    assert small.build().returncode == 0
    assert differences(small.files(), clean_build(small)) == []


# --- a broken cache


def _truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _other_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE facts SET value = x'00' WHERE name = 'version'")
        connection.commit()


def _garble(file: Path) -> None:
    """Every third page of it, so that it opens."""
    content = bytearray(file.read_bytes())
    for start in range(3 * 4096, len(content), 3 * 4096):
        content[start : start + 4096] = b"\x5a" * 4096
    file.write_bytes(content)


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "cut in the middle": _truncate,
    "cut after its first page": lambda file: os.truncate(file, 4096),
    "not a database": lambda file: file.write_bytes(b"khong phai co so du lieu" * 1000),
    "every third page garbled": _garble,
    "of another version": _other_version,
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_cache_costs_time_and_one_line(small: Project, name: str) -> None:
    assert small.build().returncode == 0
    BREAKAGES[name](small.folder / ".cache/bulletin.sqlite")
    CHANGES["five posts"].make(small)
    # What only the cache knew of must leave the site all the same: here the print view at the old address.
    small.post(sample.name(120), sample.text(120, slug="tin-khac", aliases="[/2026/05/tin-120/]"))
    expected = clean_build(small)
    running = Running(small)
    assert running.end() == 0, running.said
    assert len(notices(running.said)) == 1, running.said
    assert differences(small.files(), expected) == []
    again = Running(small)
    assert again.end() == 0
    assert notices(again.said) == [], "the cache is whole again"
    assert "ghi 0, xóa 0" in again.said
    assert differences(small.files(), expected) == []


def test_a_cache_that_cannot_be_written_costs_time_and_one_line(small: Project) -> None:
    assert small.build().returncode == 0
    cache = small.folder / ".cache"
    CHANGES["five posts"].make(small)
    expected = clean_build(small)
    if os.geteuid():
        cache.chmod(0o500)
    else:  # root may write whatever the mode
        subprocess.run(["mount", "--bind", cache, cache], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", cache], check=True)
    try:
        for _ in range(2):
            running = Running(small)
            assert running.end() == 0, running.said
            assert notices(running.said) == [TEXT["store_lost"]["read-only"]]
            assert differences(small.files(), expected) == []
    finally:
        if os.geteuid():
            cache.chmod(0o700)
        else:
            subprocess.run(["umount", "--lazy", cache], check=True)
    running = Running(small)
    assert running.end() == 0 and notices(running.said) == []
    assert differences(small.files(), expected) == []


@pytest.mark.parametrize(
    ("what", "stage", "first"),
    [
        ("folder", "reading", True),
        ("folder", "publishing", False),
        ("file", "reading", False),
        ("file", "publishing", True),
    ],
)
def test_a_cache_deleted_during_a_build_costs_time_and_at_the_most_one_line(
    small: Project, tmp_path: Path, stage: str, first: bool, what: str
) -> None:
    if not first:
        assert small.build().returncode == 0
        CHANGES["every page"].make(small)
        CHANGES["five posts"].make(small)
    expected = clean_build(small)
    running = Running(small, environment=steered(tmp_path / "steered", PAUSE_AFTER=STAGES[stage])).until_it_stops()
    if what == "folder":
        while (
            small.folder / ".cache"
        ).exists():  # who works for the build goes on, and may just be making a file there
            shutil.rmtree(small.folder / ".cache", ignore_errors=True)
    else:
        (small.folder / ".cache/bulletin.sqlite").unlink()
    running.send(signal.SIGCONT)
    assert running.end() == 0, running.said
    assert len(notices(running.said)) <= 1
    assert differences(small.files(), expected) == []
    assert small.build().returncode == 0
    assert differences(small.files(), expected) == []


# --- what a build says


def test_quiet_says_nothing_of_a_good_build(small: Project) -> None:
    for _ in range(2):
        running = Running(small, "--quiet")
        assert running.end() == 0
        assert running.said == ""


def test_a_log_gets_lines_and_no_bar(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    running = Running(small)
    assert running.end() == 0
    assert not any(sign in running.said for sign in ("\r", "\x1b", "█", "#"))
    # Real builds of the tests are over before there is anything to show, so here is a slow one.
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setattr(progress, "_INTERVAL", -1.0)
    log, terminal = io.StringIO(), Terminal()
    assert list(Progress(stream=log, **words.progress()).follow("read", range(3), 3)) == [0, 1, 2]
    assert [line.partition(",")[0] for line in log.getvalue().splitlines()] == [
        "Đọc bài: 1/3",
        "Đọc bài: 2/3",
        "Đọc bài: 3/3",
    ]
    assert "\r" not in log.getvalue()
    assert list(Progress(stream=terminal, **words.progress()).follow("read", range(3), 3)) == [0, 1, 2]
    assert "\r" in terminal.getvalue() and "3/3" in terminal.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# --- the preview


@pytest.fixture
def previews(small: Project, tmp_path: Path) -> Iterator[Callable[[], Preview]]:
    """Starts the preview at the same port each time; ends the one before."""
    own(small, "docs")
    port = free_port()
    started: list[Preview] = []

    def start() -> Preview:
        stop()
        preview = Preview(small, tmp_path / f"log-{len(started)}", port)
        started.append(preview)
        return preview

    def stop() -> None:
        for preview in started:
            preview.process.terminate()
            preview.process.wait()

    yield start
    stop()


def test_a_preview_started_again_makes_nothing_anew(previews: Callable[[], Preview]) -> None:
    preview = previews()
    assert preview.wait(lambda: preview.said(f"Xong: {len(RECENT)} bài")), preview.log.read_text(encoding="utf-8")
    folder = preview.project.folder / f".cache/preview-{preview.port}"
    assert preview.wait(lambda: "tin số 144" in preview.get(""))
    assert (folder / "index.html").is_file() and not preview.project.site.exists()
    again = previews()
    assert again.wait(lambda: again.said(f"Xong: {len(RECENT)} bài; đọc 0 bài, dựng 0 tệp, ghi 0, xóa 0")), (
        again.log.read_text(encoding="utf-8")
    )
    assert again.wait(lambda: "tin số 144" in again.get(""))
    edit(again.project.posts / sample.name(144), "tin số 144", "tin số 144 đã sửa")
    assert again.wait(lambda: "tin số 144 đã sửa" in again.get(sample.name(144).replace(".md", "/")))


def test_a_preview_started_on_a_faulty_post_shows_the_last_good_page_until_it_is_mended(
    previews: Callable[[], Preview],
) -> None:
    preview = previews()
    assert preview.wait(lambda: "tin số 144" in preview.get(""))
    edit(preview.project.posts / sample.name(144), "tin số 144", "tin số 144 đã sửa\nkhoa: la")
    again = previews()
    assert again.wait(lambda: again.said("Không có khóa nào tên là khoa.")), again.log.read_text(encoding="utf-8")
    assert again.wait(lambda: "tin số 144" in again.get(""))
    assert "đã sửa" not in again.get(sample.name(144).replace(".md", "/"))
    edit(again.project.posts / sample.name(144), "\nkhoa: la", "")
    assert again.wait(lambda: "tin số 144 đã sửa" in again.get(sample.name(144).replace(".md", "/"))), (
        again.log.read_text(encoding="utf-8")
    )
    assert not again.said("Traceback")


def test_a_build_beside_a_preview_leaves_both_right(previews: Callable[[], Preview]) -> None:
    """They share a cache, and neither takes the other's site for its own."""
    preview = previews()
    assert preview.wait(lambda: "tin số 144" in preview.get(""))
    CHANGES["five posts"].make(preview.project)
    running = Running(preview.project)
    assert running.end() == 0, running.said
    assert differences(preview.project.files(), clean_build(preview.project)) == []
    assert preview.wait(
        lambda: f"tin số {sample.COUNT - 1}" in preview.get("") and "127.0.0.1" in preview.get("rss.xml")
    )
