"""`mkdocs serve` as an editor uses it: an edit of anything shows, a mistake is told and the last good page stays."""

import re
import shutil
import time
import urllib.error
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from project import WHOLE_SETTINGS, Project, post, source
from real.mishaps import edit
from real.preview import Preview


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Preview]:
    # Files of its own, since a link to a folder outside is not watched.
    for name in ("overrides", "docs"):
        (project.folder / name).unlink()
        shutil.copytree(source(name), project.folder / name)
    project.post("2026/06/a.md", post(title="Bài thứ nhất"))
    started = Preview(project, tmp_path / "log")
    try:
        assert started.wait(lambda: "Bài thứ nhất" in started.get("")), started.log.read_text(encoding="utf-8")
        yield started
    finally:
        started.process.terminate()
        started.process.wait()


def test_an_edit_of_anything_is_shown(preview: Preview) -> None:
    folder = preview.project.folder
    assert "livereload" in preview.get(""), "the page reloads itself"
    preview.project.post("2026/06/b.md", post(title="Bài thứ hai"))
    assert preview.wait(lambda: "Bài thứ hai" in preview.get("thoi-su/"))
    edit(folder / "posts/2026/06/a.md", "Một đoạn văn.", "Đoạn văn đã sửa.")
    assert preview.wait(lambda: "Đoạn văn đã sửa." in preview.get("2026/06/a/"))
    edit(folder / "docs/lien-he.md", "title: Liên hệ", "title: Liên hệ Ban Biên tập")
    assert preview.wait(lambda: "<h1>Liên hệ Ban Biên tập</h1>" in preview.get("lien-he/"))
    edit(folder / "overrides/partials/footer.html", "{{ words.reuse }}", "Ghi rõ nguồn khi đăng lại.")
    assert preview.wait(lambda: "Ghi rõ nguồn khi đăng lại." in preview.get("2026/06/a/"))
    edit(folder / "overrides/assets/styles/bulletin/15-colours.css", "--paper: #fdfcf9;", "--paper: #ffffff;")
    assert preview.wait(lambda: "--paper:#ffffff;" in preview.get("assets/bulletin.css"))
    edit(folder / "mkdocs.yml", "site_name: Bản tin An Bình", "site_name: Bản tin Bình An")
    assert preview.wait(lambda: "Bản tin Bình An" in preview.get("2026/06/a/"))


def test_the_search_follows_the_page(preview: Preview) -> None:
    before = preview.get("tim-kiem/muc-luc.json")
    edit(preview.project.folder / "posts/2026/06/a.md", "Một đoạn văn.", "Đoạn văn đã sửa.")
    assert preview.wait(lambda: "Đoạn văn đã sửa." in preview.get("2026/06/a/"))
    assert preview.wait(lambda: preview.get("tim-kiem/muc-luc.json") != before)


def test_a_warning_is_told_once_for_each_edit(preview: Preview) -> None:
    folder = preview.project.folder
    settings = re.sub(r"(?m)^    audio:.*\n", "", (folder / "mkdocs.yml").read_text(encoding="utf-8"))
    done = preview.log.stat().st_size
    audio = '    audio: {command: ["false", "{text}", "{output}"]}\n    publisher:'
    (folder / "mkdocs.yml").write_text(settings.replace("    publisher:", audio), encoding="utf-8")
    assert preview.wait(lambda: preview.said("Không đọc bài này thành tiếng được"))
    before = preview.get("tim-kiem/muc-luc.json")
    edit(folder / "posts/2026/06/a.md", "Một đoạn văn.", "Đoạn văn đã sửa.")
    assert preview.wait(lambda: preview.get("tim-kiem/muc-luc.json") != before)
    time.sleep(0.5)
    said = preview.log.read_bytes()[done:].decode()
    assert said.count("Không đọc bài này thành tiếng được") == said.count("Xong: ")


def test_a_mistake_is_told_in_words_and_the_last_good_page_stays(preview: Preview) -> None:
    edit(preview.project.folder / "posts/2026/06/a.md", "category: thoi-su", "category: thoi-xu")
    assert preview.wait(lambda: preview.said("Không có chuyên mục «thoi-xu».")), preview.log.read_text(encoding="utf-8")
    time.sleep(0.5)
    assert not preview.said("Traceback")
    assert "Bài thứ nhất" in preview.get("2026/06/a/")
    edit(preview.project.folder / "posts/2026/06/a.md", "category: thoi-xu", "category: y-te")
    assert preview.wait(lambda: "Bài thứ nhất" in preview.get("y-te/"))


def test_a_slip_in_the_settings_is_told_until_it_is_mended(preview: Preview) -> None:
    file = preview.project.folder / "mkdocs.yml"
    good = WHOLE_SETTINGS
    file.write_text(good, encoding="utf-8")
    for old, new, said in (
        ("extra:\n", "extra: [\n", "mkdocs.yml viết sai quy cách YAML, gần dòng "),
        ("    email:", "    e-mail:", "bulletin.e-mail: không có khóa nào tên như vậy"),
        ("{slug: thoi-su, name: Thời sự}", "{slug: thoi-su}", "bulletin.categories.0.name: thiếu khóa này"),
        (
            "https://bantin.anbinh.example/",
            "https://bantin.anbinh.example/index.html",
            "chỉ tới một tệp, không phải thư mục gốc của trang",
        ),
        ("name: material", "name: khong-co", "MkDocs không dùng được mkdocs.yml"),
        ("  - hooks/newsroom.py", "  []", "mkdocs.yml không còn khai hooks: [hooks/newsroom.py]"),
    ):
        edit(file, old, new)
        assert preview.wait(partial(preview.said, said)), preview.log.read_text(encoding="utf-8")
        assert "Bài thứ nhất" in preview.get("2026/06/a/")
        file.write_text(good, encoding="utf-8")
    assert not preview.said("Traceback")
    edit(file, "site_name: Bản tin An Bình", "site_name: Bản tin Bình An")
    assert preview.wait(lambda: "Bản tin Bình An" in preview.get("2026/06/a/"))


def test_a_missing_page_is_the_sites_own(preview: Preview) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        preview.get("2019/khong-co/")
    assert error.value.code == 404
    assert "Không tìm thấy trang này" in error.value.read().decode()
