"""The emergency notice: in the HTML where it matters, on every page by script, gone at its minute, and nothing moves
for it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from browser.axe import EVERYTHING, axe
from browser.nu import nu
from browser.pages import ARTICLE, PAGE_KINDS
from browser.server import PATIENCE, build, free_port, serve
from playwright.sync_api import Browser, BrowserContext, Page, expect
from project import sample

STORM = "2026/11/bao-so-13-huong-vao-an-binh/"
IN_FORCE = datetime(2026, 11, 22, 5, 50, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
UNTIL = datetime(2026, 11, 22, 7, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""As the sample post has it."""
OF_ITS_TIME = (
    "front",
    "article with table and box",
    "category",
    "month",
    "year",
    "archive",
    "search",
    "fixed",
    "feeds",
    "not found",
)
"""Page kinds whose sample page has the notice in its HTML."""


@pytest.fixture(scope="module")
def storm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample bulletin, built the day before the storm."""
    folder = tmp_path_factory.mktemp("storm")
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    build(sample(), folder / "site", url, now=str(int(IN_FORCE.timestamp())))
    server = serve(folder / "site", folder / "nginx", port)
    yield url
    server.terminate()
    server.wait()


def reader(browser: Browser, now: datetime = IN_FORCE, **options: Any) -> tuple[BrowserContext, Page]:
    """A reader at that time."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.clock.install(time=now)
    return context, page


@pytest.mark.parametrize("kind", OF_ITS_TIME)
def test_pages_of_its_time_have_it_without_javascript(browser: Browser, storm: str, kind: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(storm + PAGE_KINDS[kind])
    region = page.get_by_role("region", name="Thông báo khẩn cấp")
    expect(region).to_be_visible()
    expect(region).to_contain_text("Bão số 13 · Cấp 4: rủi ro rất lớn")
    expect(region).to_contain_text("Có hiệu lực đến 07:00 ngày 22/11/2026")
    expect(page.locator(".alerts__check")).to_have_count(0)
    region.get_by_role("link").click()
    page.wait_for_url(storm + STORM)
    context.close()


def test_an_old_article_leads_to_the_page_of_all_notices_without_javascript(browser: Browser, storm: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(storm + ARTICLE)
    expect(page.locator(".alerts")).to_be_hidden()
    page.click("text=Xem thông báo khẩn cấp đang có hiệu lực, nếu có")
    page.wait_for_url(storm + "khan-cap/")
    expect(page.locator("article")).to_contain_text("Bão mạnh cấp 12")
    page.click("text=Đọc toàn văn")
    page.wait_for_url(storm + STORM)
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["article", "category", "author", "article with figure"])
def test_a_script_brings_it_to_every_page_and_nothing_moves(
    browser: Browser, storm: str, kind: str, width: int
) -> None:
    context, page = reader(browser, viewport={"width": width, "height": 740})
    context.route(
        "**/*.woff2", lambda route: route.abort()
    )  # a typeface that comes within its tenth of a second moves a line by a pixel
    page.add_init_script(
        "window.shifts = []; "
        "new PerformanceObserver(list => shifts.push(...list.getEntries().map(one => one.value)))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(storm + PAGE_KINDS[kind])
    expect(page.get_by_role("region", name="Thông báo khẩn cấp")).to_be_visible()
    expect(page.locator(".alert")).to_have_count(1)
    page.wait_for_timeout(300)
    page.clock.run_for(300)
    assert page.evaluate("shifts") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_both_ways_give_the_same_notice(browser: Browser, storm: str) -> None:
    context, page = reader(browser)
    page.goto(storm)
    written = page.request.get(storm).text().split("<ul>")[1].split("</ul>")[0]
    assert page.evaluate(
        (
            "written => { const one = document.createElement('ul'); one.innerHTML = written; "
            "return one.children[0].isEqualNode(document.querySelector('.alert')) }"
        ),
        written,
    )
    front = page.locator(".alert").evaluate("one => one.outerHTML")
    page.goto(storm + ARTICLE)
    assert page.locator(".alert").evaluate("one => one.outerHTML") == front
    context.close()


@pytest.mark.parametrize("path", ["", ARTICLE])
def test_it_goes_at_its_minute(browser: Browser, storm: str, path: str) -> None:
    context, page = reader(browser, now=UNTIL - timedelta(minutes=5))
    page.goto(storm + path)
    region = page.locator(".alerts")
    page.clock.run_for(240_000)
    expect(region).to_be_visible()
    page.clock.run_for(61_000)
    expect(region).to_be_hidden()
    context.close()


def test_it_is_gone_after_a_sleep_in_which_no_timer_ran(browser: Browser, storm: str) -> None:
    context, page = reader(browser)
    page.goto(storm + ARTICLE)
    page.clock.set_fixed_time(UNTIL + timedelta(hours=1))
    expect(page.locator(".alerts")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".alerts")).to_be_hidden()
    context.close()


def test_a_page_of_yesterday_that_comes_back_has_the_notices_of_today(browser: Browser, storm: str) -> None:
    """It asks anew, and with no network it keeps what it has."""
    context, page = reader(browser)
    today = {"body": ""}
    page.goto(storm)
    page.route(
        "**/khan-cap.js",
        lambda route: (
            route.abort()
            if not today["body"]
            else route.fulfill(body=today["body"], content_type="application/javascript")
        ),
    )
    ask = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(ask)
    page.wait_for_timeout(200)
    expect(page.locator(".alert")).to_contain_text("Bão số 13")
    script = page.request.get(storm + "khan-cap.js").text()
    today["body"] = script.replace("Bão số 13", "Lũ quét").replace('"level":4', '"level":5')
    page.evaluate(ask)
    expect(page.locator(".alert")).to_contain_text("Lũ quét")
    expect(page.locator(".alert")).to_have_attribute("data-level", "5")
    today["body"] = script[: script.rindex("})(")] + "})([]);"
    page.evaluate(ask)
    expect(page.locator(".alerts")).to_be_hidden()
    context.close()


def test_a_page_from_the_back_button_is_asked_too(browser: Browser, storm: str) -> None:
    context, page = reader(browser)
    page.goto(storm + ARTICLE)
    page.clock.set_fixed_time(UNTIL + timedelta(hours=1))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator(".alerts")).to_be_hidden()
    context.close()


def test_by_keyboard_it_comes_right_after_the_way_to_the_text(browser: Browser, storm: str) -> None:
    context, page = reader(browser)
    page.goto(storm + ARTICLE)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "Cảnh báo bão số\u00a013" in page.evaluate("document.activeElement.textContent")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(storm + STORM)
    context.close()


def test_the_page_of_all_notices_is_light_and_asks_for_one_style(browser: Browser, storm: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(storm + "khan-cap/", wait_until="networkidle")
    assert sorted(url.removeprefix(storm).split("?")[0] for url in sizes) == ["assets/alert.css", "khan-cap/"]
    assert sum(sizes.values()) < 14 * 1024
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["khan-cap/", ARTICLE])
def test_axe_finds_nothing_and_every_contrast_is_high(browser: Browser, storm: str, path: str, scheme: str) -> None:
    context, page = reader(browser, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto(storm + path)
    for level in range(1, 6):
        page.evaluate(
            "level => document.querySelectorAll('[data-level]').forEach(one => one.dataset.level = level)", level
        )
        assert axe(page, EVERYTHING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_nu_checker_finds_no_error(browser: Browser, storm: str, tmp_path: Path) -> None:
    """In the HTML as it is served, and after the script has put a notice into it."""
    context, page = reader(browser)
    files = []
    for number, path in enumerate(("", ARTICLE, "khan-cap/")):
        served = page.goto(storm + path)
        assert served is not None
        for form, text in (
            ("file", served.text()),
            ("dom", "<!doctype html>\n" + page.evaluate("document.documentElement.outerHTML")),
        ):
            files.append(tmp_path / f"{number}-{form}.html")
            files[-1].write_text(text, encoding="utf-8")
    context.close()
    assert list(nu(*files)) == []


def test_after_its_time_there_is_none_and_the_page_says_so(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    expect(page.locator(".alerts")).to_be_hidden()
    page.goto(site + "khan-cap/")
    expect(page.locator("main")).to_contain_text("Lúc này không có thông báo khẩn cấp nào đang có hiệu lực.")
    context.close()


def test_it_is_not_printed(browser: Browser, storm: str) -> None:
    context, page = reader(browser)
    page.goto(storm)
    page.emulate_media(media="print")
    expect(page.locator(".alerts")).to_be_hidden()
    context.close()
