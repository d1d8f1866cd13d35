"""A+ A A-: seven steps, remembered, before the first paint, by keyboard, told to screen readers."""

import pytest
from browser.pages import ARTICLE, PAGE_KINDS, choose, visit
from playwright.sync_api import Browser, Page, expect


def size(page: Page) -> float:
    pixels: float = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    return pixels


def test_seven_steps_up_and_down_and_back_to_normal(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    larger, normal, smaller = (page.locator(f".toolbar [data-step='{step}']") for step in (1, 0, -1))
    sizes = [size(page)]
    for _ in range(5):
        larger.click()
        sizes.append(size(page))
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == pytest.approx(2 * sizes[0])
    larger.click(force=True)  # it says that it is disabled, and keeps the focus
    assert size(page) == sizes[-1], "the last step is the last"
    expect(larger).to_have_attribute("aria-disabled", "true")
    normal.click()
    assert size(page) == sizes[0]
    smaller.click()
    assert size(page) < sizes[0]
    expect(smaller).to_have_attribute("aria-disabled", "true")


def test_the_size_stays_on_every_page_and_after_a_reload(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(site + ARTICLE)
    for _ in range(2):
        page.click(".toolbar [data-step='1']")
    for path in PAGE_KINDS.values():
        page.goto(site + path)
        if path == "khan-cap/":  # has no script
            continue
        assert page.locator("html").get_attribute("data-font-size") == "2", path
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 20, path
    page.reload()
    assert page.locator("html").get_attribute("data-font-size") == "2"


def test_the_size_is_there_before_the_first_paint(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('bulletin.font-size', '4')")
    # Every size that the root ever has while the page loads, from its first frame on.
    context.add_init_script("""
        window.seen = [];
        const look = () => {
            if (document.body) seen.push(getComputedStyle(document.documentElement).fontSize);
            if (document.readyState !== 'complete') requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """)
    page = context.new_page()
    page.goto(site + ARTICLE)
    page.wait_for_timeout(300)
    assert set(page.evaluate("seen")) == {"28px"}
    shifts = page.evaluate(
        "new Promise(done => { new PerformanceObserver(list => done(list.getEntries().length))"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(0), 500); })"
    )
    assert shifts == 0
    context.close()


def test_by_keyboard_and_announced(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    page.locator(".toolbar__back").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "A+"
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.locator("html").get_attribute("data-font-size") == "2"
    expect(page.locator(".toolbar [role=status]").first).to_have_text("Cỡ chữ: 125%")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".toolbar [role=status]").first).to_have_text("Cỡ chữ: 100%")


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_nothing_runs_out_of_a_phone_320_pixels_wide_at_the_largest_step(
    browser: Browser, site: str, kind: str
) -> None:
    """WCAG 2.2, 1.4.10: at 320 px there is no sideways scrolling."""
    with visit(browser, site, kind, viewport={"width": 320, "height": 640}) as page:
        choose(page, "light", 5)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        cut = page.evaluate("""[...document.querySelectorAll('body *')].filter(element =>
            element.getClientRects().length && !element.closest('.table-box, .visually-hidden, .skip')
            && element.getBoundingClientRect().right > 321).map(element => element.className || element.tagName)""")
        assert cut == []
