"""`python hooks/desk trial`: one command, and there are site, desk and login on this machine; and it says plainly why
not, where it can't.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bare import Bare
from desk.git.repository import Repository
from desk.proofs.workroom import Workroom
from desk.trial import upkeep
from project import NOON, ROOT, post
from real.web_servers import free_port
from running_trial import Trial, copy_software
from unit.process import soon

pytestmark = [pytest.mark.slow, pytest.mark.system]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a trial, which does not exist yet."""
    return tmp_path_factory.mktemp("trial") / "desk"


@pytest.fixture(scope="module")
def software(tmp_path_factory: pytest.TempPathFactory) -> Path:
    titles = {"cap-nuoc": "Cấp nước sạch", "mo-duong": "Mở đường"}
    return copy_software(
        tmp_path_factory.mktemp("software") / "ban-tin",
        {f"2026/06/{name}.md": post(title=title) for name, title in titles.items()},
    )


@pytest.fixture(scope="module")
def trial(software: Path, folder: Path) -> Iterator[Trial]:
    started = Trial(software, folder, free_port())
    try:
        started.wait()
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()


def test_everything_is_there_and_says_that_it_is_for_trial(trial: Trial) -> None:
    assert "CHỈ ĐỂ CHẠY THỬ" in trial.said() and f"http://127.0.0.1:{trial.port}/admin/" in trial.said()
    status, page = trial.ask("/")
    assert status == 200 and "Bản tin An Bình" in page, "the site needs no login"
    status, page = trial.ask("/admin/", "bientap")
    assert status == 200 and "Chạy thử trên máy này." in page and "decap-cms.js" in page
    assert trial.ask("/admin/decap/decap-cms.js")[0] == 200
    for login, role in (("bientap", "editor"), ("phongvien", "reporter")):
        status, answer = trial.ask("/admin/api/me", login)
        assert status == 200 and f'"role":"{role}"' in answer
    assert trial.ask("/admin/bai/", "phongvien")[0] == 200


def test_nobody_comes_in_without_a_password_or_under_another_name(trial: Trial) -> None:
    assert trial.ask("/admin/")[0] == 401
    assert trial.ask("/admin/api/me", "bientap", "sai")[0] == 401
    assert trial.ask("/", host=f"bay.example:{trial.port}")[0] == 421
    addresses = subprocess.run(["ss", "-ltnH", f"sport = :{trial.port}"], capture_output=True, text=True, check=False)
    if addresses.returncode == 0:
        assert [line.split()[3] for line in addresses.stdout.splitlines()] == [f"127.0.0.1:{trial.port}"]


def test_no_secret_lies_open(trial: Trial) -> None:
    for name in ("key", "users", "nginx-key.conf", "passwords.yml", "desk.yml"):
        assert (trial.folder / name).stat().st_mode & 0o077 == 0, name
    for path in ("/desk.yml", "/key", "/../key", "/..%2fkey", "/.cache/", "/admin/../key"):
        status, text = trial.ask(path)
        assert status in (400, 401, 404), path
        assert (trial.folder / "key").read_text(encoding="ascii") not in text


def test_the_site_follows_main(trial: Trial, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    for command in (
        ["git", "clone", "--quiet", str(trial.folder / "ban-tin.git"), str(clone)],
        ["git", "-C", str(clone), "config", "user.name", "Biên"],
        ["git", "-C", str(clone), "config", "user.email", "bien@anbinh.example"],
    ):
        subprocess.run(command, check=True, capture_output=True)
    now = datetime.now(UTC)
    name = f"{now:%Y/%m}/cau-moi-thong-xe"
    file = clone / "posts" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(post(title="Cầu mới thông xe", date=f"{now:%Y-%m-%d} 00:00"), encoding="utf-8")
    for command in (["add", "--all"], ["commit", "--quiet", "-m", "Đăng bài: Cầu mới"], ["push", "--quiet"]):
        subprocess.run(["git", "-C", str(clone), *command], check=True, capture_output=True)
    end = time.monotonic() + 120
    while trial.ask(f"/{name}/")[0] != 200 and time.monotonic() < end:
        time.sleep(0.2)
    assert "Cầu mới thông xe" in trial.ask(f"/{name}/")[1]


def test_a_second_one_does_not_disturb_the_first(trial: Trial, software: Path, folder: Path, tmp_path: Path) -> None:
    for other, sentence in (
        (Trial(software, tmp_path / "a", trial.port), "đang có chương trình khác dùng"),
        (Trial(software, folder, free_port()), "Một bản chạy thử khác đang dùng thư mục"),
    ):
        assert other.process.wait(timeout=60) == 2
        assert sentence in other.said() and "Traceback" not in other.said()
    assert trial.ask("/")[0] == 200


def test_ctrl_c_stops_everything_and_the_next_one_goes_on_from_there(
    trial: Trial, software: Path, folder: Path
) -> None:
    password = trial.password("bientap")
    assert trial.stop() == 0 and "Đã dừng." in trial.said()
    with pytest.raises(ConnectionRefusedError):
        trial.ask("/")
    again = Trial(software, folder, free_port())
    again.wait()
    assert "Đang chuẩn bị kho bài mẫu" not in again.said()
    assert again.password("bientap") == password
    assert again.ask("/admin/api/me", "bientap")[0] == 200
    os.kill(int((folder / "nginx.pid").read_text(encoding="ascii")), signal.SIGTERM)
    assert again.process.wait(timeout=60) == 0, "one server alone is no trial"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--host", "0.0.0.0"], "chỉ mở ở 127.0.0.1"),
        (["--host", "192.168.1.5"], "chỉ mở ở 127.0.0.1"),
        (["--port", "80"], "từ 1024 đến 65535"),
        (["--port", "99999"], "từ 1024 đến 65535"),
        (["--port", "tám nghìn"], "không dùng được"),
        (["--folder", "/tmp/a;b"], "nginx hiểu theo cách khác"),
        (["--folder", "/tmp/có cách"], "nginx hiểu theo cách khác"),
        (["--folder", "/proc/ban-tin/x"], "Không ghi được vào"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(arguments: list[str], sentence: str) -> None:
    port = [] if "--port" in arguments else ["--port", str(free_port())]
    done = subprocess.run(
        [sys.executable, "hooks/desk", "trial", *port, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and sentence in done.stderr and "Traceback" not in done.stderr


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "luan-van.txt").write_text("của tôi", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "hooks/desk", "trial", "--port", str(free_port()), "--folder", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "không phải của bản chạy thử" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["luan-van.txt"]


def test_a_machine_without_git_is_told_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "hooks/desk", "trial", "--port", str(free_port()), "--folder", str(tmp_path / "a")],
        cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2 and "apt-get install git" in done.stderr


def test_the_upkeep_knows_when_the_site_changes_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    bare = Bare(tmp_path)
    bare.publish({"posts/2026/06/hen-gio.md": post(title="Hẹn giờ", date="2026-06-22 12:30").encode()})
    repository = Repository(bare.folder)
    room = Workroom(tmp_path / "room", repository)
    said: list[str] = []
    keeper = upkeep.Upkeep(repository, room, said.append)
    keeper.start()
    assert soon((room.base / "index.html").exists)
    keeper.stop()
    keeper.join()
    assert upkeep.next_change(room.project) == datetime(2026, 6, 22, 5, 30, tzinfo=UTC).timestamp()
    assert not (room.base / "2026/06/hen-gio").exists() and said == []
