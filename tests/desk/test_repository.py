"""The repository under what happens to machines: several writers at once, a kill at any moment, a full disk."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from desk.git.references import Move, MovedError
from desk.git.repository import MAIN, Repository
from desk.refusal import Refusal
from newsdesk import AN, BINH, CHI, NOW, STORM, NewsDesk, git
from project import ROOT

pytestmark = [pytest.mark.system, pytest.mark.slow]
KEY = "2026/09/cau-cua-long"


@pytest.fixture
def desk(tmp_path: Path) -> NewsDesk:
    return NewsDesk(tmp_path)


def assert_sound(repository: Repository) -> None:
    output = git(repository.folder, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    assert output.strip() == ""


def test_it_is_no_repository(tmp_path: Path, desk: NewsDesk) -> None:
    for folder in (tmp_path / "none", tmp_path, tmp_path / "work"):
        with pytest.raises(Refusal, match="Không thấy kho bài") as refused:
            Repository(folder)
        assert str(folder) in str(refused.value)


def test_no_hook_and_no_setting_of_the_machine_decides(
    desk: NewsDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("reference-transaction", "post-update", "pre-commit", "update"):
        hook = desk.repository.folder / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/{name}\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    evil = tmp_path / "evil.gitconfig"
    evil.write_text("[user]\n\tname = Evil\n[commit]\n\tgpgSign = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(evil))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Evil")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "work" / ".git"))
    desk.form(KEY).replace("812", "821").save(AN)
    desk.publish(KEY)
    monkeypatch.delenv("GIT_DIR")
    assert [path.name for path in tmp_path.iterdir()].count("update") == 0
    assert desk.log()[0].startswith("Lê Minh Chi: ")


def test_a_reference_that_moved_is_left_where_it_is(desk: NewsDesk) -> None:
    main = desk.repository.main()
    changes = {"posts/2026/11/a.md": b"a"}
    first = desk.repository.commit(MAIN, [main], main, changes, AN, "Một", NOW, main)
    with pytest.raises(MovedError):
        desk.repository.commit(MAIN, [main], main, changes, AN, "Hai", NOW, main)
    with pytest.raises(MovedError):
        desk.repository.commit(MAIN, [main], main, changes, AN, "Ba", NOW, None)
    with pytest.raises(MovedError):
        desk.repository.move({"refs/heads/x": Move(None, main), MAIN: Move(main, None)})
    assert desk.repository.refs("refs/") == {MAIN: first}


@pytest.mark.parametrize(
    "path", ["posts/2026/09/cau-cua-long.md/x.md", "mkdocs.yml/x.md", "posts/2026", "posts/2026/09"]
)
def test_no_file_becomes_a_folder_and_no_folder_a_file(desk: NewsDesk, path: str) -> None:
    with pytest.raises(Refusal):
        desk.repository.tree(desk.repository.main(), {path: b"x"})


def test_names_of_every_kind_are_read(tmp_path: Path) -> None:
    names = [
        "2026/09/Bão số 9.md",
        "2026/09/a\tb.md",
        "2026/09/a\nb.md",
        '2026/09/"x".md',
        "2026/09/*.md",
        "2026/09/-x.md",
    ]
    desk = NewsDesk(tmp_path, dict.fromkeys(names, STORM))
    main = desk.repository.main()
    blobs = dict(desk.repository.blobs(main, "posts"))
    assert sorted(blobs) == sorted(f"posts/{name}" for name in names)
    assert all(desk.repository.read(main, path) == STORM.encode() for path in blobs)
    assert list(desk.repository.read_blobs(blobs.values())) == [STORM.encode()] * len(names)


def test_a_lock_that_a_dead_machine_left_does_not_last(desk: NewsDesk) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    lock = desk.repository.folder / "refs" / "heads" / "desk" / "posts" / f"{KEY}.lock"
    lock.touch()
    with pytest.raises(Refusal, match="đang bận") as refused:
        desk.form(KEY).replace("821", "822").save(AN)
    assert refused.value.status == 503
    os.utime(lock, (time.time() - 100, time.time() - 100))
    desk.form(KEY).replace("821", "822").save(AN)
    assert "822" in desk.text(KEY)


def save_often(folder: str, name: str, times: int) -> int:
    """Another process: saves a line of its own again and again."""
    desk = NewsDesk.__new__(NewsDesk)
    desk.time, desk.repository = NOW, Repository(Path(folder))
    desk.drafts = desk.another()
    person = {"an": AN, "binh": BINH}[name]
    form = desk.form(KEY)
    for count in range(times):
        form.text = (
            form.text.replace("\n---\n", f"\n---\n{name} {count}.\n\n", 1)
            if name == "an"
            else form.text + f"\n{name} {count}.\n"
        )
        form.save(person)
        desk.drafts.comments.add(KEY, f"{name} {count}", person)
    return times


def test_two_desks_save_one_post_at_once_and_lose_nothing(desk: NewsDesk) -> None:
    desk.form(KEY).replace("812", "821").save(CHI)
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(save_often, str(desk.repository.folder), name, 8) for name in ("an", "binh")]
        assert [job.result() for job in jobs] == [8, 8]
    text, comments = desk.text(KEY), {comment.text for comment in desk.drafts.comments.list(KEY)}
    for name in ("an", "binh"):
        for count in range(8):
            assert f"{name} {count}." in text and f"{name} {count}" in comments
    assert_sound(desk.repository)


PUBLISHING = """
import sys
sys.path[:0] = sys.argv[1:4]
from pathlib import Path
from desk.git.repository import Repository
from newsdesk import AN, CHI, NewsDesk, NOW
desk = NewsDesk.__new__(NewsDesk)
desk.time, desk.repository = NOW, Repository(Path(sys.argv[4]))
desk.drafts = desk.another()
key, picture = "2026/09/cau-cua-long", "anh,".encode() * 50_000
number = int(sys.argv[5])
while True:
    number += 1
    form = desk.form(key)
    form.text = form.text.replace("Sáng nay", f"Lần {number}. Sáng nay")
    form.save(AN, {f"so-{number}.txt": picture})
    desk.drafts.set_status(key, "pending_publish", CHI)
    desk.drafts.publish(key, CHI)
    print(number, flush=True)
"""


def test_a_desk_that_is_killed_at_any_moment_loses_nothing(desk: NewsDesk) -> None:
    dice, done = random.Random(20261130), 0
    folders = [str(ROOT / "hooks"), str(ROOT / "tests"), str(ROOT / "tests" / "desk")]
    for _ in range(6):
        command = [sys.executable, "-c", PUBLISHING, *folders, str(desk.repository.folder), str(done)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(dice.uniform(0, 0.6))
        os.killpg(process.pid, signal.SIGKILL)
        told = [int(line) for line in [first, *process.stdout.read().splitlines()] if line.strip()]
        process.wait()
        published = desk.published(f"posts/{KEY}.md")
        done = max(told)
        assert all(f"Lần {number}. " in published for number in told)
        assert_sound(desk.repository)
        for draft in desk.drafts.all():  # what was saved a moment before can be published, or thrown away
            for lock in desk.repository.folder.rglob("*.lock"):
                os.utime(lock, (time.time() - 100, time.time() - 100))
            desk.drafts.discard(draft.key, CHI)


def test_a_full_disk_changes_nothing_and_says_so(desk: NewsDesk) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    before = desk.repository.refs("refs/")
    noise = random.Random(1).randbytes(400_000)
    report = "".join(f"{byte:02x}" for byte in noise).encode()
    form = desk.form(KEY).replace("821", "822")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(Refusal, match="ổ đĩa của máy chủ đã đầy") as refused:
            form.save(AN, {"so-lieu.txt": report})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.status == 507
    assert desk.repository.refs("refs/") == before
    assert_sound(desk.repository)
    form.save(AN, {"so-lieu.txt": report})
    assert "822" in desk.text(KEY)
