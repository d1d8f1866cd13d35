"""A picture over the whole window: by mouse, keyboard and fingers, and out of it again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ARTICLE = "2026/03/cau-cua-long-hop-long/"
"""A lead photo and a gallery."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    yield context.new_page()
    context.close()


def opened(page: Page, url: str, number: int = 0) -> Locator:
    page.goto(url)
    page.locator(".enlarge").nth(number).click()
    viewer = page.get_by_role("dialog", name="Xem ảnh")
    expect(viewer.locator("picture img")).to_be_visible()
    return viewer


def scale(viewer: Locator) -> float:
    found: float = viewer.locator("picture img").evaluate("one => new DOMMatrix(getComputedStyle(one).transform).a")
    return found


def test_a_picture_opens_with_its_caption_and_credit(page: Page, site: str) -> None:
    viewer = opened(page, site + ARTICLE)
    expect(viewer.get_by_role("status")).to_contain_text("Minh họa: Bản tin An Bình")
    expect(viewer.get_by_text("Ảnh 1/")).to_be_visible()
    box = viewer.bounding_box()
    assert box is not None and (box["width"], box["height"]) == (1280, 900)
    assert viewer.locator("picture img").evaluate("one => [one.sizes, one.loading]") == ["100vw", "auto"]


def test_the_keyboard_does_everything(page: Page, site: str) -> None:
    viewer = opened(page, site + ARTICLE)
    count = page.locator(".enlarge").count()
    expect(viewer.get_by_role("button", name="Đóng")).to_be_focused()
    first = viewer.locator("picture img").get_attribute("alt")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text(f"Ảnh 2/{count}")).to_be_visible()
    assert viewer.locator("picture img").get_attribute("alt") != first
    page.keyboard.press("End")
    expect(viewer.get_by_role("button", name="Ảnh sau")).to_be_hidden()
    page.keyboard.press("+")
    assert scale(viewer) > 1.5
    page.keyboard.press("0")
    assert scale(viewer) == 1
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator(".enlarge").last).to_be_focused()


def test_back_closes_it_and_nothing_else(page: Page, site: str) -> None:
    page.goto(f"{site}kinh-te/")
    page.get_by_role("link", name="Cầu Cửa Lộng hợp").first.click()
    page.locator(".enlarge").first.click()
    viewer = page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    page.go_back()
    expect(viewer).to_be_hidden()
    assert page.url == site + ARTICLE
    expect(page.locator(".enlarge").first).to_be_focused()
    page.locator(".enlarge").first.click()
    viewer.get_by_role("button", name="Đóng").click()
    expect(viewer).to_be_hidden()
    page.get_by_role("link", name="Quay lại").click()
    page.wait_for_url(f"{site}kinh-te/")
    page.go_forward()
    assert page.url == site + ARTICLE, "it was a step back, not one on"


def test_a_mouse_enlarges_and_drags(page: Page, site: str) -> None:
    viewer = opened(page, site + ARTICLE)
    page.mouse.click(640, 400)
    assert scale(viewer) == 2.5
    before = viewer.locator("picture img").bounding_box()
    page.mouse.move(640, 400)
    page.mouse.down()
    page.mouse.move(540, 350, steps=4)
    page.mouse.up()
    after = viewer.locator("picture img").bounding_box()
    assert before and after and before["x"] - after["x"] == pytest.approx(100, abs=2)
    assert scale(viewer) == 2.5, "a drag is no click"
    page.mouse.wheel(0, 2000)
    page.mouse.wheel(0, 2000)
    assert scale(viewer) < 2.5


def test_fingers_swipe_and_pinch(phone: Page, site: str) -> None:
    viewer = opened(phone, site + ARTICLE)
    touch = phone.context.new_cdp_session(phone)

    def fingers(kind: str, *points: tuple[int, int]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]},
        )

    fingers("touchStart", (300, 300))
    for x in (250, 180, 100):
        fingers("touchMove", (x, 302))
    fingers("touchEnd")
    expect(viewer.get_by_text("Ảnh 2/")).to_be_visible()
    fingers("touchStart", (160, 300), (200, 300))
    for away in (20, 40, 60):
        fingers("touchMove", (160 - away, 300), (200 + away, 300))
    fingers("touchEnd")
    assert scale(viewer) == pytest.approx(4, rel=0.15)
    assert phone.evaluate("visualViewport.scale") == 1, "the page itself is not enlarged"
    expect(viewer.get_by_text("Ảnh 2/")).to_be_visible()
    viewer.get_by_role("button", name="Đóng").tap()
    expect(viewer).to_be_hidden()


def test_without_scripts_the_link_opens_the_largest_rendition(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + ARTICLE)
    page.locator(".enlarge").first.click()
    page.wait_for_url("**/*-1600.jpg")
    context.close()
