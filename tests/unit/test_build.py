"""The build as an editor meets it: what it prints, what it leaves behind, what a failure leaves untouched."""

import json
import re
import shutil
import subprocess
import time

import pytest
from PIL import Image
from project import Project, post

pytestmark = pytest.mark.slow


def done(result: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """The numbers of the line with which a build ends."""
    assert result.returncode == 0, result.stderr
    said = re.search(
        (
            r"^Xong: (?P<bài>\d+) bài; đọc (?P<đọc>\d+) bài, dựng (?P<dựng>\d+) tệp, ghi (?P<ghi>\d+), "
            r"xóa (?P<xóa>\d+), giữ nguyên (?P<giữ>\d+); \d+,\d giây\.$"
        ),
        result.stderr,
        re.MULTILINE,
    )
    assert said, result.stderr
    return {name: int(number) for name, number in said.groupdict().items()}


def test_a_first_build_publishes_every_kind_of_page(project: Project) -> None:
    project.picture("2026/06/tuoi-nuoc/kenh.jpg")
    project.post(
        "2026/06/tuoi-nuoc.md",
        post(
            author="Thúy Hằng",
            tags="[thủy lợi]",
            aliases="[/tin/12.html]",
            image='{src: kenh.jpg, alt: "Con kênh mới"}',
        ),
    )
    result = project.build()
    count = len(project.files())
    assert done(result) == {"bài": 1, "đọc": 1, "dựng": count, "ghi": count, "xóa": 0, "giữ": 0}
    for path in (
        "index.html", "404.html", "rss.xml", "sitemap.xml", "sitemap-trang.xml", "sitemap-2026-06.xml", "robots.txt",
        "rss/index.html", "tim-kiem/index.html", "tim-kiem/muc-luc.json", "tim-kiem/2026-06/words.pf_meta",
        "tim-kiem/pagefind/pagefind.js",
        "2026/06/tuoi-nuoc/index.html", "2026/06/tuoi-nuoc/ban-in/index.html", "2026/06/index.html", "2026/index.html",
        "luu-tru/index.html", "thoi-su/index.html", "thoi-su/rss.xml", "y-te/index.html",
        "tac-gia/thuy-hang/index.html", "tu-khoa/thuy-loi/index.html",
        "tin/12.html", "gioi-thieu/index.html", "assets/bulletin.css",
    ):  # fmt: skip
        assert (project.site / path).is_file(), path
    assert len(list(project.site.glob("2026/06/tuoi-nuoc/kenh-*.avif"))) == 4
    leftovers = [path for path, content in project.files().items() if path.endswith(".html") and b"<%" in content]
    assert leftovers == []


def test_a_build_tells_a_developer_how_long_each_stage_took(project: Project) -> None:
    project.post("2026/06/a.md", post())
    times = project.folder / "times.json"
    begun = time.monotonic()
    result = project.build(BULLETIN_TIMES=str(times))
    whole = time.monotonic() - begun
    assert result.returncode == 0, result.stderr
    stages = json.loads(times.read_text())
    assert {"read", "catalogue", "shells", "plan", "index", "pictures", "render", "move", "ledger"} <= stages.keys()
    assert 0 < sum(stages.values()) < whole, "the rest is Python and MkDocs, which start and end"
    assert all(seconds >= 0 for seconds in stages.values())


def test_two_builds_of_the_same_posts_give_the_same_bytes(project: Project) -> None:
    project.is_warm = False  # each Python has an order of its own for what is in a set
    project.post("2026/06/a.md", post(title="Bài một"))
    project.post("2026/05/b.md", post(title="Bài hai", date="2026-05-02 14:00"))
    project.build()
    first = project.files()
    again = project.build(TZ="America/New_York")
    assert project.files() == first
    assert done(again) == {"bài": 2, "đọc": 0, "dựng": 0, "ghi": 0, "xóa": 0, "giữ": len(first)}
    shutil.rmtree(project.site)
    shutil.rmtree(project.folder / ".cache")
    elsewhere = project.build(TZ="America/New_York")
    assert project.files() == first
    assert done(elsewhere)["đọc"] == 2, "nothing was remembered, everything was made anew"


def test_a_build_with_errors_fails_and_leaves_the_last_good_site_as_it_was(project: Project) -> None:
    project.post("2026/06/a.md", post())
    assert project.build().returncode == 0
    before = {path: (project.site / path).stat().st_mtime_ns for path in project.files()}
    project.post("2026/06/b.md", post(category="thoi-xu"))
    project.post("2026/06/c.md", "không có phần khai báo\n")
    result = project.build()
    assert result.returncode != 0
    assert "posts/2026/06/b.md:4: LỖI [category]: Không có chuyên mục «thoi-xu»." in result.stderr
    assert "posts/2026/06/c.md:1: LỖI: Bài không mở đầu bằng phần khai báo." in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: (project.site / path).stat().st_mtime_ns for path in project.files()} == before


def test_what_is_no_longer_written_disappears_from_the_site(project: Project) -> None:
    project.post("2026/06/a.md", post(tags="[thủy lợi]"))
    project.post("2026/06/b.md", post(title="Ở lại"))
    project.build()
    project.delete("2026/06/a.md")
    (project.site / ".well-known").mkdir()
    (project.site / ".well-known" / "security.txt").write_text("Contact: mailto:a@example.org")
    before = set(project.files())
    result = project.build()
    assert not (project.site / "2026/06/a").exists()
    assert [path.name for path in (project.site / "tu-khoa").iterdir()] == ["index.html"]
    assert (project.site / ".well-known/security.txt").exists(), "dot files at the top are the server's"
    assert done(result)["xóa"] == len(before - set(project.files())) > 0


def test_a_warning_of_mkdocs_in_strict_mode_leaves_the_site_untouched(project: Project) -> None:
    project.post("2026/06/a.md", post())
    assert project.build().returncode == 0
    before = project.files()
    (project.folder / "docs").unlink()
    (project.folder / "docs/en").mkdir(parents=True)
    for name in ("gioi-thieu", "ban-bien-tap", "lien-he", "tiep-can", "rss", "en/index"):
        (project.folder / "docs" / f"{name}.md").write_text("# Trang\n\n[hỏng](khong-co.md)\n", encoding="utf-8")
    project.post("2026/06/b.md", post(title="Bài mới"))
    result = project.build()
    assert result.returncode != 0
    assert "MkDocs báo 6 cảnh báo" in result.stdout
    assert project.files() == before


def test_a_fault_in_a_template_is_told_in_words(project: Project) -> None:
    project.post("2026/06/a.md", post())
    overrides = project.folder / "overrides"
    source = overrides.resolve()
    overrides.unlink()
    shutil.copytree(source, overrides)
    page = overrides / "article.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<%= title %>", "<%= tilte %>"), encoding="utf-8")
    result = project.build()
    assert result.returncode != 0
    assert "Mẫu trang trong overrides/ có lỗi: overrides/article.html: 'tilte' is undefined" in result.stdout
    assert "Traceback" not in result.stderr


def test_a_post_of_the_future_is_in_no_file_of_the_site(project: Project) -> None:
    project.picture("2026/07/bi-mat/anh-bi-mat.jpg")
    project.post(
        "2026/07/bi-mat.md",
        post(
            title="Quyết định chưa công bố",
            date="2026-07-01 09:00",
            author="Người Chưa Lộ",
            tags="[chưa lộ]",
            image='{src: anh-bi-mat.jpg, alt: "Ảnh bí mật"}',
            body="Nội dung tuyệt mật.",
        ),
    )
    project.post("2026/06/a.md", post(body="Xem [bài kia](../07/bi-mat.md)."))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert (
        "posts/2026/07/bi-mat.md:3: Ghi chú [date]: Bài hẹn giờ, chưa đăng. Giờ đăng: "
        "Thứ 4, ngày 01/07/2026 | 09:00 AM (GMT +7)."
    ) in result.stderr
    for path, content in project.files().items():
        text = content.decode("utf-8", "replace")
        for secret in ("chưa công bố", "bi-mat", "Chưa Lộ", "chưa lộ", "tuyệt mật", "chua-lo"):
            assert secret not in text and secret not in path, f"{secret} in {path}"
    later = project.build(now="1783000000")
    assert later.returncode == 0
    assert "Quyết định chưa công bố" in project.page("index.html").replace("\u00a0", " ")
    assert 'href="/2026/07/bi-mat/"' in project.page("2026/06/a/index.html")


def test_the_site_may_live_below_a_path(project: Project) -> None:
    project.post("2026/06/a.md", post(body="Xem [giới thiệu](/gioi-thieu/)."))
    result = project.build(SITE_URL="https://angiang.example/ban-tin")
    assert result.returncode == 0, result.stderr
    page = project.page("2026/06/a/index.html")
    assert '<link rel="canonical" href="https://angiang.example/ban-tin/2026/06/a/">' in page
    assert 'href="/ban-tin/gioi-thieu/"' in page
    assert 'href="/ban-tin/assets/bulletin.css?v=' in page
    assert "https://angiang.example/ban-tin/gioi-thieu/" in project.page("rss.xml")


def test_a_device_may_keep_the_site_among_its_apps(project: Project) -> None:
    project.post("2026/06/a.md", post())
    assert project.build(SITE_URL="https://bantin.example/tinh/").returncode == 0
    manifest = json.loads(project.page("site.webmanifest"))
    assert (manifest["name"], manifest["lang"], manifest["start_url"], manifest["scope"]) == (
        "Bản tin An Bình",
        "vi",
        "/tinh/",
        "/tinh/",
    )
    for icon in manifest["icons"]:
        with Image.open(project.site / icon["src"].removeprefix("/tinh/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    with Image.open(project.site / "favicon.ico") as old:
        assert old.format == "ICO"
    assert 'href="/tinh/site.webmanifest"' in project.page("index.html")
