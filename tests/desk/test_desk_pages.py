"""The desk's own pages in a real browser: on a phone, with the keyboard, in the dark, and what axe says of them."""

import re
import time

import httpx
import pytest
from gate import PASSWORDS, Gate
from playwright.sync_api import Browser, Locator, Page, expect
from project import NODE_MODULES, post
from served_desk import POSTS, ServedDesk

pytestmark = [pytest.mark.slow, pytest.mark.system]

KEY = "2026/06/cau-moi"
TEXT = "Chữ. " * 600
PAGES = {
    "archive": "/admin/bai/?tim=bai+bien",
    "months": "/admin/bai/?thang=2020-06",
    "journal": "/admin/nhat-ky/",
    "comparison": f"/admin/so-sanh/{KEY}",
    "preview": f"/admin/xem/{KEY}/",
    "missing": "/admin/khong-co/",
}
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def town(served: ServedDesk, gate: Gate) -> str:
    """A draft that the editor and a reporter have changed at the same time. Gives the address of the desk."""
    assert served.save(KEY, post("Thông xe cầu mới qua sông", "2026-06-20 09:00", body="Lễ lúc 8 giờ.")).is_success
    asked = {"collection": "posts", "slug": KEY, "path": f"posts/{KEY}.md", "id": "x"}
    mine = served.ask("unpublishedEntryDataFile", "minh", **asked).json()["data"]
    assert served.change(KEY, "8 giờ", "9 giờ").is_success
    assert served.save(KEY, mine.replace("8 giờ", "7 giờ"), "minh", is_new=False).status_code == 409
    return served.address


def opened(browser: Browser, width: int, scheme: str = "light") -> Page:
    """A page of the editor. What the policy forbids, and what is missing, ends the test."""
    context = browser.new_context(
        http_credentials={"username": "minh", "password": PASSWORDS["minh"]},
        locale="vi-VN",
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_pages_fit_and_axe_finds_nothing(browser: Browser, town: str, name: str, width: int, scheme: str) -> None:
    page = opened(browser, width, scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(town + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Bulletin Serif"')
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { iframes: false }).then((result) => result.violations)")
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    assert [text for text in said if name != "missing" or "404" not in text] == []
    page.context.close()


def test_the_archive_is_searched_without_accents_and_by_month(served: ServedDesk) -> None:
    def titles(query: str) -> list[str]:
        return re.findall(r'class="posts__title"[^>]*>([^<]*)<', served.get(f"/admin/bai/?{query}").text)

    assert titles("tim=bai+bien") == titles("tim=BÃI+biển") == ["Dọn rác bãi biển Hòa Thuận"]
    assert titles("tim=mua&thang=2026-06") == ["Mưa lớn đầu mùa, nhiều tuyến đường ngập"]
    assert titles("thang=2020-06") == ["Nước sạch về làng"]
    assert titles("tim=khong+co+bai+nay") == []
    assert titles("thang=2020-13") == titles("trang=99999999") == titles("trang=-1") == titles("trang=x") == titles("")
    assert len(titles("")) >= len(POSTS)
    page = served.get("/admin/bai/?thang=2020-06").text
    assert 'href="/admin/#/collections/posts/entries/2020/06/nuoc-sach-ve-lang"' in page
    assert '/2020/06/nuoc-sach-ve-lang/"' in page


def test_the_journal_is_a_table_and_a_file(served: ServedDesk) -> None:
    page = served.get("/admin/nhat-ky/").text
    assert "Bộ phận kỹ thuật" in page and "Sửa thẳng trong kho" in page
    file = served.get("/admin/nhat-ky/nhat-ky.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="nhat-ky.csv"'
    assert file.content.startswith("\ufeffLúc,".encode())
    assert served.get("/admin/nhat-ky/?thang=2019-01").text.count("<tr>") == 0
    assert served.get("/admin/nhat-ky/?thang=thang-sau").status_code == 422
    assert served.get('/admin/nhat-ky/nhat-ky.csv?thang=2026-01"%0d%0aX: y').status_code == 422


def test_the_comparison_says_what_differs_and_what_to_do(browser: Browser, town: str) -> None:
    page = opened(browser, 360)
    page.goto(f"{town}/admin/so-sanh/{KEY}")
    expect(page.locator("main > .lead")).to_contain_text("Nguyễn Thị Lan đã lưu bản khác lúc")
    expect(page.locator(".sides del")).to_have_text("9")
    expect(page.locator(".sides ins")).to_have_text("7")
    expect(page.locator("textarea")).to_have_value(re.compile("Lễ lúc 7 giờ"))
    expect(page.get_by_role("link", name="Mở bản mới nhất")).to_have_attribute(
        "href", f"/admin/#/collections/posts/entries/{KEY}"
    )
    page.context.close()


def test_the_preview_shows_the_article_at_two_widths(browser: Browser, town: str) -> None:
    page = opened(browser, 1280)
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{town}/admin/xem/{KEY}/")
    for frame, width in (("phone", 360), ("computer", 1280)):
        article = page.frame_locator(f".frame--{frame} iframe")
        expect(article.locator("h1")).to_have_text("Thông xe cầu mới qua sông")
        inner = article.locator("html").evaluate("() => [innerWidth, document.fonts.check('16px Bulletin Serif')]")
        assert inner == [width, True]
        article.locator("a", has_text="Trang nhất").first.evaluate("(link) => link.href")
    links = page.frame_locator(".frame--phone iframe").locator("a[href*='/2020/06/']").first
    assert "/admin/ban-thao/" in links.evaluate("(link) => link.href")
    page.get_by_text("Điện thoại (360)", exact=True).first.click()
    expect(page.locator(".frame--computer")).to_be_hidden()
    assert failed == []
    page.context.close()


def test_a_link_is_made_sent_and_taken_back_with_the_keyboard_alone(browser: Browser, town: str) -> None:
    page = opened(browser, 360)
    page.goto(f"{town}/admin/xem/{KEY}/")
    reach(page, page.get_by_role("link", name=re.compile("^Bỏ qua khung xem")))
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name="Tạo liên kết"))
    page.keyboard.press("Enter")
    expect(page.locator(".shares__told")).to_have_text("Đã tạo liên kết.")
    expect(page.locator(".shares__list li")).to_have_count(1)
    expect(page.get_by_label(re.compile("^Liên kết do Lê Văn Minh tạo lúc"))).to_be_focused()
    reach(page, page.get_by_role("button", name=re.compile("^Chép")))
    page.keyboard.press("Enter")
    expect(page.locator(".shares__told")).to_have_text("Đã chép liên kết.")
    url = page.evaluate("navigator.clipboard.readText()")
    guest = browser.new_context().new_page()
    guest.goto(url)
    expect(guest.locator("h1")).to_have_text("Thông xe cầu mới qua sông")
    reach(page, page.get_by_role("button", name=re.compile("^Thu hồi")))
    page.keyboard.press("Enter")
    expect(page.locator(".shares__told")).to_have_text("Đã thu hồi liên kết.")
    assert guest.goto(url).status == 410  # type: ignore[union-attr]
    expect(guest.locator("h1")).to_have_text("Liên kết không còn dùng được")
    guest.context.close()
    page.context.close()


def reach(page: Page, control: Locator) -> None:
    """Presses Tab until a control has the focus."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if control.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {control}")


def test_a_stranger_and_a_wrong_password_meet_a_page_in_vietnamese(served: ServedDesk, gate: Gate) -> None:
    for login, status in (("la", 403), ("khong-ai", 401)):
        answer = httpx.get(f"{served.address}/admin/bai/", auth=(login, PASSWORDS.get(login, "sai")))
        assert answer.status_code == status
        assert '<html lang="vi">' in answer.text and "Bàn biên tập" in answer.text


def test_the_list_stays_small_with_thousands_of_posts(tmp_path_factory: pytest.TempPathFactory) -> None:
    posts = {
        f"{2006 + number // 1000}/{1 + number // 84 % 12:02}/tin-so-{number}.md": post(
            f"Tin số {number} của phường",
            f"{2006 + number // 1000}-{1 + number // 84 % 12:02}-01 08:15",
            body=TEXT,
        )
        for number in range(4_000)
    }
    desk = ServedDesk(tmp_path_factory.mktemp("large"), posts)
    desk.start()
    try:
        deadline = time.monotonic() + 240
        while desk.get("/admin/bai/?tim=so+3999").text.count("posts__title") != 1:
            assert time.monotonic() < deadline
        listed = desk.ask("entriesByFolder", folder="posts", extension="md", depth=3)
        assert len(listed.json()) == 200
        assert len(listed.content) < 1_000_000
    finally:
        desk.stop()
