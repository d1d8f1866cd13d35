"""`python hooks/bulletin doctor` without `--live`: one thing is wrong with the machine or the bulletin, and is told."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shared
from bulletin import commands
from bulletin.commands import examining
from bulletin.doctor import builds, storage
from bulletin.settings import settings
from project import Project, post
from real import clinic
from real.clinic import NEWEST, NOW, OVER

HOUR = 60 * 60
HOLDER = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def tidy(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder for temporary files in which nobody has left anything."""
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("tmp")))
    monkeypatch.setattr(tempfile, "tempdir", None)


def make(folder: Path) -> None:
    clinic.bulletin(folder / "bulletin")


@pytest.fixture
def healthy(tmp_path: Path) -> Project:
    made = shared.made_once("clinic", make)
    whole = Project.__new__(Project)
    whole.folder, whole.is_warm = made / "bulletin", True
    return whole.copy(tmp_path / "bulletin")


def told(project: Project, now: str = NOW) -> dict[str, tuple[str, str]]:
    """State and sentence of each check that is not well, by its name."""
    result = project.command("doctor", "--json", now=now)
    report = json.loads(result.stdout)
    found = {item["name"]: (item["state"], item["text"]) for item in report["checks"] if item["state"] != "ok"}
    worst = 2 if any(state == "fault" for state, _ in found.values()) else 1 if found else 0
    assert result.returncode == worst
    return found


def setting(project: Project, text: str) -> None:
    file = project.folder / "mkdocs.yml"
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("  bulletin:\n", f"  bulletin:\n    {text}\n"), encoding="utf-8")


def aged(path: Path, seconds: float, now: float | None = None) -> None:
    moment = (now or time.time()) - seconds
    os.utime(path, (moment, moment))


def release(project: Project, name: str = "20260622-110000") -> Path:
    """A folder of releases as `publish` leaves it, with the site as the current one."""
    folder = project.folder / "may-chu"
    (folder / "releases").mkdir(parents=True)
    (project.folder / "site").rename(folder / "releases" / name)
    (folder / "current").symlink_to(f"releases/{name}")
    setting(project, f"publish: {{folder: {folder}}}")
    return folder


def test_all_is_well(healthy: Project) -> None:
    assert told(healthy) == {}
    release(healthy)
    assert told(healthy) == {}


def other_package(project: Project) -> None:
    file = project.folder / "requirements.txt"
    file.write_text(file.read_text().replace("jinja2==", "jinja2==9."), encoding="ascii")


def no_requirements(project: Project) -> None:
    (project.folder / "requirements.txt").unlink()


def no_program(project: Project) -> None:
    setting(project, 'audio: {command: [doc-thanh-tieng, "{text}", "{output}"]}')


def open_posts(project: Project) -> None:
    project.posts.chmod(0o777)


def commit_of_tomorrow(project: Project) -> None:
    environment = os.environ | {"GIT_COMMITTER_DATE": str(int(NOW) + 24 * HOUR) + " +0000"}
    names = ("-c", "user.name=An", "-c", "user.email=an@anbinh.example")
    subprocess.run(["git", "init", "-q"], cwd=project.folder, check=True)
    command = ["git", *names, "commit", "-qm", "Tin", "--allow-empty"]
    subprocess.run(command, cwd=project.folder, check=True, env=environment)


def killed_build(project: Project) -> None:
    folder = project.folder / ".new-site@0k2x"
    folder.mkdir()
    aged(folder, 2 * HOUR)


def unfilled(project: Project) -> None:
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("0235 000 0135", '"[CẦN ĐIỀN: số điện thoại]"'), "utf-8")


def due(project: Project) -> None:
    project.post("2026/06/gia-nuoc.md", post("Giá nước sạch", "2026-06-02 08:00", review="2026-06-20"))
    assert project.build(NOW).returncode == 0


def wrong_post(project: Project) -> None:
    project.post("2026/06/sai.md", post("Bài sai", category="khong-co"))


def scheduler_stopped(project: Project) -> None:
    (project.site / NEWEST / "index.html").unlink()


def old_notice(project: Project) -> None:
    with (project.site / "khan-cap.js").open("a", encoding="utf-8") as script:
        script.write(f"// {OVER}")


def no_site(project: Project) -> None:
    project.site.rename(project.folder / "cu")


def no_folder_of_releases(project: Project) -> None:
    setting(project, f"publish: {{folder: {project.folder}/may/chu}}")


def no_current(project: Project) -> None:
    link = release(project) / "current"
    target = link.resolve()
    link.unlink()
    target.rename(link)


def half_a_release(project: Project) -> None:
    folder = release(project)
    (folder / "current").unlink()
    (folder / "releases" / "dang-do").mkdir()
    (folder / "current").symlink_to("releases/dang-do")


def too_many_releases(project: Project) -> None:
    folder = release(project)
    for number in range(8):
        (folder / "releases" / f"cu-{number}").mkdir()
        (folder / "releases" / f"cu-{number}.json").write_text("{}")


def lost_count(project: Project) -> None:
    never_counted(project)
    (project.folder / "luot-xem.json").write_text("{}")


def never_counted(project: Project) -> None:
    setting(project, "view_counts: {file: luot-xem.json}")


def counted_last_week(project: Project) -> None:
    never_counted(project)
    file = project.folder / "luot-xem.json"
    file.write_text(EMPTY_COUNT)
    aged(file, 7 * 24 * HOUR, int(NOW))


EMPTY_COUNT = '{"kind": "bulletin-views-1", "until": null, "forgotten": null, "articles": {}, "counted": {}}'
BROKEN: list[tuple[Callable[[Project], None], str, str, str]] = [
    (other_package, "packages", "fault", "1 thư viện thiếu hoặc khác phiên bản đã khóa (jinja2"),
    (no_requirements, "packages", "fault", "git checkout requirements.txt"),
    (no_program, "programs", "fault", "thiếu doc-thanh-tieng"),
    (open_posts, "openness", "fault", "chmod o-w"),
    (commit_of_tomorrow, "clock", "fault", "đồng hồ chạy chậm"),
    (killed_build, "leftovers", "warning", ".new-site@0k2x"),
    (unfilled, "gaps", "warning", "còn 1 chỗ chưa điền, chỗ đầu ở mkdocs.yml:"),
    (due, "reviews", "warning", "1 bài đến hạn xem lại, bài đầu: posts/2026/06/gia-nuoc.md:5"),
    (wrong_post, "posts", "fault", "lỗi đầu ở posts/2026/06/sai.md:4"),
    (scheduler_stopped, "timetable", "fault", "đến giờ lúc 09:00 ngày 21/06/2026 mà"),
    (old_notice, "notices", "fault", "«Giông lốc chiều nay ở vùng núi» đã hết hiệu lực"),
    (no_site, "timetable", "warning", "chưa có trang nào"),
    (no_folder_of_releases, "releases", "fault", "không có thư mục"),
    (no_current, "releases", "fault", "không phải đường tắt"),
    (half_a_release, "releases", "fault", "hooks/bulletin rollback"),
    (too_many_releases, "releases", "warning", "có 8 bản"),
    (never_counted, "views", "warning", "chưa có luot-xem.json"),
    (lost_count, "views", "fault", "luot-xem.json"),
    (counted_last_week, "views", "warning", "đếm lần cuối lúc 11:00 ngày 15/06/2026"),
]


@pytest.mark.parametrize(("harm", "check", "state", "sentence"), BROKEN, ids=[harm.__name__ for harm, *_ in BROKEN])
def test_what_is_wrong_is_told(
    healthy: Project, harm: Callable[[Project], None], check: str, state: str, sentence: str
) -> None:
    harm(healthy)
    found = told(healthy)
    # A counter of views needs GoAccess, and releases a web server; their lack would be told besides.
    also = {"timetable"} if check == "releases" else {"programs"} if check == "views" else set()
    assert check in found and found.keys() <= {check} | also, found
    assert found[check][0] == state and sentence in found[check][1]


def test_a_key_that_others_can_read(healthy: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BULLETIN_CACHE_KEY")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert told(healthy) == {}, "the first command makes a key"
    key = tmp_path / "bulletin" / "cache-key"
    key.chmod(0o644)
    assert told(healthy)["key"] == ("fault", told(healthy)["key"][1])
    assert f"chmod 600 {key}" in told(healthy)["key"][1]


def test_a_build_that_hangs(
    healthy: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build that has just begun is no reason to worry; one that is at it for an hour is."""
    lock = healthy.folder / ".cache" / "build.lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        monkeypatch.chdir(healthy.folder)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
        monkeypatch.setattr(examining, "_LONGEST_WAIT", 0.1)
        assert commands.main(["doctor"]) == 1
        said = capsys.readouterr().out
        assert f"tiến trình {holder.pid} đang dựng" in said and "một lần dựng khác đang chạy" in said
        monkeypatch.setattr(builds, "_LONGEST", -1)
        assert commands.main(["doctor"]) == 2
        assert f"kill {holder.pid}" in capsys.readouterr().out
        holder.kill()
    monkeypatch.setattr(builds, "_LONGEST", HOUR)
    assert commands.main(["doctor"]) == 0, "the lock of a dead process holds nobody up"


@pytest.fixture
def nobody() -> Iterator[None]:
    """The test goes on as somebody who is not root: root may write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


def test_a_folder_that_can_not_be_written(healthy: Project, request: pytest.FixtureRequest) -> None:
    current = settings.load(healthy.folder / "mkdocs.yml")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # where somebody else may look
        os.chmod(folder, 0o755)
        (Path(folder) / ".cache").mkdir(mode=0o555)
        request.getfixturevalue("nobody")
        closed = current.model_copy(update={"project": Path(folder)})
        found = next(finding for finding in storage.check(closed) if finding.name == "rights")
        os.seteuid(os.getuid())
    assert found.state == "fault" and f"{folder}/.cache" in found.text


@pytest.mark.parametrize(
    ("free", "files", "verdict"),
    [
        (50 << 30, 1_000_000, "ok"),
        (50 << 30, None, "ok"),
        (900 << 20, 1_000_000, "little"),
        (50 << 30, 10_000, "little"),
        (20 << 20, 1_000_000, "full"),
        (50 << 30, 500, "full"),
        (0, None, "full"),
    ],
)
def test_room_on_a_disk(free: int, files: int | None, verdict: str) -> None:
    assert storage.room(free, files) == verdict


def test_a_bulletin_of_an_unreadable_setting_is_told_to_monitoring(healthy: Project) -> None:
    setting(healthy, "publish: {folder: /}")
    (state, sentence) = told(healthy)["settings"]
    assert state == "fault" and "publish.folder" in sentence
    result = healthy.command("doctor", now=NOW)
    assert result.returncode == 2 and "publish.folder" in result.stderr and "Traceback" not in result.stderr


def test_help_says_what_the_exit_codes_mean(healthy: Project) -> None:
    said = " ".join(healthy.command("doctor", "--help").stdout.split())
    assert "0 khi mọi việc ổn, 1 khi có điều cần để ý, 2 khi có lỗi" in said
