"""The scripts of a page wait for its first text on the screen, and start whatever happens to it."""

from collections.abc import Iterator

import pytest
from browser.pages import ARTICLE
from browser.server import PATIENCE
from playwright.sync_api import Browser, BrowserContext, Page, expect

WAITING = "template[data-script]"
STARTED = f"() => !document.querySelector('{WAITING}') && !!window.readAloud"
SHIFT = """
new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})
"""
ORDER = """
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.painted ??= entry.startTime)))
  .observe({ type: "paint", buffered: true });
document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => (window.begun ??= performance.now())).observe(document.body, { childList: true });
});
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a browser of today, unlike those of the other tests."""
    made = Browser.new_context(browser, locale="vi-VN", viewport={"width": 360, "height": 640}, service_workers="block")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def reader(context: BrowserContext) -> Page:
    return context.new_page()


def test_scripts_start_after_the_first_paint(reader: Page, site: str) -> None:
    reader.add_init_script(ORDER)
    reader.goto(site + ARTICLE)
    reader.wait_for_function(STARTED)
    assert reader.evaluate("window.painted < window.begun")
    expect(reader.locator("[data-share]")).to_be_visible()


def test_nothing_moves_when_they_start(reader: Page, site: str) -> None:
    reader.goto(site + ARTICLE)
    reader.wait_for_function(STARTED)
    shift = reader.evaluate(SHIFT)
    assert shift < 0.001


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(document, 'hidden', { get: () => true })",
        "Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { get: () => [] })",
        "delete window.PerformanceObserver",
        "PerformanceObserver.prototype.observe = () => {}",
    ],
    ids=["tab in the background", "no paint timing", "no observer", "a paint that never comes"],
)
def test_they_start_where_no_paint_is_told(reader: Page, site: str, script: str) -> None:
    reader.add_init_script(script)
    reader.goto(site + ARTICLE)
    reader.wait_for_function(STARTED)


def test_a_page_in_a_new_tab_has_its_scripts_too(reader: Page, site: str) -> None:
    reader.goto(site)
    with reader.context.expect_page() as opened:
        reader.locator("main .card__title a").first.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_function(STARTED)
