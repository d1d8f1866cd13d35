"""What an article page has besides its text: contents, galleries, videos, tables, footnotes, related articles, sharing;
and how the text is set.
"""

import re
from collections.abc import Iterator

import pytest
from browser.pages import ARTICLE
from browser.server import PATIENCE
from playwright.sync_api import Browser, FloatRect, Page, Route, expect

BRIDGE = "2026/03/cau-cua-long-hop-long/"
RACE = "2026/02/thuyen-nu-ben-do-nhat-hoi-dua/"
STORM = "2026/11/bao-so-13-huong-vao-an-binh/"
FOREST = "2026/06/rung-dau-nguon-bao-chay-cap-v/"
HALL = "2026/07/mot-nam-chinh-quyen-hai-cap/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}, has_touch=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found
    return found


# --- text

LINES = """paragraph => {
    const range = document.createRange(), lines = {};
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const { bottom, width } = range.getBoundingClientRect();
        if (width) lines[Math.round(bottom / 8)] = (lines[Math.round(bottom / 8)] || 0) + 1;
    }
    return Object.values(lines).slice(0, -2);
}"""


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_a_line_has_60_to_75_characters(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + BRIDGE)
    counts = [
        count for paragraph in page.locator(".article__body > p").all()[:6] for count in paragraph.evaluate(LINES)
    ]
    assert len(counts) > 10
    assert 60 <= sum(counts) / len(counts) <= 75


@pytest.mark.parametrize(
    "selector",
    [
        ".article__title",
        ".article__lead",
        ".article__body > p",
        ".article__body > h2",
        ".outline a",
        ".headlines li",
        "figcaption",
    ],
)
def test_marks_of_one_line_never_touch_the_line_above(page: Page, site: str, selector: str) -> None:
    """The ink of the tallest capitals and of the lowest letters, together, is no higher than a line."""
    page.goto(site + BRIDGE)
    ink, line = page.locator(selector).first.evaluate("""async element => {
        const style = getComputedStyle(element), pen = document.createElement("canvas").getContext("2d");
        await document.fonts.load(`${style.fontWeight} ${style.fontSize} "Bulletin Serif"`, "ẰỖẴặg");
        pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const high = pen.measureText("Ằ Ỗ Ẵ Ể Ữ"), low = pen.measureText("ặ ộ ự g y");
        return [(high.actualBoundingBoxAscent + low.actualBoundingBoxDescent) / 10, parseFloat(style.lineHeight)];
    }""")
    assert 0 < ink <= line


def test_nothing_is_hyphenated_and_units_stay_with_their_numbers(page: Page, site: str) -> None:
    page.goto(site + BRIDGE)
    body = page.locator(".article__body")
    assert body.evaluate("element => getComputedStyle(element).hyphens") == "manual"
    assert "1.200\u00a0m² đất" in body.inner_text()
    assert "86\u00a0m" in page.locator("figure.photo figcaption").inner_text()


def test_the_time_that_reading_takes_stands_beside_the_date(page: Page, site: str) -> None:
    page.goto(site + BRIDGE)
    words = len(page.locator(".article__lead, .article__body").all_inner_texts()[1].split())
    shown = re.search(r"khoảng (\d+)\s*phút đọc", page.locator(".article__date").inner_text())
    assert shown and abs(int(shown[1]) - words / 220) <= 1


def test_a_foreign_passage_is_marked(page: Page, site: str) -> None:
    page.goto(site + RACE)
    expect(page.locator(".article__body [lang=en]")).to_have_text(re.compile("^They were twenty-two women"))


# --- contents


def test_contents_lead_to_the_headings_and_stand_beside_the_text(page: Page, site: str) -> None:
    page.goto(site + BRIDGE)
    links = page.get_by_role("navigation", name="Trong bài này").locator("a")
    assert links.all_inner_texts() == page.locator(".article__body h2").all_inner_texts()
    text, contents = box(page, ".article__body"), box(page, ".outline")
    assert contents["x"] >= text["x"] + text["width"] and contents["x"] + contents["width"] <= 1280
    links.nth(1).click()
    assert page.evaluate("location.hash") == "#muc-ba-nam-tren-song"
    expect(page.locator("#muc-ba-nam-tren-song")).to_be_in_viewport()
    expect(links.first).to_be_in_viewport()  # it goes along


@pytest.mark.parametrize(("width", "size"), [(360, 0), (768, 0), (1280, 3), (1440, 5)])
def test_contents_are_in_the_column_where_there_is_no_room_beside_it(
    page: Page, site: str, width: int, size: int
) -> None:
    page.add_init_script(f"localStorage.setItem('bulletin.font-size', '{size}')")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + BRIDGE)
    text, contents = box(page, ".article__body"), box(page, ".outline")
    assert contents["y"] + contents["height"] <= text["y"] and abs(contents["x"] - text["x"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_contents_can_be_folded_by_keyboard(phone: Page, site: str) -> None:
    phone.goto(site + BRIDGE)
    summary = phone.locator(".outline summary")
    assert box(phone, ".outline summary")["height"] >= 44 and box(phone, ".outline a")["height"] >= 44
    summary.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".outline a").first).to_be_hidden()


def test_an_article_of_few_headings_has_no_contents(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    expect(page.locator(".outline")).to_have_count(0)
    page.add_init_script("window.print = () => {}")
    page.goto(f"{site}{BRIDGE}ban-in/")
    assert "Trong bài này" not in page.locator("body").inner_text()


# --- pictures, videos


def test_a_gallery_is_a_row_and_on_a_phone_a_column(page: Page, phone: Page, site: str) -> None:
    for opened, is_row in ((page, True), (phone, False)):
        opened.goto(site + BRIDGE)
        first, second, third = (figure.bounding_box() for figure in opened.locator(".gallery figure").all())
        assert first and second and third
        assert (abs(first["y"] - third["y"]) < 2) is is_row
        assert (abs(first["x"] - second["x"]) < 2) is not is_row
    assert page.locator(".gallery figcaption").count() == 3
    assert all(page.locator(".gallery img").evaluate_all("images => images.map(image => image.alt.length > 10)"))


def test_nothing_of_a_video_is_loaded_before_it_is_asked_for(page: Page, site: str) -> None:
    asked: list[str] = []

    def foreign(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!doctype html><title>Trình phát</title>")

    page.route(lambda url: not url.startswith(site), foreign)
    page.goto(site + RACE, wait_until="networkidle")
    video = page.locator(".video")
    video.scroll_into_view_if_needed()
    video.hover()
    page.wait_for_timeout(300)
    assert asked == []
    expect(video).to_contain_text("nội dung mới được tải từ YouTube")
    before = box(page, ".video")
    page.get_by_role("button", name="Phát video: Trăm mét cuối của thuyền nữ Bến Đò").press("Enter")
    player = video.locator("iframe")
    expect(player).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/Tq3vBd0x9Lk?autoplay=1&rel=0")
    expect(player).to_have_attribute("title", "Trăm mét cuối của thuyền nữ Bến Đò")
    expect(player).to_be_focused()
    page.wait_for_timeout(200)
    assert [url.partition("?")[0] for url in asked] == ["https://www.youtube-nocookie.com/embed/Tq3vBd0x9Lk"]
    assert box(page, ".video") == before, "nothing moves"


def test_without_scripts_a_video_is_a_link(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + RACE)
    expect(page.locator(".video").get_by_role("link", name="Trăm mét cuối của thuyền nữ Bến Đò")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=Tq3vBd0x9Lk"
    )
    expect(page.locator(".video button")).to_be_hidden()
    context.close()


# --- tables, footnotes


def test_a_wide_table_scrolls_in_its_box_by_keyboard_and_shows_that_it_goes_on(phone: Page, site: str) -> None:
    phone.add_init_script("localStorage.setItem('bulletin.font-size', '5')")
    phone.goto(site + HALL)
    table = phone.locator(".table-box").first
    hidden = table.evaluate("element => element.scrollWidth - element.clientWidth")
    assert hidden > 0, "with the largest letters the sample's table is wider than a phone"
    table.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.querySelector('.table-box').scrollLeft > 0")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert table.get_attribute("aria-label")
    assert table.evaluate("element => getComputedStyle(element).backgroundAttachment") == "local, local, scroll, scroll"
    assert table.locator("td").last.evaluate("cell => getComputedStyle(cell).fontVariantNumeric") == "tabular-nums"


def test_a_footnote_leads_there_and_back_by_targets_as_large_as_a_finger(phone: Page, site: str) -> None:
    phone.goto(site + FOREST)
    mark = phone.locator(".footnote-ref").first
    mark.click()
    note = phone.locator(".footnote li").first
    expect(note).to_be_in_viewport()
    back = note.get_by_role("link", name=re.compile("^Về chỗ đọc dở"))
    size = back.bounding_box()
    assert size and size["width"] >= 24 and size["height"] >= 24
    back.click()
    expect(mark).to_be_in_viewport()


# --- related articles, sharing


def test_related_articles_are_earlier_and_not_those_below(page: Page, site: str) -> None:
    page.goto(site + BRIDGE)
    related = page.locator(".related a").evaluate_all("links => links.map(link => link.href)")
    below = page.locator(".earlier a").evaluate_all("links => links.map(link => link.href)")
    assert 1 <= len(related) <= 4 and not set(related) & set(below)
    shown = page.locator(".article__date time").first.get_attribute("datetime")
    assert max(page.locator(".related time").evaluate_all("times => times.map(time => time.dateTime)")) < shown


def test_share_links_need_no_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + BRIDGE)
    share = page.get_by_role("region", name="Chia sẻ bài viết")
    address = (site + BRIDGE).replace(":", "%3A").replace("/", "%2F")
    expect(share.get_by_role("link", name="Facebook")).to_have_attribute(
        "href", f"https://www.facebook.com/sharer/sharer.php?u={address}"
    )
    expect(share.get_by_role("link", name="Zalo")).to_have_attribute(
        "href", re.compile(r"^https://button-share\.zalo\.me/share_external\?d=eyJ1cmwiOi[A-Za-z0-9%]+$")
    )
    letter = share.get_by_role("link", name="Thư điện tử").get_attribute("href")
    assert (
        letter
        and letter.startswith("mailto:?subject=C%E1%BA%A7u%20C%E1%BB%ADa")
        and letter.endswith(f"%0D%0A{address}")
    )
    assert share.get_by_role("button").count() == 0
    context.close()


def test_the_address_goes_to_the_clipboard_and_that_is_said(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + BRIDGE)
    expect(page.get_by_role("button", name="Chia sẻ…")).to_have_count(0)  # this browser has no sheet
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.locator(".share [role=status]")).to_have_text("Đã chép địa chỉ bài viết.")
    assert page.evaluate("navigator.clipboard.readText()") == site + BRIDGE
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.locator(".share [role=status]")).to_contain_text(site + BRIDGE)
    context.close()


def test_a_device_with_a_sheet_of_its_own_opens_it(phone: Page, site: str) -> None:
    phone.add_init_script(
        "navigator.share = (data) => "
        "{ window.shared = data; return Promise.reject(new DOMException('', 'AbortError')); }"
    )
    phone.goto(site + BRIDGE)
    button = phone.get_by_role("button", name="Chia sẻ…")
    button.click()
    assert phone.evaluate("shared") == {
        "title": phone.locator("h1").inner_text().replace("\u00a0", " "),
        "url": site + BRIDGE,
    }
    first = button.bounding_box()
    assert first and first["height"] >= 44
    for name in ("Facebook", "Zalo", "Thư điện tử"):
        link = phone.locator(".share").get_by_role("link", name=name).bounding_box()
        assert link and link["height"] >= 44 and (link["y"], link["x"]) > (first["y"], first["x"]), (
            "the links stay, after the button"
        )
