"""Publishing to a server's folder: what is online is always one whole state, whatever happens meanwhile."""

import gzip
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import brotli
import pytest
from browser.server import free_port, serve
from bulletin.press.shipment import STEPS
from bulletin.publishing.release import Release, Releases
from bulletin.publishing.server import Server, ServerError
from bulletin.stylebook import dates
from project import NOON, Project, post
from real.mishaps import disk, resize
from real.soundness import differences, files_of
from unit.process import soon

ROUNDS = int(os.environ.get("ROUNDS", "2"))
"""Of five publications and one rollback, while readers read. ROUNDS=20 makes it a hundred and twenty."""
SITE = "https://bantin.anbinh.example/"
LEFT_ALONE = "Trang đang chạy vẫn như cũ"
TITLES = (
    "Xã Hòa An thu hoạch xong lúa hè thu",
    "Phường Hòa Thuận mở lớp xóa mù chữ",
    "Sửa xong cống Bà Tư trước mùa lũ",
    "Trạm y tế Phú Lâm có máy siêu âm mới",
    "Chợ Bến Đá dời về chỗ mới từ tháng Bảy",
    "Thanh niên Long Sơn trồng ba nghìn cây dương",
)


class Newsroom:
    """A bulletin of six articles under Git, and the server's folder that it publishes to."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.project, self.server = Project(folder), server
        for number, title in enumerate(TITLES):
            self.project.post(f"2026/06/bai-{number}.md", post(title, f"2026-06-{number + 1:02} 08:15"))
        self.say(f"folder: {server}")
        self.project.switch_search_off()
        self.git("init", "-q")
        (folder / ".gitignore").write_text(".cache\nsite\n", encoding="utf-8")
        self.commit()

    def say(self, place: str) -> None:
        """What `publish:` in mkdocs.yml says."""
        settings = self.project.folder / "mkdocs.yml"
        text = re.sub(r"    publish: .*\n", "", settings.read_text(encoding="utf-8"))
        settings.write_text(text.replace("    notices:", f"    publish: {{{place}}}\n    notices:"), encoding="utf-8")

    def git(self, *arguments: str) -> None:
        identity = ("-c", "user.name=Thúy Hằng", "-c", "user.email=thuyhang@anbinh.example")
        subprocess.run(["git", *identity, *arguments], cwd=self.project.folder, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "Bài mới")

    def edit(self, number: int, title: str) -> None:
        self.project.post(f"2026/06/bai-{number}.md", post(title, f"2026-06-{number + 1:02} 08:15"))
        self.commit()

    def publish(self, now: str = NOON) -> str:
        """Publishes, and returns the last line that is printed."""
        result = self.project.command("publish", now=now)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout.splitlines()[-1]

    def refusal(self, *command: str) -> str:
        """What a command that can't be done says, in its last line."""
        result = self.project.command(*(command or ("publish",)))
        assert result.returncode == 2 and "Traceback" not in result.stderr, result.stdout + result.stderr
        return result.stderr.splitlines()[-1]

    def online(self) -> dict[str, bytes]:
        """The files that are online, without their compressed twins."""
        return {path: content for path, content in files_of(self.server / "current").items() if not is_twin(path)}

    def releases(self) -> list[str]:
        return sorted(path.stem for path in (self.server / "releases").glob("*.json"))

    def clean(self) -> dict[str, bytes]:
        """What a first build makes of the posts now."""
        for name in ("site", ".cache/bulletin.sqlite"):
            path = self.project.folder / name
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else None
        assert self.project.build().returncode == 0
        return self.project.files()


def is_twin(path: str) -> bool:
    return path.endswith((".br", ".gz"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    folder = tmp_path_factory.mktemp("newsroom")
    newsroom = Newsroom(folder / "bulletin", folder / "srv" / "bantin")
    assert re.fullmatch(r"Đã đăng bản 000001-\S+ lên \S+: \d+ tệp mới hoặc đổi, 0 tệp xóa, 6 bài \(.* giây\)\.",
                        newsroom.publish())  # fmt: skip
    return newsroom


@pytest.fixture
def newsroom(published: Newsroom, tmp_path: Path) -> Newsroom:
    """One that has published once."""
    copy = Newsroom.__new__(Newsroom)
    copy.project = published.project.copy(tmp_path / "bulletin")
    copy.server = tmp_path / "srv" / "bantin"
    shutil.copytree(published.server.parent, copy.server.parent, symlinks=True)
    copy.say(f"folder: {copy.server}")
    copy.commit()
    return copy


# --- an editor's days


def test_what_is_online_is_what_a_clean_build_makes(newsroom: Newsroom) -> None:
    assert differences(newsroom.online(), newsroom.clean()) == []
    assert newsroom.publish().startswith("Không có gì mới để đăng.")
    newsroom.edit(2, "Sửa xong cống Bà Tư và kè Bến Đá")
    newsroom.project.delete("2026/06/bai-4.md")
    newsroom.commit()
    assert "5 bài" in newsroom.publish()
    assert differences(newsroom.online(), newsroom.clean()) == []
    assert not (newsroom.server / "current/2026/06/bai-4").exists(), "nor an empty folder, where a server answers 403"
    assert len(newsroom.releases()) == 1, "a release that still has the deleted article would bring it back"


def test_releases_share_what_did_not_change_and_the_spare_one_becomes_the_next(newsroom: Newsroom) -> None:
    kept: dict[str, dict[str, bytes]] = {newsroom.releases()[0]: newsroom.online()}
    newsroom.say(f"folder: {newsroom.server}, keep: 2")
    for number in range(4):
        newsroom.edit(number, f"{TITLES[number]} (cập nhật)")
        newsroom.publish()
        kept[newsroom.releases()[-1]] = newsroom.online()
    assert len(newsroom.releases()) == 4, "the one online, two more, and the spare one"
    for name in newsroom.releases():
        there = files_of(newsroom.server / "releases" / name)
        assert differences({path: there[path] for path in there if not is_twin(path)}, kept[name]) == []
    one, other = (newsroom.server / "releases" / name / "assets/bulletin.css" for name in newsroom.releases()[-2:])
    assert one.samefile(other)
    assert differences(newsroom.online(), newsroom.clean()) == []


def test_twins_unfold_to_their_files_and_leave_with_them(newsroom: Newsroom) -> None:
    newsroom.edit(1, "Phường Hòa Thuận mở thêm hai lớp xóa mù chữ")
    newsroom.project.delete("2026/06/bai-5.md")
    newsroom.commit()
    newsroom.publish()
    there = files_of(newsroom.server / "current")
    twins = [path for path in there if is_twin(path)]
    assert {"index.html.br", "rss.xml.gz", "assets/bulletin.css.br", "2026/06/bai-1/index.html.gz"} <= set(twins)
    for twin in twins:
        unfold = brotli.decompress if twin.endswith(".br") else gzip.decompress
        assert unfold(there[twin]) == there[twin[:-3]], twin
    assert not any(path.endswith((".png.br", ".jpg.gz", ".woff2.br")) for path in twins)


def test_a_rollback_brings_the_last_state_back_and_holds_timers_until_somebody_commits(newsroom: Newsroom) -> None:
    first = newsroom.online()
    newsroom.edit(3, "Trạm y tế Phú Lâm có máy siêu âm hỏng")
    newsroom.publish()
    begun = time.monotonic()
    result = newsroom.project.command("rollback")
    assert (result.returncode, result.stdout.startswith("Đang chạy lại bản 000001-")) == (0, True), result.stderr
    assert time.monotonic() - begun < 20
    assert differences(newsroom.online(), first) == []
    assert newsroom.publish().startswith("Không đăng: bản 000002-"), "a timer would bring the mistake back"
    assert differences(newsroom.online(), first) == []
    listed = newsroom.project.command("releases").stdout.splitlines()
    assert [("← đang chạy" in line, line[:6]) for line in listed] == [(False, "000002"), (True, "000001")]
    newsroom.edit(3, "Trạm y tế Phú Lâm có máy siêu âm mới, đã chạy thử")
    assert newsroom.publish().startswith("Đã đăng bản 000003-")
    assert differences(newsroom.online(), newsroom.clean()) == []
    assert "000001" in newsroom.project.command("rollback").stdout, "not to the release that was taken back"
    assert "000003" in newsroom.project.command("rollback", newsroom.releases()[-1]).stdout, "and forward again"
    assert "Các bản còn giữ: 000001-" in newsroom.refusal("rollback", "hom-qua")


def test_no_rollback_brings_back_a_removed_article(newsroom: Newsroom) -> None:
    newsroom.edit(1, "Phường Hòa Thuận mở thêm lớp")
    newsroom.publish()
    removed = "{time: 2026-06-22 10:00, reason: privacy, note: Gỡ theo yêu cầu của người trong ảnh.}"
    text = post(TITLES[0], "2026-06-01 08:15", removed=removed)
    newsroom.project.post("2026/06/bai-0.md", text)
    newsroom.commit()
    newsroom.publish()
    for path in newsroom.server.rglob("*"):
        assert path.is_dir() or TITLES[0].encode() not in path.read_bytes(), path
    assert len(newsroom.releases()) == 1
    assert "không có bản ấy" in newsroom.refusal("rollback")
    assert (newsroom.server / "maps/bai-da-go.map").read_bytes().count(b"/2026/06/bai-0/") >= 1


def test_publishing_stays_for_the_moment_at_which_an_article_is_due(newsroom: Newsroom) -> None:
    due = datetime.now(dates.HOME) + timedelta(seconds=25)
    newsroom.project.post(f"{due:%Y/%m}/hen-gio.md", post("Lịch cắt điện tối nay", f"{due:%Y-%m-%d %H:%M:%S}"))
    newsroom.commit()
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "hooks/bulletin", "publish", "--stay", "100"]
    done = subprocess.run(
        command, cwd=newsroom.project.folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [line.partition(" lên ")[0][:20] for line in done.stdout.splitlines()] == [
        "Không có gì mới để đ", "Đã đăng bản 000002-2",
    ]  # fmt: skip
    assert f"{due:%Y/%m}/hen-gio/index.html" in newsroom.online()


# --- two at once, kills


def test_of_two_that_publish_the_same_bulletin_one_waits(newsroom: Newsroom) -> None:
    newsroom.edit(0, "Xã Hòa An thu hoạch xong lúa hè thu, được mùa")
    command = [sys.executable, "hooks/bulletin", "publish"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"}
    both = [
        subprocess.Popen(
            command,
            cwd=newsroom.project.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(out.splitlines()[-1].split(" bản")[0] for out, _ in said)[1].startswith("Đã đăng")
    assert newsroom.releases()[-1].startswith("000002")
    assert differences(newsroom.online(), newsroom.clean()) == []


def test_who_publishes_from_another_clone_goes_on_from_what_is_online(newsroom: Newsroom, tmp_path: Path) -> None:
    other = Newsroom.__new__(Newsroom)
    other.project, other.server = newsroom.project.copy(tmp_path / "other"), newsroom.server
    newsroom.edit(0, "Xã Hòa An được mùa lúa hè thu")
    newsroom.publish()
    other.edit(1, "Phường Hòa Thuận khai giảng ba lớp")
    assert other.publish().startswith("Đã đăng bản 000003-")
    assert differences(other.online(), other.clean()) == []
    assert newsroom.publish().startswith("Đã đăng bản 000004-")
    assert differences(newsroom.online(), newsroom.clean()) == []


def test_a_publication_killed_at_any_moment_leaves_one_whole_state(newsroom: Newsroom) -> None:
    before, chance = newsroom.online(), random.Random(20261129)
    newsroom.edit(2, "Sửa xong cống Bà Tư, nước rút nhanh hơn")
    command = [sys.executable, "hooks/bulletin", "publish"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"}
    span, states = 6.0, [before]
    for _ in range(4 * int(os.environ.get("MOMENTS", "1"))):
        process = subprocess.Popen(
            command, cwd=newsroom.project.folder, env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        begun = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0.3, span))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.wait() == 0:
            span = max(time.monotonic() - begun, 1)
            states.append(newsroom.online())
            newsroom.edit(2, f"Sửa xong cống Bà Tư, lần {len(states)}")
        now = newsroom.online()
        if now not in states:  # it had switched, and was killed before it could say so
            states.append(now)
        assert (newsroom.server / "current/index.html").is_file()
    assert newsroom.project.command("publish").returncode == 0
    assert differences(newsroom.online(), newsroom.clean()) == []
    assert not list((newsroom.server / "releases").glob("*.part")) and not list(newsroom.server.glob("current.*"))


# --- what readers meet


class Pages:
    """Versions of a small site, put online without a build: what readers meet while releases change."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(str(folder / "srv" / "bantin"), None, ())
        self.folder = folder
        self.number = 0

    def publish(self) -> None:
        self.number += 1
        parcel = self.folder / f"parcel-{self.number}"
        for step in STEPS:
            (parcel / step).mkdir(parents=True)
        whole = f"<p>{self.number}</p>" + "x" * 20_000 + f"<p>{self.number}</p></html>"
        for path in ("index.html", "thoi-su/index.html", f"bai-{self.number}/index.html", "rss.xml", "assets/a.css"):
            file = parcel / STEPS[2] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(whole)
        releases = self.server.begin(SITE, "thu")
        base = releases.all[-1] if releases.all else None
        spare = releases.spare(base, 5) if base else None
        name = base.name if base else ""
        self.server.prepare("thu", name, spare[0].name if spare else "", spare[1] if spare else ())
        changed = [path.relative_to(parcel / STEPS[2]).as_posix() for path in parcel.rglob("*") if path.is_file()]
        self.server.send("thu", [parcel / step for step in STEPS], changed, [])
        release = Release(
            self.number, int(NOON) + self.number, 1, "", "thu", f"{self.number:02}", name, releases.current
        )
        self.server.switch("thu", release, releases.to_delete(release, 5, spare[0] if spare else None))
        shutil.rmtree(parcel)


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[str]:
    port = free_port()
    process = serve(root, folder, port)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def test_readers_never_meet_half_a_file_or_a_link_into_the_void(tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    pages.publish()
    torn: list[str] = []
    count = [0]
    end = threading.Event()
    with nginx(tmp_path / "nginx", Path(pages.server.folder, "current")) as url:

        def read(path: str) -> None:
            while not end.is_set():
                try:
                    with urllib.request.urlopen(url + path, timeout=20) as answer:
                        text = answer.read().decode()
                except (urllib.error.URLError, OSError) as error:
                    torn.append(f"{path}: {error}")
                    continue
                first, last = text.partition("</p>")[0], text.removesuffix("</p></html>").rpartition("<p>")
                count[0] += 1
                if first != f"<p>{last[2]}" or len(text) < 20_000:
                    torn.append(f"{path}: {text[:40]} … {text[-40:]}")
                time.sleep(0.001)

        readers = [
            threading.Thread(target=read, args=(path,))
            for path in ("", "thoi-su/", "rss.xml", "assets/a.css", "bai-1/")
        ]
        for reader in readers:
            reader.start()
        for round_number in range(ROUNDS):
            for _ in range(5):
                pages.publish()
            releases = pages.server.releases()
            online = releases.online
            assert online is not None and online.number == 5 * round_number + 6
            back = releases.before(online)
            assert back is not None
            pages.server.rollback(back.name)
        end.set()
        for reader in readers:
            reader.join()
    assert torn == []
    assert count[0] > 100 * ROUNDS, "somebody has read"
    assert len(pages.server.releases().all) == 7


# --- what can go wrong


def test_a_post_with_an_error_keeps_everything_as_it_is(newsroom: Newsroom) -> None:
    before = newsroom.online()
    newsroom.project.post("2026/06/bai-1.md", post("Bài sai", "2026-13-45 08:15"))
    result = newsroom.project.command("publish")
    assert result.returncode == 1 and "posts/2026/06/bai-1.md:3" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Chưa đăng. Trang đang chạy vẫn như cũ.")
    assert differences(newsroom.online(), before) == [] and len(newsroom.releases()) == 1


def foreign_files(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "luan-van.docx").write_bytes(b"cua nguoi khac")


def a_real_folder_as_current(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".ban-tin").write_text(f"{SITE}\n")
    (folder / "current").mkdir()
    (folder / "current" / "index.html").write_text("trang của người khác")


def another_bulletin(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".ban-tin").write_text("https://bantin.binhan.example/\n")


def a_file(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("không phải thư mục")


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (foreign_files, "đang chứa tệp của việc khác"),
        (a_real_folder_as_current, "đang chứa tệp của việc khác"),
        (another_bulletin, "là của một bản tin khác"),
        (a_file, "không vào được thư mục"),
    ],
)
def test_what_is_another_s_is_left_alone(
    newsroom: Newsroom, tmp_path: Path, prepare: Callable[[Path], None], sentence: str
) -> None:
    place = tmp_path / "cho-khac" / "bantin"
    prepare(place)
    before = {path: path.is_file() and path.read_bytes() for path in sorted(place.parent.rglob("*"))}
    newsroom.say(f"folder: {place}")
    said = newsroom.refusal()
    assert sentence in said and str(place) in said
    assert {path: path.is_file() and path.read_bytes() for path in sorted(place.parent.rglob("*"))} == before


def test_a_full_disk_keeps_the_old_release(newsroom: Newsroom, tmp_path: Path) -> None:
    with disk(tmp_path / "srv-nho" / "web", "size=9m") as web:
        newsroom.say(f"folder: {web}/bantin")
        newsroom.server = web / "bantin"
        newsroom.publish()
        before = newsroom.online()
        (web / "phim.mp4").write_bytes(bytes(max(os.statvfs(web).f_bavail - 60, 0) * os.statvfs(web).f_frsize))
        for number in range(6):
            newsroom.project.post(
                f"2026/06/bai-{number}.md", post(f"Tin {number} mới", f"2026-06-{number + 1:02} 08:15")
            )
        said = newsroom.refusal()
        assert "hết chỗ" in said and LEFT_ALONE in said
        assert differences(newsroom.online(), before) == []
        (web / "phim.mp4").unlink()
        newsroom.publish()
        assert differences(newsroom.online(), newsroom.clean()) == []


def test_a_folder_that_cannot_be_written_to_is_told(newsroom: Newsroom, tmp_path: Path) -> None:
    with disk(tmp_path / "srv-kin" / "web", "size=1m") as web:
        (web / "bantin").mkdir()
        resize(web, "ro")
        newsroom.say(f"folder: {web}/bantin")
        assert "không có quyền ghi vào" in newsroom.refusal()
        newsroom.say(f"folder: {web}/moi/bantin")
        assert "không vào được thư mục" in newsroom.refusal()


def test_maps_that_nginx_cannot_read_never_come_online(tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    pages.publish()
    server = pages.server
    releases = server.begin(SITE, "thu")
    server.prepare("thu", releases.current, "", ())
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "bai-da-go.map").write_text('"/2026/06/bai"; } server { return 200;\n')
    server.send("thu", [bad], ["bai-da-go.map"], [])
    release = Release(2, int(NOON), 1, "", "thu", "02", releases.current, releases.current)
    with pytest.raises(ServerError, match="nginx không đọc được bảng chuyển hướng"):
        server.switch("thu", release, [])
    after = server.releases()
    assert [one.number for one in after.all] == [1] and after.current == releases.current


def test_the_web_server_reads_its_maps_again_only_when_they_change(newsroom: Newsroom, tmp_path: Path) -> None:
    log = tmp_path / "reloads"
    newsroom.say(f"folder: {newsroom.server}, reload: [sh, -c, 'echo nap >> {log}']")
    newsroom.edit(0, "Xã Hòa An gặt xong")
    newsroom.publish()
    assert not log.exists()
    newsroom.project.post("2026/06/bai-0.md", post("Xã Hòa An gặt xong", "2026-06-01 08:15", aliases="[/tin/1.aspx]"))
    newsroom.commit()
    newsroom.publish()
    assert log.read_text() == "nap\n"
    assert "/tin/1.aspx" in (newsroom.server / "maps/chuyen-huong.map").read_text()
    newsroom.say(f"folder: {newsroom.server}, reload: [sh, -c, 'echo nginx: [emerg] hỏng rồi >&2; exit 1']")
    newsroom.project.post("2026/06/bai-1.md", post(TITLES[1], "2026-06-02 08:15", aliases="[/tin/2.aspx]"))
    newsroom.commit()
    assert "bản mới đã chạy, nhưng lệnh nạp lại máy chủ web" in newsroom.refusal()
    assert "bản mới đã chạy, nhưng lệnh nạp lại máy chủ web" in newsroom.refusal(), "it is still to be done"
    newsroom.say(f"folder: {newsroom.server}, reload: [sh, -c, 'echo lại >> {log}']")
    newsroom.publish()
    newsroom.publish()
    assert log.read_text() == "nap\nlại\n"


def test_a_server_that_lost_its_releases_gets_the_whole_site_again(newsroom: Newsroom) -> None:
    shutil.rmtree(newsroom.server)
    assert newsroom.publish().startswith("Đã đăng bản 000001-")
    assert differences(newsroom.online(), newsroom.clean()) == []


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("folder: srv/bantin", "không dùng làm nơi đặt bản tin được"),
        ("folder: /", "không dùng làm nơi đặt bản tin được"),
        ("folder: /srv/../etc/bantin", "không dùng làm nơi đặt bản tin được"),
        ("folder: /srv/bantin, host: '-oProxyCommand=reboot'", "không phải tên máy chủ"),
        ("keep: 3", "folder (thư mục trên máy chủ) hoặc store"),
        ("folder: /srv/bantin, store: {bucket: ban-tin}", "folder (thư mục trên máy chủ) hoặc store"),
        ("host: may-chu, store: {bucket: ban-tin}", "không dùng với store"),
        ("folder: /srv/bantin, keep: 0", "keep"),
        ("store: {bucket: Ban_Tin}", "bucket"),
        ("store: {bucket: ban-tin, endpoint: 'http://khoa:mat@kho.example'}", "endpoint"),
    ],
)
def test_a_mistake_in_the_settings_is_told(newsroom: Newsroom, value: str, sentence: str) -> None:
    newsroom.say(value)
    assert sentence in newsroom.refusal()


# --- by ssh


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real sshd on this machine; yields a folder for PATH in which `ssh` knows it as `may-chu`."""
    folder, port = tmp_path_factory.mktemp("ssh"), free_port()
    for name in ("host", "user", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    (folder / "sshd").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile {folder}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    key = " ".join((folder / "host.pub").read_text().split()[:2])
    (folder / "known").write_text(f"[127.0.0.1]:{port} {key}\n")
    hosts = "".join(
        f"Host {name}\n HostName 127.0.0.1\n Port {port}\n IdentityFile {folder}/{identity}\n IdentitiesOnly yes\n"
        f" UserKnownHostsFile {folder}/known\n"
        for name, identity in (("may-chu", "user"), ("nguoi-la", "stranger"))
    )
    (folder / "config").write_text(hosts)
    programs = folder / "bin"
    programs.mkdir()
    (programs / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {folder}/config "$@"\n')
    (programs / "ssh").chmod(0o755)
    Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", folder / "sshd"], stderr=subprocess.DEVNULL)
    test = [str(programs / "ssh"), "-o", "BatchMode=yes", "may-chu", "true"]
    assert soon(lambda: subprocess.run(test, capture_output=True, check=False).returncode == 0)
    yield programs
    process.terminate()
    process.wait()


def test_releases_go_to_another_machine_by_ssh(
    newsroom: Newsroom, ssh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{ssh}:{os.environ['PATH']}")
    newsroom.server = tmp_path / "may chủ xa" / "bantin"
    newsroom.say(f"folder: '{newsroom.server}', host: may-chu")
    assert "may-chu:" in newsroom.publish()
    newsroom.edit(4, "Chợ Bến Đá dời về chỗ mới, bà con yên tâm buôn bán")
    newsroom.publish()
    assert differences(newsroom.online(), newsroom.clean()) == []
    assert "000001" in newsroom.project.command("rollback").stdout
    newsroom.say(f"folder: '{newsroom.server}', host: nguoi-la")
    said = newsroom.refusal("releases")
    assert "không vào được máy chủ nguoi-la bằng ssh" in said and "Permission denied" in said
    newsroom.say(f"folder: '{newsroom.server}', host: khong-co-may-nay.invalid")
    assert "không vào được máy chủ khong-co-may-nay.invalid" in newsroom.refusal()


def test_releases_are_ordered_by_number_whatever_the_clock_said() -> None:
    lines = [
        Release(number, moment, 1, "", "x", f"{number:02}", "", "").to_json() for number, moment in ((1, 900), (2, 100))
    ]
    releases = Releases.of("\n".join(["", *reversed(lines), "không phải JSON", ""]))
    assert [release.number for release in releases.all] == [1, 2] and releases.next_number == 3
