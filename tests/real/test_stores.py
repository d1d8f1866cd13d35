"""Publishing to a store of the S3 type: real stores, real rclone. What the store has is what a clean build makes."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from bulletin.web_server import file_kinds
from project import NOON, Project, post
from real.soundness import differences
from real.stores import Bucket, bucket

TITLES = ("Khai mạc hội làng Phú Lâm", "Nước máy về tới xóm Gò Dưa", "Lớp học bơi cho trẻ em vùng lũ")


class Press:
    """A bulletin that publishes to a bucket."""

    def __init__(self, folder: Path, store: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.store, self.scratch = Project(folder), store, folder.parent / "seen"
        self.project.switch_search_off()
        for number, title in enumerate(TITLES):
            self.write(number, title)
        self.say(f"bucket: {store.name}, endpoint: '{store.endpoint}'")
        for name, value in store.keys.items():
            monkeypatch.setenv(name, value)

    def write(self, number: int, title: str, **keys: str) -> None:
        self.project.post(f"2026/06/bai-{number}.md", post(title, f"2026-06-{number + 1:02} 08:15", **keys))

    def say(self, place: str) -> None:
        settings = self.project.folder / "mkdocs.yml"
        text = re.sub(r"    publish: .*\n", "", settings.read_text(encoding="utf-8"))
        settings.write_text(text.replace("    notices:", f"    publish: {{store: {{{place}}}}}\n    notices:"), "utf-8")

    def publish(self, *options: str) -> str:
        result = self.project.command("publish", *options)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def refusal(self) -> str:
        result = self.project.command("publish")
        assert result.returncode == 2 and "Traceback" not in result.stderr, result.stdout + result.stderr
        assert self.store.secret not in result.stderr + result.stdout
        return result.stderr.splitlines()[-1]

    def is_right(self) -> bool:
        """Whether the store has what a clean build makes, and nothing else."""
        shutil.rmtree(self.project.site, ignore_errors=True)
        assert self.project.build().returncode == 0
        assert differences(self.store.files(self.scratch), self.project.files()) == []
        return True


@pytest.fixture(scope="module", params=["moto"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with bucket(request.param, tmp_path_factory.mktemp("kho") / "kho") as made:
        yield made


@pytest.fixture
def press(store: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    store.rclone("delete", store.at())
    return Press(tmp_path / "bulletin", store, monkeypatch)


seaweedfs_only = pytest.mark.parametrize("store", ["seaweedfs"], indirect=True)


@pytest.mark.parametrize("store", ["seaweedfs", "moto"], indirect=True)
def test_the_store_has_what_a_clean_build_makes_and_sends_it_as_it_should(press: Press) -> None:
    settings = press.project.folder / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("search: false", "search: true"), encoding="utf-8")
    press.project.picture("2026/06/bai-0/hoi-lang.jpg")
    press.write(0, TITLES[0], image='{src: hoi-lang.jpg, alt: "Đám rước ngoài đình"}', aliases="[/Tin/ViewNews.aspx]")
    assert re.search(r"Đã đăng lên kho ban-tin: \d+ tệp mới hoặc đổi, 0 tệp xóa, 3 bài", press.publish())
    assert press.is_right()
    for path, headers in press.store.headers().items():
        if path != ".ban-tin":
            kind = file_kinds.of(path)
            assert headers == (kind.content_type, kind.cache), path
    assert press.store.headers()["Tin/ViewNews.aspx"] == ("text/html; charset=utf-8", "no-cache")
    assert "Không có gì mới" in press.publish()
    press.write(1, "Nước máy về tới xóm Gò Dưa và xóm Bàu")
    press.project.delete("2026/06/bai-2.md")
    said = press.publish()
    assert "2 bài" in said and int(re.findall(r"(\d+) tệp xóa", said)[0]) > 2
    assert press.is_right()
    assert "Không có gì mới" in press.publish("--compare")


def test_what_is_damaged_in_the_store_is_found_on_demand(press: Press) -> None:
    press.publish()
    store = press.store
    store.rclone("rcat", store.at("2026/06/bai-0/index.html"), given="<p>lạ</p>".encode())
    store.rclone("deletefile", store.at("rss.xml"))
    store.rclone("copyto", store.at("index.html"), store.at("assets/bulletin.css"))
    source = press.scratch / "lich-hop.html"
    press.scratch.mkdir(exist_ok=True)
    source.write_text("của phòng khác", encoding="utf-8")
    store.rclone("copyto", str(source), store.at("phong-khac/lich-hop.html"))
    assert "Không có gì mới" in press.publish(), "nobody has asked"
    said = press.publish("--compare")
    assert "3 tệp mới hoặc đổi, 0 tệp xóa" in said
    assert "có 1 tệp không phải của bản tin, ví dụ phong-khac/lich-hop.html. Không đụng đến" in said
    assert store.rclone("cat", store.at("phong-khac/lich-hop.html")) == "của phòng khác"
    store.rclone("deletefile", store.at("phong-khac/lich-hop.html"))
    assert press.is_right()


def test_headers_that_are_wrong_are_put_right(press: Press) -> None:
    press.publish()
    store = press.store
    press.scratch.mkdir(exist_ok=True)
    file = press.scratch / "rss.xml"
    file.write_text(store.rclone("cat", store.at("rss.xml")), encoding="utf-8")
    store.rclone(
        "copyto", "--ignore-times", "--header-upload", "Content-Type: text/plain", str(file), store.at("rss.xml")
    )
    assert store.headers()["rss.xml"][0] == "text/plain"
    assert "1 tệp mới hoặc đổi" in press.publish("--compare"), "the bytes are the same"
    assert store.headers()["rss.xml"] == ("application/xml; charset=utf-8", "no-cache")


def test_a_new_table_of_kinds_reaches_what_lies_there_already(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.publish()
    marker = press.store.rclone("cat", press.store.at(".ban-tin"))
    old = re.sub(r'"table":"\w+"', '"table":"cu"', marker).replace('["text/css; charset=utf-8"', '["text/css"')
    assert old != marker
    press.scratch.mkdir(exist_ok=True)
    (press.scratch / ".ban-tin").write_text(old, encoding="utf-8")
    press.store.rclone("copyto", "--ignore-times", str(press.scratch / ".ban-tin"), press.store.at(".ban-tin"))
    styles = sum(path.endswith(".css") for path in press.store.headers())
    assert f"{styles} tệp mới hoặc đổi, 0 tệp xóa" in press.publish(), "the style sheets, and nothing else"
    assert "Không có gì mới" in press.publish()


def test_a_lost_cache_costs_a_comparison_and_leaves_nothing_of_ours_behind(press: Press) -> None:
    press.publish()
    shutil.rmtree(press.project.folder / ".cache")
    press.project.delete("2026/06/bai-2.md")
    press.write(0, "Khai mạc hội làng Phú Lâm lần thứ ba")
    said = press.publish()
    assert 0 < int(re.findall(r"(\d+) tệp mới", said)[0]) < 60, "what is the same there stays"
    assert int(re.findall(r"(\d+) tệp xóa", said)[0]) > 2, "our own objects bear our mark"
    assert press.is_right()


def test_an_upload_killed_in_the_middle_is_taken_up_again(press: Press) -> None:
    press.publish()
    chance = random.Random(5)
    for number in range(2 * int(os.environ.get("MOMENTS", "1"))):
        press.write(number % 3, f"Tin sửa lần {number}")
        process = subprocess.Popen(
            [sys.executable, "hooks/bulletin", "publish"], cwd=press.project.folder,
            env=os.environ | {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(2, 7))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert press.store.rclone("lsf", press.store.at("index.html"))
    press.publish()
    assert press.is_right()


def test_the_cdn_is_told_what_has_changed(press: Press, tmp_path: Path) -> None:
    log = tmp_path / "purged"
    place = f"bucket: ban-tin, endpoint: '{press.store.endpoint}'"
    press.say(f"{place}, purge: [cp, '{{paths}}', '{log}']")
    press.publish()
    press.write(1, "Nước máy về tới xóm Gò Dưa sáng nay")
    press.publish()
    told = log.read_text().splitlines()
    site = "https://bantin.anbinh.example/"
    assert {site, f"{site}rss.xml", f"{site}2026/06/bai-1/", f"{site}2026/06/bai-1/ban-in/"} <= set(told)
    assert f"{site}2026/06/bai-0/" not in told
    press.say(f"{place}, purge: [sh, -c, 'echo CDN không trả lời >&2; exit 3']")
    press.write(1, "Nước máy về tới xóm Gò Dưa")
    assert "lệnh báo cho CDN (khóa purge) không xong: CDN không trả lời" in press.refusal()
    assert press.is_right(), "the store has it all the same"


def test_a_folder_of_a_bucket_will_do(press: Press) -> None:
    store = press.store
    press.scratch.mkdir(exist_ok=True)
    (press.scratch / "a.txt").write_text("của người khác", encoding="utf-8")
    store.rclone("copyto", str(press.scratch / "a.txt"), store.at("a.txt"))
    assert "đang chứa tệp của việc khác" in press.refusal()
    press.say(f"bucket: ban-tin, endpoint: '{store.endpoint}', prefix: an-binh/")
    press.publish()
    assert store.rclone("lsf", "--files-only", store.at()).split() == ["a.txt"]
    assert "index.html" in store.rclone("lsf", store.at("an-binh/")).split()
    (press.scratch / ".ban-tin").write_text('{"site": "https://bantin.binhan.example/"}', encoding="utf-8")
    store.rclone("copyto", "--ignore-times", str(press.scratch / ".ban-tin"), store.at("an-binh/.ban-tin"))
    assert "là của một bản tin khác" in press.refusal()


def test_what_the_store_refuses_is_told_in_plain_words(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.say(f"bucket: khong-co, endpoint: '{press.store.endpoint}'")
    assert "không có kho khong-co" in press.refusal()
    press.say("bucket: ban-tin, endpoint: 'http://127.0.0.1:9'")
    assert "không nối được tới http://127.0.0.1:9" in press.refusal()
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "thiếu khóa vào kho trong môi trường: AWS_SECRET_ACCESS_KEY" in press.project.command("publish").stderr


@seaweedfs_only  # moto takes any key
def test_wrong_keys_are_told_and_never_printed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sai-hoan-toan")
    said = press.refusal()
    assert "không nhận khóa" in said and "sai-hoan-toan" not in said
