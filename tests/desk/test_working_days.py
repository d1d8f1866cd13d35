"""A day at the desk, as a reporter and an editor live it: the real Decap in a real browser, before the real desk, nginx
and Git. Each test is a story of its own, on articles of its own.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from browser.server import PATIENCE
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from project import post
from unit.process import soon
from working_day import (
    EDITOR,
    NAMES,
    REPORTER,
    Newsroom,
    choose,
    paste,
    publish,
    save,
    set_status,
    set_to_now,
    tab_to,
    violations,
)

expect.set_options(timeout=PATIENCE)
pytestmark = [pytest.mark.slow, pytest.mark.system]
WORD = (Path(__file__).parent / "clipboards" / "word.html").read_text(encoding="utf-8")
HARVEST = "2026/11/dong-bao-co-tu-xa-tra-van-duoc-mua-lua-ray"
POSTS = {
    "2026/06/cap-nuoc.md": post("Cấp nước sạch cho ba xã", "2026-06-12 07:30", body="Có 812 hộ được cấp nước."),
    "2026/06/mo-duong.md": post("Mở đường lên Trà Vân", "2026-06-13 08:00", body="Đường dài 9 km."),
    "2026/06/hop-cho.md": post("Họp chợ phiên cuối tuần", "2026-06-14 09:00", body="Chợ họp ở *bến cũ*."),
    "2026/06/thi-dua.md": post("Phát động thi đua mùa hè", "2026-06-15 10:00", body="Mười xã dự thi."),
    "2026/06/thu-hoach.md": """---
title: "Thu hoạch keo ở Trà Vân"   # đã duyệt
category: thoi-su
date: 2026-06-16 07:00
views: 0012
tags: [keo,  lâm nghiệp]
author: [Thúy Hằng, Nguyễn Đức Anh]
lead: Bốn xã vùng cao vào mùa thu hoạch keo, mỗi xã một cách làm khác nhau nhưng nơi nào cũng mong đường tốt hơn.
---

UBND hai xã họp sáng 15/6.  
Có mặt 40 người.

- Trà Vân
    - Thôn 1: 300 ha
        - Nóc Ông Bình

| Xã | Diện tích |
| --- | ---: |
| Trà Vân | 500 |

Tỷ lệ 95%[^1].

[^1]: Số liệu đến 15/6.

*[UBND]: Ủy ban nhân dân
""",
    "2020/06/nuoc-sach-ve-lang.md": post("Nước sạch về làng", "2020-06-25 09:11", body="Làng có nước máy."),
}


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#7a1518").save(file, "PNG")
    return file.getvalue()


PICTURE = _picture()


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path_factory.mktemp("day"), POSTS, browser)
    yield newsroom
    newsroom.close()


@pytest.fixture
def newsroom(opened: Newsroom, browser: Browser) -> Iterator[Newsroom]:
    """The same newsroom, with nobody in it. No page may ask another site for anything, nor break its policy."""
    opened.faults.clear()
    opened.questions.clear()
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.faults == []


def test_an_article_from_its_first_word_to_the_front_page(newsroom: Newsroom) -> None:
    page = newsroom.open(REPORTER, has_preview=True)
    page.get_by_role("link", name="Viết bài mới").click()
    page.get_by_label("Tên bài").fill("Đồng bào Cơ Tu xã Trà Vân được mùa lúa rẫy")
    choose(page, "Chuyên mục", "Thời sự")
    page.get_by_label("Ngày giờ đăng").fill("2026-11-01T00:30")
    text = page.get_by_label("Nội dung bài")
    paste(text, WORD, "Kết quả\n")
    expect(text).to_have_value(re.compile(r"^## Kết quả sáu tháng đầu năm"))
    paste(text, picture="Lúa rẫy Trà Vân.JPG")
    expect(text).to_have_value(re.compile(r"!\[\]\(lua-ray-tra-van\.jpg\)"))

    page.get_by_role("button", name="Lưu", exact=True).click()
    panel = page.get_by_role("alert", name="Chưa lưu được: 1 lỗi phải sửa")
    expect(panel).to_contain_text("Ảnh không có lời mô tả cho người không nhìn thấy.")
    line = text.input_value().split("\n").index("![](lua-ray-tra-van.jpg)") + 1
    expect(panel).to_contain_text(f"Nội dung bài, dòng {line}")
    assert newsroom.git("for-each-ref", "refs/heads/desk") == "", "nothing with an error is committed"
    page.get_by_role("button", name="Tới chỗ này").click()
    expect(text).to_be_focused()
    assert text.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "![](lua-ray-tra-van.jpg)"
    page.keyboard.type("![Người dân gặt lúa rẫy](lua-ray-tra-van.jpg)")
    save(page)
    expect(panel).to_have_count(0)
    assert HARVEST in page.url, "the month is that of Vietnam"
    assert newsroom.git("log", "-1", "--format=%an: %s", f"desk/posts/{HARVEST}") == (
        f"{NAMES[REPORTER]}: Viết bài: Đồng bào Cơ Tu xã Trà Vân được mùa lúa rẫy"
    )

    frame = page.frame_locator("#preview-pane").frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Đồng bào Cơ Tu xã Trà Vân được mùa lúa rẫy")
    page.get_by_title("Bật tắt lời trao đổi").click()
    page.get_by_placeholder("Viết cho đồng nghiệp").fill("Anh Biên xem giúp em số hộ ở Pa Rin.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Anh Biên xem giúp em số hộ ở Pa Rin.")).to_be_visible()
    set_status(page, "Bản nháp", "Chờ duyệt")
    expect(page.get_by_role("button", name="Chờ duyệt", exact=True)).to_be_visible()

    desk = newsroom.open(EDITOR, "#/workflow")
    desk.get_by_role("heading", name=re.compile("Đồng bào Cơ Tu")).click()
    desk.get_by_title("Bật tắt lời trao đổi").click()
    expect(desk.get_by_text("Anh Biên xem giúp em số hộ ở Pa Rin.")).to_be_visible()
    desk.get_by_placeholder("Viết cho đồng nghiệp").fill("980 là số khẩu, em viết rõ ra.")
    desk.get_by_role("button", name="Gửi", exact=True).click()
    expect(desk.get_by_text("980 là số khẩu")).to_be_visible()
    set_status(desk, "Chờ duyệt", "Bản nháp")
    expect(desk.get_by_role("button", name="Bản nháp", exact=True)).to_be_visible()

    page = newsroom.article(REPORTER, HARVEST)
    page.get_by_title("Bật tắt lời trao đổi").click()
    expect(page.get_by_text("980 là số khẩu")).to_be_visible()
    text = page.get_by_label("Nội dung bài")
    text.fill(text.input_value().replace("980", "980 khẩu"))
    save(page)
    changed = newsroom.git("diff", "--numstat", f"desk/posts/{HARVEST}~1", f"desk/posts/{HARVEST}")
    assert changed == f"1\t1\tposts/{HARVEST}.md"
    set_status(page, "Bản nháp", "Chờ duyệt")
    expect(page.get_by_role("button", name="Chờ duyệt", exact=True)).to_be_visible()

    desk = newsroom.article(EDITOR, HARVEST)
    set_status(desk, "Chờ duyệt", "Đã duyệt")
    expect(desk.get_by_role("button", name="Đã duyệt", exact=True)).to_be_visible()
    publish(desk)
    assert soon(lambda: newsroom.get(f"/{HARVEST}/").status_code == 200)
    article = newsroom.get(f"/{HARVEST}/").text
    assert "980 khẩu" in article and "Người dân gặt lúa rẫy" in article
    assert soon(lambda: f'href="/{HARVEST}/"' in newsroom.get("/").text), "the front page has it"
    assert newsroom.git("log", "-1", "--format=%an: %s%n%(trailers:key=Co-authored-by,valueonly)", "main") == (
        f"{NAMES[EDITOR]}: Đăng bài: Đồng bào Cơ Tu xã Trà Vân được mùa lúa rẫy\n"
        f"{NAMES[REPORTER]} <phongvien@bantin.example>"
    )
    assert newsroom.git("for-each-ref", f"refs/heads/desk/posts/{HARVEST}") == ""


def test_half_past_midnight_on_a_phone_far_away(newsroom: Newsroom) -> None:
    page = newsroom.open(REPORTER, "#/collections/posts/new", width=360, zone="America/Los_Angeles")
    page.get_by_label("Tên bài").fill("Lễ hội đầu tháng")
    choose(page, "Chuyên mục", "Thời sự")
    page.get_by_label("Ngày giờ đăng").fill("2026-11-01T00:30")
    page.get_by_label("Nội dung bài").fill("Từ nửa đêm, người dân đã về sân đình.")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Ảnh", exact=True).tap()
    chosen.value.set_files({"name": "Sân đình.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.get_by_role("status").filter(has_text="Đã thêm ảnh san-dinh.png")).to_be_visible()
    page.keyboard.type("Người dân ở sân đình")  # the cursor waits in the description
    save(page)
    assert "2026/11/le-hoi-dau-thang" in page.url
    assert "date: 2026-11-01 00:30\n" in newsroom.draft("2026/11/le-hoi-dau-thang")
    assert "![Người dân ở sân đình](san-dinh.png)" in newsroom.draft("2026/11/le-hoi-dau-thang")
    page.get_by_role("button", name="Bản nháp", exact=True).tap()
    page.get_by_role("menuitem", name="Chờ duyệt").tap()
    expect(page.get_by_role("button", name="Chờ duyệt", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_corrected_withdrawn_removed(newsroom: Newsroom) -> None:
    def changed(key: str, change: Callable[[Page], None]) -> str:
        """Has an editor change a published article, and publish it. Gives the subject of main's newest commit."""
        page = newsroom.article(EDITOR, key)
        change(page)
        save(page)
        set_status(page, "Bản nháp", "Đã duyệt")
        expect(page.get_by_role("button", name="Đã duyệt", exact=True)).to_be_visible()
        publish(page)
        assert soon(lambda: newsroom.git("for-each-ref", f"refs/heads/desk/posts/{key}") == "")
        page.context.close()
        return newsroom.git("log", "-1", "--format=%s", "main")

    def correct(page: Page) -> None:
        text = page.get_by_label("Nội dung bài")
        text.fill(text.input_value().replace("812 hộ", "821 hộ"))
        page.get_by_role("button", name="Sửa bài đã đăng").click()
        page.get_by_role("button", name="Thêm lần cải chính").click()
        page.get_by_label("Điều đã viết sai").fill("812 hộ")
        page.get_by_label("Điều đúng").fill("821 hộ")
        set_to_now(page.get_by_label("Ngày giờ", exact=True))

    def withdraw(page: Page) -> None:
        page.get_by_role("button", name="Rút bài, gỡ bài").click()
        set_to_now(page.get_by_label("Ngày giờ rút"))
        page.get_by_label("Vì sao rút").fill("Tuyến đường đã đổi hướng.")

    def remove(page: Page) -> None:
        page.get_by_role("button", name="Rút bài, gỡ bài").click()
        set_to_now(page.get_by_label("Ngày giờ gỡ"))
        choose(page, "Vì sao gỡ", "Đời tư")
        page.get_by_label("Nội dung bài").fill("")

    assert changed("2026/06/cap-nuoc", correct) == "Cải chính: Cấp nước sạch cho ba xã"
    assert changed("2026/06/mo-duong", withdraw) == "Rút bài: Mở đường lên Trà Vân"
    assert changed("2026/06/thi-dua", remove) == "Gỡ bài: Phát động thi đua mùa hè"
    assert soon(lambda: "821 hộ" in newsroom.get("/2026/06/cap-nuoc/").text)
    assert "Cải chính" in newsroom.get("/2026/06/cap-nuoc/").text
    assert soon(lambda: "Tuyến đường đã đổi hướng." in newsroom.get("/2026/06/mo-duong/").text)
    assert soon(lambda: "Mười xã dự thi" not in newsroom.get("/2026/06/thi-dua/").text)
    removed = newsroom.git("show", "main:posts/2026/06/thi-dua.md")
    assert "reason: privacy" in removed and "Phát động" not in removed

    page = newsroom.open(EDITOR, "nhat-ky/")
    for action, title in (("Cải chính", "Cấp nước sạch"), ("Rút bài", "Mở đường"), ("Gỡ bài", "Phát động")):
        expect(page.get_by_role("row").filter(has_text=title).filter(has_text=action)).to_have_count(1)
    expect(page.get_by_role("row").filter(has_text="Rút bài")).to_contain_text("Tuyến đường đã đổi hướng.")
    with page.expect_download() as file:
        page.get_by_role("link", name="Tải về dạng CSV").click()
    lines = Path(file.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Lúc,Người thực hiện,")
    assert any("Gỡ bài" in line and "privacy" in line for line in lines)


def test_an_article_waits_for_its_hour(newsroom: Newsroom) -> None:
    key = "2030/01/chuc-mung-nam-moi"
    text = post("Chúc mừng năm mới", "2030-01-01 00:30", body="Một năm bình an.")
    assert newsroom.save(EDITOR, key, text).is_success
    page = newsroom.article(EDITOR, key)
    set_status(page, "Bản nháp", "Đã duyệt")
    expect(page.get_by_role("button", name="Đã duyệt", exact=True)).to_be_visible()
    publish(page)
    assert soon(lambda: newsroom.git("for-each-ref", f"refs/heads/desk/posts/{key}") == "")
    assert newsroom.git("log", "-1", "--format=%s", "main") == ("Hẹn đăng lúc 00:30 ngày 1/1/2030: Chúc mừng năm mới")
    assert newsroom.get(f"/{key}/").status_code == 404


@pytest.mark.parametrize("label", ["Tên bài", "Nội dung bài"])
def test_one_word_more_is_one_line_of_difference(newsroom: Newsroom, label: str) -> None:
    """Decap alone orders all keys anew, wraps lines, and drops comments; its rich text spoils tables, lists, breaks."""
    key = "2026/06/thu-hoach"
    page = newsroom.article(EDITOR, key)
    box = page.get_by_label(label)
    box.fill(box.input_value().replace("Trà Vân", "xã Trà Vân", 1))
    save(page)
    line = {"Tên bài": 'title: "Thu hoạch keo ở xã Trà Vân"   # đã duyệt', "Nội dung bài": "- xã Trà Vân"}[label]
    assert line in newsroom.draft(key)
    assert newsroom.git("diff", "--numstat", f"desk/posts/{key}~1", f"desk/posts/{key}") == f"1\t1\tposts/{key}.md"


def test_two_people_on_one_article_lose_nothing(newsroom: Newsroom) -> None:
    key = "2026/06/hop-cho"
    hers = newsroom.article(REPORTER, key)
    his = newsroom.article(EDITOR, key)
    text = hers.get_by_label("Nội dung bài")
    text.fill(text.input_value().replace("*bến cũ*", "*bến mới*"))
    save(hers)
    his.get_by_label("Tên bài").fill("Họp chợ phiên")
    save(his)
    assert "bến mới" in newsroom.draft(key) and "title: Họp chợ phiên\n" in newsroom.draft(key), "both are in it"

    his = newsroom.article(EDITOR, key)
    text = hers.get_by_label("Nội dung bài")
    text.fill(text.input_value().replace("*bến mới*", "*bến sông*"))
    save(hers)
    text = his.get_by_label("Nội dung bài")
    text.fill(text.input_value().replace("*bến mới*", "*bến đò*"))
    his.get_by_role("button", name="Lưu", exact=True).click()
    panel = his.get_by_role("alert", name="Chưa làm được")
    expect(panel).to_contain_text(f"{NAMES[REPORTER]} đã sửa cùng một chỗ với bạn")
    assert "bến sông" in newsroom.draft(key)
    with his.context.expect_page() as compared:
        panel.get_by_role("link", name="So sánh hai bản").click()
    page = compared.value
    expect(page.locator(".sides del")).to_have_text(["sông"])
    expect(page.locator(".sides ins")).to_have_text(["đò"])
    expect(page.locator("textarea")).to_have_value(re.compile("bến đò"))


def test_a_reporter_neither_publishes_nor_deletes(newsroom: Newsroom) -> None:
    key = "2026/07/sua-cau"
    assert newsroom.save(
        REPORTER, key, post("Sửa cầu Bến Giá", "2026-07-02 08:00", body="Cầu đóng ba ngày.")
    ).is_success
    page = newsroom.article(REPORTER, key)
    expect(page.get_by_role("button", name="Đăng", exact=True)).to_be_hidden()
    set_status(page, "Bản nháp", "Đã duyệt")
    expect(page.get_by_role("alert", name="Chưa làm được")).to_contain_text("Việc duyệt, và lấy lại bài đã duyệt, là")
    sentences: dict[str, tuple[dict[str, object], str]] = {
        "publishUnpublishedEntry": ({"collection": "posts", "slug": key}, "Phóng viên không có quyền xuất bản."),
        "deleteFiles": ({"paths": ["posts/2026/06/cap-nuoc.md"]}, "Bài đã đăng không bao giờ bị xóa khỏi kho"),
    }
    for action, (parameters, sentence) in sentences.items():
        answer = page.evaluate(
            """async (body) => {
                const headers = { "Content-Type": "application/json" };
                const answer = await fetch("/admin/api/v1", { method: "POST", headers, body: JSON.stringify(body) });
                return [answer.status, (await answer.json()).error];
            }""",
            {"branch": "main", "action": action, "params": {"branch": "main", **parameters}},
        )
        assert answer[0] == 403 and answer[1].startswith(sentence)
    assert newsroom.git("log", "--format=%s", "main", "--", f"posts/{key}.md") == ""


def test_somebody_without_an_account_sees_a_draft_until_the_link_is_taken_back(newsroom: Newsroom) -> None:
    key = "2026/07/doc-thu"
    assert newsroom.save(REPORTER, key, post("Bản đọc thử", "2026-07-03 08:00", body="Xin đọc giúp.")).is_success
    page = newsroom.open(REPORTER, f"xem/{key}/")
    for frame, width in (("phone", 360), ("computer", 1280)):
        article = page.frame_locator(f".frame--{frame} iframe")
        expect(article.locator("h1")).to_have_text("Bản đọc thử")
        assert article.locator("html").evaluate("() => innerWidth") == width
    page.get_by_role("button", name="Tạo liên kết").click()
    address = page.get_by_label(re.compile("^Liên kết do")).input_value()
    assert address.startswith(f"{newsroom.url}/chia-se/")
    guest = newsroom.page()
    assert guest.goto(address).status == 200  # type: ignore[union-attr]
    expect(guest.locator("h1")).to_have_text("Bản đọc thử")
    page.get_by_role("button", name=re.compile("^Thu hồi")).click()
    expect(page.get_by_text("Đã thu hồi liên kết.")).to_be_visible()
    assert guest.goto(address).status == 410  # type: ignore[union-attr]
    expect(guest.locator("h1")).to_have_text("Liên kết không còn dùng được")
    assert newsroom.get(f"/{key}/").status_code == 404


def test_old_articles_are_found_without_accents(newsroom: Newsroom) -> None:
    page = newsroom.open(REPORTER)
    expect(page.get_by_role("heading", name=re.compile("Nước sạch về làng"))).to_be_visible()
    page.get_by_role("link", name="Kho bài").click()
    page.get_by_label("Tìm trong tên bài").fill("nuoc sach ve lang")
    page.keyboard.press("Enter")
    expect(page.locator(".posts__title")).to_have_text(["Nước sạch về làng"])
    online = page.get_by_role("link", name="Xem trên trang").get_attribute("href")
    assert online == f"{newsroom.url}/2020/06/nuoc-sach-ve-lang/"
    page.locator(".posts__title").click()
    expect(page.get_by_label("Tên bài")).to_have_value("Nước sạch về làng")


def test_an_article_written_saved_and_sent_with_keys_alone(newsroom: Newsroom) -> None:
    page = newsroom.open(REPORTER)
    expect(page.get_by_role("link", name="Viết bài mới")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Viết bài mới"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tên bài")).to_be_visible()
    tab_to(page, page.get_by_label("Tên bài"))
    page.keyboard.type("Hội làng mở sớm")
    tab_to(page, page.get_by_role("combobox", name="Chuyên mục"))
    page.keyboard.type("Thời sự")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Nội dung bài"))
    page.keyboard.type("Hội mở lúc ")
    page.keyboard.press("Control+b")
    page.keyboard.type("6 giờ")
    expect(page.get_by_label("Nội dung bài")).to_have_value("Hội mở lúc **6 giờ**")
    button = page.get_by_role("button", name="Lưu", exact=True)
    tab_to(page, button, "Shift+Tab")
    page.keyboard.press("Enter")
    status = page.get_by_role("button", name="Bản nháp", exact=True)
    expect(status).to_be_visible()
    tab_to(page, status)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Bản nháp")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Chờ duyệt", exact=True)).to_be_visible()
    (key,) = re.findall(r"entries/(.*)$", page.url)
    assert key.endswith("/hoi-lang-mo-som")
    assert newsroom.git("log", "-1", "--format=%s", f"desk/posts/{key}") == "Gửi duyệt: Hội làng mở sớm"


SHOWN = "2026/07/xem-thu"
PAGES = {
    "list": "#/collections/posts",
    "editor": f"#/collections/posts/entries/{SHOWN}",
    "board": "#/workflow",
    "archive": "bai/?tim=nuoc",
    "journal": "nhat-ky/",
    "preview": f"xem/{SHOWN}/",
    "comparison": f"so-sanh/{SHOWN}",
}
READY = {"list": "Viết bài mới", "editor": "Nội dung bài", "board": "Xem thử một bài"}
"""What a page of Decap has when it is there."""
WINDOWS: list[tuple[int, Literal["light", "dark"]]] = [(1280, "light"), (360, "dark")]
DECAPS = {"board": [("landmark-banner-is-top-level", "header")]}
"""What axe finds that is Decap's: rule, and a part of the selector. Its board has no main part, so the page gives it
one, and the header stands within.
"""


@pytest.fixture(scope="session")
def shown(opened: Newsroom) -> str:
    """A draft that two people have changed at the same time, so that the editor has something to compare."""
    assert opened.save(REPORTER, SHOWN, post("Xem thử một bài", "2026-07-04 08:00", body="Lễ lúc 8 giờ.")).is_success
    asked = {"collection": "posts", "slug": SHOWN, "path": f"posts/{SHOWN}.md", "id": "x"}
    hers, his = (opened.ask(who, "unpublishedEntryDataFile", **asked).json()["data"] for who in (REPORTER, EDITOR))
    assert opened.save(REPORTER, SHOWN, hers.replace("8 giờ", "9 giờ"), is_new=False).is_success
    assert opened.save(EDITOR, SHOWN, his.replace("8 giờ", "7 giờ"), is_new=False).status_code == 409
    return SHOWN


@pytest.mark.parametrize("name", PAGES)
def test_what_is_ours_has_no_fault_that_axe_finds(newsroom: Newsroom, shown: str, name: str) -> None:
    page = newsroom.open(EDITOR, PAGES[name])
    if name in READY:
        expect(page.get_by_text(READY[name]).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("body > canvas")).to_be_hidden()  # the line that shows how far loading is
    for width, scheme in WINDOWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("width => document.documentElement.scrollWidth === width", arg=width)
        found = [(rule, selector) for rule, selector in violations(page) if not is_decaps(name, rule, selector)]
        assert found == [], f"{width} px, {scheme}"


def is_decaps(name: str, rule: str, selector: str) -> bool:
    return any(rule == fault and part in selector for fault, part in DECAPS.get(name, ()))
