"""The form as an editor meets it: the real Decap in a real browser, before a stand-in for the desk."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from browser.axe import EVERYTHING
from browser.server import PATIENCE, free_port
from bulletin.settings import settings
from desk import words
from form_stub import ADMIN, Stub
from playwright.sync_api import Browser, Page, expect
from project import NODE_MODULES, source

expect.set_options(timeout=PATIENCE)
pytestmark = [pytest.mark.slow, pytest.mark.system]
DRAFT = "posts/2026/12/khoi-cong-duong.md"
DRAFT_TEXT = """---
title: Khởi công đường ĐH1
date: "2026-12-01 00:30"
category: thoi-su
author: [Thúy Hằng]
tags: [đường sá, "Trà Vân, Pa Rin"]
views: 12
desk_base: abc.def
---
Xem [bài trước](../11/khong-co.md).

Đoạn hai.
"""
PUBLISHED = "posts/2026/11/hop-bao.md"
PROBLEMS = [
    {
        "severity": "error",
        "file": DRAFT,
        "line": 4,
        "key": "image.alt",
        "message": "Ảnh chưa có mô tả.",
        "remedy": "Viết mô tả ảnh.",
    },
    {
        "severity": "error",
        "file": DRAFT,
        "line": 9,
        "body_line": 1,
        "key": "",
        "message": "Liên kết không dẫn tới bài nào.",
        "remedy": "",
    },
]


class Desk:
    """The stand-in behind an address, and pages of it."""

    def __init__(self, stub: Stub, browser: Browser) -> None:
        self.stub = stub
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/admin/"
        self.faults: list[str] = []
        self._browser = browser
        self._server = uvicorn.Server(uvicorn.Config(stub.app(), port=self.port, log_level="error"))
        threading.Thread(target=self._server.run, daemon=True).start()
        while not self._server.started:
            time.sleep(0.02)

    def page(self, address: str = "#/collections/posts", width: int = 1280, zone: str = "Asia/Ho_Chi_Minh") -> Page:
        context = self._browser.new_context(
            locale="vi-VN", timezone_id=zone, viewport={"width": width, "height": 800}, has_touch=width < 800
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(self.url + address)
        return page

    def draft(self, **how: Any) -> Page:
        page = self.page("#/collections/posts/entries/2026/12/khoi-cong-duong", **how)
        expect(page.get_by_label("Tên bài")).to_have_value("Khởi công đường ĐH1")
        page.wait_for_load_state("networkidle")  # Decap draws the form, then loads the draft once more
        return page

    def save(self, page: Page) -> dict[str, Any]:
        """Presses the button, and gives what the desk got."""
        before = len(self.stub.saved)
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.wait_for_function("() => document.body.innerText.toUpperCase().includes('ĐÃ LƯU')")
        assert len(self.stub.saved) == before + 1
        return dict(self.stub.saved[-1])

    def close(self) -> None:
        for context in self._browser.contexts:
            context.close()
        self._server.should_exit = True

    def _note(self, address: str) -> None:
        if not address.startswith((f"http://127.0.0.1:{self.port}/", "blob:", "data:", "about:")):
            self.faults.append(address)


@pytest.fixture
def open_desk(browser: Browser) -> Iterator[Callable[[str], Desk]]:
    opened: list[Desk] = []

    def make(role: str = "editor") -> Desk:
        stub = Stub(settings.load(source("mkdocs.yml")), role)
        stub.drafts[DRAFT] = DRAFT_TEXT
        stub.statuses[DRAFT] = "pending_publish"
        stub.published[PUBLISHED] = "---\ntitle: Họp báo\ndate: 2026-11-02 08:00\ncategory: thoi-su\n---\nNội dung.\n"
        opened.append(Desk(stub, browser))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()
        assert desk.faults == []


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


def front_matter(sent: dict[str, Any]) -> tuple[dict[str, Any], str]:
    _, head, body = sent["dataFiles"][0]["raw"].split("---\n", 2)
    return dict(yaml.safe_load(head)), body


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_new_article_of_half_past_midnight_is_filed_in_its_month(desk: Desk, zone: str) -> None:
    page = desk.page("#/collections/posts/new", zone=zone)
    page.get_by_label("Tên bài").fill("Đồng bào Cơ Tu: được mùa!")
    page.locator("label", has_text="Chuyên mục").locator("xpath=../..").locator("input").first.fill("Thời sự")
    page.keyboard.press("Enter")
    page.locator("input[type=datetime-local]").first.fill("2026-12-01T00:30")
    page.locator(".desk-body textarea").fill("Một đoạn.")
    sent = desk.save(page)
    assert sent["dataFiles"][0]["path"] == "posts/2026/12/dong-bao-co-tu-duoc-mua.md"
    values, body = front_matter(sent)
    assert (values["date"], values["desk_year"], values["desk_month"]) == ("2026-12-01 00:30", "2026", "12")
    assert not any(key.startswith("desk_section") for key in values)
    assert not {"id", "image", "author", "views"} & set(values), "what nobody filled in is not sent"
    assert body.strip() == "Một đoạn."


def test_what_nobody_touches_goes_back_as_it_came(desk: Desk) -> None:
    page = desk.draft()
    page.get_by_label("Tên bài").fill("Khởi công đường ĐH1 qua ba xã")
    values, body = front_matter(desk.save(page))
    before = yaml.safe_load(DRAFT_TEXT.split("---\n")[1])
    assert values == before | {"title": "Khởi công đường ĐH1 qua ba xã", "desk_year": "2026", "desk_month": "12"}
    assert body == DRAFT_TEXT.split("---\n", 2)[2]


def test_names_have_boxes_and_a_comma_in_a_name_stays(desk: Desk) -> None:
    page = desk.draft()
    page.get_by_role("button", name="Từ khóa, loạt bài").click()
    expect(page.get_by_label("Từ khóa 2")).to_have_value("Trà Vân, Pa Rin")
    page.locator(".desk-names__add").first.click()
    page.get_by_label("Tác giả 2").fill("Nguyễn Đức Anh")
    values, _ = front_matter(desk.save(page))
    assert values["author"] == ["Thúy Hằng", "Nguyễn Đức Anh"]
    assert values["tags"] == ["đường sá", "Trà Vân, Pa Rin"]


def test_corrections_are_for_published_articles(desk: Desk) -> None:
    page = desk.draft()
    expect(page.get_by_role("button", name="Địa chỉ, mã bài")).to_be_visible()
    expect(page.get_by_role("button", name="Sửa bài đã đăng")).to_be_hidden()
    page = desk.page("#/collections/posts/entries/2026/11/hop-bao")
    page.get_by_role("button", name="Sửa bài đã đăng").click()
    expect(page.locator("label", has_text="Lần cải chính, xin lỗi")).to_be_visible()
    expect(page.get_by_role("button", name="Rút bài, gỡ bài")).to_be_visible()


def test_problems_stand_above_the_form_and_at_their_fields(desk: Desk) -> None:
    desk.stub.answers["persistEntry"] = (422, {"error": "x", "problems": PROBLEMS})
    page = desk.draft()
    page.get_by_label("Tên bài").fill("Tên khác")
    page.get_by_role("button", name="Lưu", exact=True).click()
    panel = page.get_by_role("alert", name="Chưa lưu được: 2 lỗi phải sửa")
    expect(panel).to_contain_text("Mô tả ảnh cho người không nhìn thấy, dòng 4")
    expect(panel).to_contain_text("Nội dung bài, dòng 1")
    alt = page.get_by_label("Mô tả ảnh cho người không nhìn thấy")
    expect(alt).to_have_attribute("aria-invalid", "true")
    expect(alt).to_have_accessible_description("Lỗi: Ảnh chưa có mô tả. Viết mô tả ảnh.")
    page.get_by_role("button", name="Tới chỗ này").first.click()
    expect(alt).to_be_focused()
    page.get_by_role("button", name="Tới chỗ này").last.click()
    text = page.locator(".desk-body textarea")
    expect(text).to_be_focused()
    assert text.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)").startswith("Xem [bài trước]")
    desk.save(page)
    expect(panel).to_have_count(0)
    expect(alt).not_to_have_attribute("aria-invalid", "true")


def test_warnings_are_shown_and_do_not_stop(desk: Desk) -> None:
    warning = PROBLEMS[1] | {"severity": "warning"}
    desk.stub.answers["persistEntry"] = (200, {"message": "ok", "warnings": [warning]})
    page = desk.draft()
    page.get_by_label("Tên bài").fill("Tên khác")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status", name="Đã lưu. Có 1 điều nên xem lại")).to_contain_text("Nên xem")
    expect(page.locator(".desk-body textarea")).not_to_have_attribute("aria-invalid", "true")


def paste_into(page: Page, html: str, text: str) -> None:
    page.locator(".desk-body textarea").evaluate(
        """(box, [html, text]) => {
            const data = new DataTransfer();
            data.setData("text/html", html); data.setData("text/plain", text);
            box.focus(); box.select();
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )


def test_pasted_word_becomes_markdown_and_can_be_undone(desk: Desk) -> None:
    page = desk.draft()
    box = page.locator(".desk-body textarea")
    before = box.input_value()
    paste_into(page, (Path(__file__).parent / "clipboards" / "word.html").read_text(encoding="utf-8"), "Kết quả\n")
    expect(box).to_have_value(re.compile(r"^## Kết quả sáu tháng đầu năm"))
    box.press("Control+z")
    expect(box).to_have_value(before)


def test_pasted_pictures_are_uploaded_beside_the_article(desk: Desk) -> None:
    page = desk.draft()
    box = page.locator(".desk-body textarea")
    box.evaluate(
        """async (box) => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
            const drawn = () => new Promise((done) => canvas.toBlob(done, "image/png"));
            const data = new DataTransfer();
            data.items.add(new File([await drawn()], "image.png", { type: "image/png" }));
            data.items.add(new File([await drawn()], "the same once more.png", { type: "image/png" }));
            canvas.getContext("2d").fillRect(0, 0, 8, 8);
            data.items.add(new File([await drawn()], "Ảnh Cầu Đỏ 1.PNG", { type: "image/png" }));
            box.focus(); box.setSelectionRange(0, 0);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_role("status").filter(has_text="Đã thêm ảnh")).to_be_visible()
    page.keyboard.type("Cầu")  # the cursor waits in the description
    assert box.input_value().startswith("![Cầu](anh-1.png)\n![](anh-1.png)\n![](anh-cau-do-1.png)\n\nXem")
    sent = desk.save(page)
    assert sorted(asset["path"] for asset in sent["assets"]) == [
        "posts/2026/12/khoi-cong-duong/anh-1.png",
        "posts/2026/12/khoi-cong-duong/anh-cau-do-1.png",
    ]


def test_buttons_and_keys_write_markdown(desk: Desk) -> None:
    page = desk.draft()
    box = page.locator(".desk-body textarea")
    box.fill("tiến độ")
    box.press("Control+a")
    box.press("Control+b")
    assert box.input_value() == "**tiến độ**"
    box.press("Control+b")
    assert box.input_value() == "tiến độ"
    box.press("Control+i")
    assert box.input_value() == "*tiến độ*"
    box.fill("một\nhai")
    box.press("Control+a")
    page.get_by_role("button", name="Danh sách có số").click()
    assert box.input_value() == "1. một\n2. hai"
    page.get_by_role("button", name="Danh sách", exact=True).click()
    box.fill("Chữ")
    page.get_by_role("button", name="Bảng").click()
    assert box.input_value().startswith("Chữ\n\n| Xã | Số hộ |")
    box.fill("95%")
    page.get_by_role("button", name="Chú thích cuối bài").click()
    assert box.input_value() == "95%[^1]\n\n[^1]: Lời chú thích.\n"


def test_a_reporter_sees_no_button_that_publishes(open_desk: Callable[..., Desk]) -> None:
    page = open_desk("reporter").draft()
    expect(page.get_by_text("Phóng viên")).to_be_visible()
    expect(page.get_by_role("button", name="Đăng", exact=True)).to_be_hidden()
    page = open_desk("editor").draft()
    expect(page.get_by_role("button", name="Đăng", exact=True)).to_be_visible()


def test_the_preview_shows_what_was_saved(desk: Desk) -> None:
    page = desk.draft()
    frame = page.frame_locator("#preview-pane").frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Xem")).to_be_visible()


def test_every_sentence_of_decap_is_vietnamese(desk: Desk) -> None:
    page = desk.draft()
    same = page.evaluate(
        """() => {
            const flat = (tree, path = "") => Object.entries(tree).flatMap(([key, value]) =>
                typeof value === "object" ? flat(value, `${path}${key}.`) : [[path + key, value]]);
            const vietnamese = Object.fromEntries(flat(CMS.getLocale("vi")));
            return flat(CMS.getLocale("en")).filter(([key, value]) => !(key in vietnamese) || vietnamese[key] === value)
                .filter(([, value]) => /[a-z]{2}/i.test(value.replace(/%\\{\\w+\\}/g, "")) && !/[à-ỹ]/i.test(value))
                .map(([key]) => key);
        }"""
    )
    assert set(same) <= {"editor.editorWidgets.markdown.markdown"}, same


@pytest.mark.parametrize("address", ["#/collections/posts", "#/collections/posts/new", "#/workflow"])
def test_nothing_needs_scrolling_sideways_on_a_phone(desk: Desk, address: str) -> None:
    page = desk.page(address, width=360)
    expect(page.get_by_text("Họp báo" if address.endswith("posts") else "Bài viết").first).to_be_visible()
    root = page.locator("#nc-root")
    page.wait_for_timeout(500)
    assert root.evaluate("root => root.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_form_preview_and_comments_take_turns_on_a_phone(desk: Desk) -> None:
    page = desk.draft(width=360)
    page.get_by_title("Bật tắt bản xem trước").click()
    frame = page.frame_locator("#preview-pane").frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Xem")).to_be_visible()
    expect(page.get_by_label("Tên bài")).to_be_hidden()
    page.get_by_title("Bật tắt lời trao đổi").click()
    expect(page.get_by_placeholder("Viết cho đồng nghiệp …")).to_be_visible()
    page.get_by_title("Bật tắt lời trao đổi").click()
    expect(page.get_by_label("Tên bài")).to_be_visible()


def test_what_is_ours_has_no_fault_that_axe_finds(desk: Desk) -> None:
    for width in (1280, 360):
        desk.stub.answers["persistEntry"] = (422, {"error": "x", "problems": PROBLEMS})
        page = desk.draft(width=width)
        page.get_by_label("Tên bài").fill("Tên khác")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_role("alert", name="Chưa lưu được")).to_be_visible()
        closed = page.locator(".desk-section button[aria-expanded=false]:visible")
        for _ in range(closed.count()):
            closed.first.click()
        page.get_by_text("Cách viết").click()
        page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        result = page.evaluate(
            "rules => axe.run({ include: [['#desk-bar'], ['#desk-notices'], ...['.desk-body', '.desk-section',"
            " '.desk-moment', '.desk-names', '.desk-fact', '.desk-title'].map(one => [one])] },"
            " { ...rules, resultTypes: ['violations'] })",
            EVERYTHING,
        )
        found = [f"{one['id']}: {node['html'][:120]}" for one in result["violations"] for node in one["nodes"]]
        assert found == []


def test_decap_comes_as_it_is() -> None:
    lock = (ADMIN / "package-lock.json").read_text(encoding="utf-8")
    assert '"version": "3.16.3"' in lock and "sha512-" in lock
    assert words.block("form.decap")
