"""Duties of the law: each check sees a small real bulletin pass, and fail once it is broken in that check's way."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shared
from bulletin.duties import built_site, register
from bulletin.duties.checks import CHECKS
from bulletin.settings import settings
from project import Project, post

pytestmark = pytest.mark.slow

NOW = "1795928400"
"""Seconds since 1970 of 2026-11-29 12:00 in Vietnam, when the laws of 2026 are in force."""
ARTICLE = "2026/10/cho-phien-ta-bhoi/index.html"
REPRINT = "2026/10/muoi-chin-gio-tim-tau/index.html"
CORRECTED = "2026/11/thong-cau-cua-long/index.html"
REMOVED = "2026/11/gia-dinh-o-khu-tro/index.html"


def small_bulletin(folder: Path) -> None:
    """A province that has done all that a check can see."""
    project = Project(folder / "bulletin")
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace("https://bantin.anbinh.example/", "https://bantin.anbinh.gov.vn/")
    labels = '    labels: {correction: "Thông tin cải chính, xin lỗi"}\n    categories:'
    file.write_text(text.replace("    categories:", labels, 1), encoding="utf-8")
    project.post(
        "2026/10/cho-phien-ta-bhoi.md",
        post("Chợ phiên Ta Bhoi mở lại", "2026-10-04 07:30", body="Bà con gùi măng xuống từ nửa đêm.", author="Như Ý"),
    )
    project.post(
        "2026/10/muoi-chin-gio-tim-tau.md",
        post(
            "Mười chín giờ tìm tàu",
            "2026-10-16 08:40",
            source="{name: Tạp chí Người Đi Biển, url: 'https://nguoidibien.example/tau', time: 2026-10-15 16:00}",
        ),
    )
    project.post(
        "2026/11/thong-cau-cua-long.md",
        post(
            "Cầu Cửa Lộng thông xe",
            "2026-11-02 15:30",
            author="Thúy Hằng",
            corrections="[{time: 2026-11-03 08:10, wrong: ba hộ, right: ba mươi hộ}]",
        ),
    )
    removed = "{time: 2026-11-08 16:00, reason: privacy, note: Ban Biên tập xin lỗi gia đình.}"
    project.post(
        "2026/11/gia-dinh-o-khu-tro.md", f"---\ndate: 2026-11-06 09:00\ncategory: y-te\nremoved: {removed}\n---\n"
    )
    built = project.build(NOW)
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.__new__(Project)
    made.folder, made.is_warm = shared.made_once("duties", small_bulletin) / "bulletin", True
    return made.copy(tmp_path / "bulletin")


def find(project: Project, check: str) -> tuple[bool | None, str]:
    """Whether a check passes, and the places and sentences of what it finds at fault."""
    finding = CHECKS[check](built_site.read(settings.load(project.folder / "mkdocs.yml")))
    return finding.is_passed, "\n".join(f"{one.place} {one.text}" for one in finding.faults)


Break = Callable[[Path], object]
"""Breaks a site in its folder."""


def swap(name: str, old: str, new: str) -> Break:
    """Replaces what a pattern finds in a file of the site."""

    def change(site: Path) -> None:
        text = (site / name).read_text(encoding="utf-8")
        changed = re.sub(old, new, text, flags=re.DOTALL)
        assert changed != text, f"{name} has nothing like {old}"
        (site / name).write_text(changed, encoding="utf-8")

    return change


def without(*names: str) -> Break:
    def change(site: Path) -> None:
        for name in names:
            (site / name).unlink()

    return change


def unlinked(site: Path) -> None:
    """Takes the article out of all lists by time."""
    for name in ("luu-tru", "2026", "2026/10", "2026/10/04"):
        swap(f"{name}/index.html", f'"/{ARTICLE[:-10]}"', '"/x/"')(site)


def set_url(url: str) -> Break:
    return swap("../mkdocs.yml", "https://bantin.anbinh.gov.vn/", url)


BREAKS: list[tuple[str, Break, str]] = [
    ("readable", lambda site: (site / ARTICLE).write_bytes(b"\xff\xfe\x00\x01"), "ta-bhoi/index.html tệp hỏng"),
    ("imprint", swap("index.html", "Lê Minh Châu", "Ai đó"), "người chịu trách nhiệm"),
    ("imprint", swap(ARTICLE, "12/GP-TTĐT", ""), "giấy phép"),
    ("imprint", swap("tim-kiem/index.html", "mailto:banbientap", "mailto:ai-do"), "thư điện tử"),
    ("imprint", swap("luu-tru/index.html", "tel:02350000135", "#"), "điện thoại"),
    ("filled_in", swap("lien-he/index.html", "Tiếp bạn đọc", "[CẦN ĐIỀN: giờ tiếp bạn đọc]"), "chỗ chờ điền"),
    ("phones", swap(ARTICLE, "width=device-width", "width=1024"), "viewport"),
    ("language", swap(ARTICLE, '<html lang="vi"', '<html lang="fr"'), "«fr»"),
    ("language", swap("index.html", "<title>[^<]*</title>", "<title></title>"), "không có tên"),
    ("alt_texts", swap(ARTICLE, "</main>", '<img src="/assets/icon-192.png"></main>'), "ảnh thiếu lời tả"),
    ("text_size", swap("y-te/index.html", "data-font-size", "data-none"), "thiếu nút cỡ chữ"),
    ("skip_link", swap("index.html", 'id="noi-dung"', 'id="khac"'), "đi thẳng đến nội dung"),
    ("description", swap(ARTICLE, '<meta name="description"[^>]*>', ""), "thiếu lời giới thiệu"),
    ("description", swap(ARTICLE, 'rel="canonical" href="[^"]*"', 'rel="canonical" href="/x/"'), "địa chỉ chính thức"),
    ("description", swap(ARTICLE, 'ld\\+json">\\{', 'ld+json">{{'), "JSON-LD hỏng"),
    ("no_third_party", swap(ARTICLE, "</head>", '<script src="//theo-doi.example/a.js"></script></head>'), "theo-doi"),
    ("no_third_party", swap(ARTICLE, "</main>", '<img alt="" srcset="/a 1x, https://anh.example/b 2x"></main>'), "anh"),
    ("no_third_party", swap("assets/bulletin.css", "$", "\n@import 'https://phong-chu.example/a.css';"), "phong-chu"),
    ("no_third_party", swap(ARTICLE, "</main>", '<template data-script="//a.example/a.js"></template></main>'), "a.ex"),
    ("no_inline_code", swap(ARTICLE, "</main>", "<script>alert(1)</script></main>"), "<script>"),
    ("no_inline_code", swap(ARTICLE, "<h1 ", '<h1 style="color:red" '), "style"),
    ("no_inline_code", swap(ARTICLE, "<h1 ", '<h1 onclick="x()" '), "onclick"),
    ("no_cookies", swap("assets/bulletin.js", "$", "\ndocument.cookie = 'a=1';"), "bulletin.js kịch bản ghi cookie"),
    ("organisation", swap("index.html", '"/(ban-bien-tap|gioi-thieu|lien-he)/"', '"/x/"'), "tiếng Việt"),
    ("functions", without("gioi-thieu/index.html"), "giới thiệu"),
    ("contact", without("lien-he/index.html"), "liên hệ"),
    ("contact", swap("lien-he/index.html", "<main.*</main>", f"<main><h1>Liên hệ</h1>{'x' * 99}</main>"), "điện thoại"),
    ("accessibility", without("tiep-can/index.html"), "tiếp cận"),
    ("english", without("en/functions/index.html"), "functions"),
    ("english", swap("en/contact/index.html", '<html lang="en"', '<html lang="vi"'), "contact"),
    ("national_domain", set_url("https://bantin.anbinh.example/"), "không thuộc tên miền .vn"),
    ("https", set_url("http://bantin.anbinh.gov.vn/"), "không bắt đầu bằng https"),
    ("search", swap(ARTICLE, 'role="search"|/tim-kiem/', "/x/"), "thiếu ô tìm kiếm"),
    ("search", without("tim-kiem/index.html"), "không có trang tìm kiếm"),
    ("search", without("tim-kiem/muc-luc.json"), "không có chỉ mục"),
    ("sitemap", without("sitemap-2026-10.xml"), "sơ đồ trang thiếu hoặc hỏng"),
    ("sitemap", swap("sitemap.xml", "</sitemapindex>", "<"), "sơ đồ trang thiếu hoặc hỏng"),
    ("sitemap", swap("sitemap-2026-10.xml", "<url>.*cho-phien-ta-bhoi.*?</url>", ""), "không có trong sơ đồ"),
    ("sitemap", without("gioi-thieu/index.html"), "gioi-thieu/ sơ đồ trang có địa chỉ này"),
    ("sitemap", without("robots.txt"), "robots.txt"),
    ("feeds", swap(ARTICLE, 'type="application/rss\\+xml"', ""), "thiếu liên kết"),
    ("feeds", swap("rss.xml", "<item>.*</item>", ""), "nguồn tin thiếu, hỏng"),
    ("feeds", swap("rss.xml", "</rss>", ""), "nguồn tin thiếu, hỏng"),
    ("archive", swap("index.html", "/luu-tru/", "/x/"), "không dẫn tới kho lưu trữ"),
    ("archive", unlinked, "cho-phien-ta-bhoi/ từ trang nhất"),
    ("print_views", without(ARTICLE.replace("index", "ban-in/index")), "thiếu bản in"),
    ("described", swap(ARTICLE, "NewsArticle", "Thing"), "thiếu JSON-LD"),
    ("dated", swap(ARTICLE, "article__date", "x"), "không có ngày giờ"),
    ("signed", swap(ARTICLE, 'class="byline"', 'class="x"'), "không có tác giả"),
    ("reprints", swap(REPRINT, '<p class="source">.*?</p>', ""), "không ghi tên nguồn"),
    ("reprints", swap(REPRINT, "<a (href=\"https://nguoidibien)", r"<b \1"), "không dẫn tới bài gốc"),
    ("reprints", swap(REPRINT, '<time datetime="2026-10-15[^<]*</time>', ""), "giờ đăng của nguồn"),
    ("corrections_page", without("cai-chinh/index.html"), "không có trang cải chính"),
    ("corrections_page", swap("index.html", 'href="/cai-chinh/"', 'href="/x/"'), "không dẫn tới trang cải chính"),
    ("corrections_page", swap(ARTICLE, "/cai-chinh/", "/x/"), "JSON-LD không nêu"),
    ("corrections", swap("cai-chinh/index.html", '<ul class="corrections">.*?</ul>', ""), "trang cải chính không có"),
    ("corrections", swap(CORRECTED, "life--correction", "life--x"), "không thấy lời cải chính"),
    ("correction_title", swap("cai-chinh/index.html", "xin lỗi", "x"), "không mang tên theo luật"),
    ("removals", without(REMOVED), "không có trang giải thích"),
    ("removals", lambda site: (site / REMOVED).write_bytes((site / ARTICLE).read_bytes()), "không nói vì sao"),
    ("removals", swap("2026/11/index.html", "</main>", f'<a href="/{REMOVED[:-10]}">x</a></main>'), "vẫn dẫn tới"),
]  # fmt: skip


def test_a_sound_bulletin_passes_every_check(project: Project) -> None:
    site = built_site.read(settings.load(project.folder / "mkdocs.yml"))
    found = {name: check(site) for name, check in CHECKS.items()}
    assert {name: finding.faults for name, finding in found.items() if not finding.is_passed} == {}


@pytest.mark.parametrize(("check", "change", "told"), BREAKS, ids=[f"{check}-{told}" for check, _, told in BREAKS])
def test_a_check_sees_what_is_broken(project: Project, check: str, change: Break, told: str) -> None:
    change(project.site)
    is_passed, faults = find(project, check)
    assert is_passed is False
    assert told in faults


def test_every_check_can_fail_and_every_check_shows_a_duty() -> None:
    named = {check for duty in register.load().duties for check in duty.checks}
    assert set(CHECKS) == {check for check, _, _ in BREAKS} == named


def test_the_command_prints_what_is_met_and_what_nobody_checks(project: Project) -> None:
    told = project.command("duties", now=NOW)
    assert (told.returncode, told.stderr) == (0, "")
    for line in (
        "Nghị định 224/2026/NĐ-CP, chi tiết Luật Chuyển đổi số",
        "  [ĐẠT] điểm c khoản 3 điều 10: Giúp người khuyết tật tiếp cận thông tin.",
        "như https://bantin.anbinh.gov.vn/tiep-can/",
        "  [VIỆC CỦA NƠI ĐẶT MÁY CHỦ] khoản 4 điều 11: Truy cập được bằng IPv6.",
        "  [VIỆC CỦA BAN BIÊN TẬP] khoản 3 điều 9: Cập nhật thông tin ngay khi có thay đổi.",
        "theo nguồn khác: báo tóm tắt điều 13, 14",
        "không thay ý kiến của người làm luật",
    ):
        assert line in told.stdout
    assert "CHƯA ĐẠT" not in told.stdout


def test_the_command_fails_with_a_duty_and_says_where(project: Project) -> None:
    swap(ARTICLE, "12/GP-TTĐT", "")(project.site)
    told = project.command("duties", now=NOW)
    assert told.returncode == 1
    assert "[CHƯA ĐẠT] khoản 1 điều 93" in told.stdout
    assert "https://bantin.anbinh.gov.vn/2026/10/cho-phien-ta-bhoi/: chân trang thiếu: giấy phép" in told.stdout


def test_a_law_counts_while_it_is_in_force(project: Project) -> None:
    """On 22 June 2026 it is still Decree 42/2022 that binds, and pages in English are a duty."""
    swap("en/functions/index.html", '<html lang="en"', '<html lang="vi"')(project.site)
    assert project.command("duties", now=NOW).returncode == 0
    told = project.command("duties")
    assert told.returncode == 1
    assert "[CHƯA ĐẠT] điều 7: Các thông tin ấy có cả bằng tiếng Anh." in told.stdout
    assert "[ĐẠT, KHÔNG TÍNH] khoản 1 điều 93" in told.stdout


def test_a_check_without_anything_to_look_at_claims_nothing(project: Project) -> None:
    (project.site / "bai-da-go.map").write_text("")
    assert find(project, "removals") == (None, "")
    assert "[CHƯA CÓ GÌ ĐỂ XEM] điều 14: Xóa dữ liệu cá nhân" in project.command("duties", now=NOW).stdout


def test_the_same_as_json_and_markdown(project: Project) -> None:
    without("tiep-can/index.html")(project.site)
    told = project.command("duties", "--json", now=NOW)
    table = json.loads(told.stdout)
    assert told.returncode == 1
    assert table["failed"] == sum(duty["status"] == "fail" and duty["counts"] for duty in table["duties"]) == 2
    (row,) = (duty for duty in table["duties"] if duty["duty"].startswith("Giúp người khuyết tật"))
    assert row["is_read"] and row["checks"][-1]["faults"][0]["place"] == "https://bantin.anbinh.gov.vn/"
    shown = project.command("duties", "--markdown", now=NOW).stdout
    assert "| Điều khoản | Phải làm gì | Tình trạng | Điều cho thấy |\n| --- | --- | --- | --- |" in shown
    assert all(line.count(" | ") == 3 for line in shown.splitlines() if line.startswith("| "))


def test_without_a_site_it_says_to_build_first(project: Project) -> None:
    (project.site / "index.html").unlink()
    told = project.command("duties", now=NOW)
    assert told.returncode == 2
    assert told.stderr == "Lỗi: Chưa có bản tin nào trong site/ để xem. Hãy dựng trước: make build\n"


def hostile(site: Path) -> None:
    """Files that no build leaves there."""
    deep = site / "sau" / "index.html"
    deep.parent.mkdir()
    deep.write_text("<div>" * 100_000)
    for name, content in (
        ("rong.html", b""),
        ("nhi-phan.html", bytes(range(256)) * 100),
        ("lua\x1b[31m-mau.html", b"<html><script type='application/ld+json'>" + b"[" * 50_000),
        ("rss.xml", b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><rss><channel>&c;</channel></rss>"),
        ("sitemap.xml", b"<sitemapindex><sitemap><loc>../../../etc/passwd</loc></sitemap></sitemapindex>"),
        ("bai-da-go.map", b"\xff\n~^/../../../etc/ 1;\n\n;"),
        ("cai-chinh/index.html", b"<html><head><title>x</title></head><a href='http://[::1'>x</a><img src='//['>"),
    ):
        (site / name).write_bytes(content)
    os.mkfifo(site / "ong.html")
    (site / "vong.html").symlink_to("vong.html")
    (site / "khong-doc.html").write_text("x")
    (site / "thu-muc.html").mkdir()


def test_damaged_and_hostile_files_are_faults_and_nothing_worse(project: Project) -> None:
    hostile(project.site)
    told = project.command("duties", "--json", now=NOW)
    assert told.returncode == 1
    assert "Traceback" not in told.stdout + told.stderr
    (row,) = (duty for duty in json.loads(told.stdout)["duties"] if duty["clause"] == "điểm b khoản 2 điều 12")
    places = " ".join(one["place"] for one in row["checks"][0]["faults"])
    assert all(name in places for name in ("rong.html", "nhi-phan.html", "ong.html", "vong.html", "sau/index.html"))
    shown = project.command("duties", now=NOW).stdout
    assert "\x1b" not in shown
