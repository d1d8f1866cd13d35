"""Light, dark, high contrast: the system's until the reader chooses; every text at 7:1 or more; nothing flashes."""

from typing import Literal

import pytest
from browser.pages import ARTICLE
from playwright.sync_api import Browser, Page, expect

PAPER = {
    "light": "rgb(253, 252, 249)",
    "dark": "rgb(22, 23, 26)",
    "white": "rgb(255, 255, 255)",
    "black": "rgb(0, 0, 0)",
}


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(
    ("scheme", "contrast", "chosen", "shown"),
    [
        ("light", "no-preference", "", "light"),
        ("dark", "no-preference", "", "dark"),
        ("light", "more", "", "white"),
        ("dark", "more", "", "black"),
        ("dark", "more", "light", "light"),
        ("light", "more", "dark", "dark"),
        ("light", "no-preference", "contrast", "white"),
        ("dark", "no-preference", "contrast", "black"),
    ],
)
def test_what_the_system_asks_for_and_what_the_reader_chooses(
    browser: Browser,
    site: str,
    scheme: Literal["light", "dark"],
    contrast: Literal["no-preference", "more"],
    chosen: str,
    shown: str,
) -> None:
    context = browser.new_context(color_scheme=scheme, contrast=contrast)
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Màu nền và độ tương phản").select_option(chosen)
    assert paper(page) == PAPER[shown]
    context.close()


def test_the_choice_stays_on_every_page_reaches_other_tabs_and_can_be_given_back(page: Page, site: str) -> None:
    page.goto(site)
    other = page.context.new_page()
    other.goto(site + ARTICLE)
    page.get_by_label("Màu nền và độ tương phản").select_option("Nền tối")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{site}thoi-su/")
    expect(page.get_by_label("Màu nền và độ tương phản")).to_have_value("dark")
    assert paper(page) == PAPER["dark"]
    page.get_by_label("Màu nền và độ tương phản").select_option("Theo máy của bạn")
    expect(other.locator("html")).not_to_have_attribute("data-theme", "dark")
    page.reload()
    assert paper(page) == PAPER["light"]


def test_by_keyboard_with_a_visible_focus(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("Màu nền và độ tương phản").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert paper(page) == PAPER["dark"]
    assert page.locator(".masthead__theme").evaluate("element => getComputedStyle(element).outlineWidth") == "3px"


def test_the_first_paint_is_in_the_chosen_colours(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="light")
    context.add_init_script("localStorage.setItem('bulletin.theme', 'dark')")
    context.add_init_script("""
        window.seen = [];
        const look = () => {
            if (document.body) seen.push(getComputedStyle(document.body).backgroundColor);
            if (document.readyState !== 'complete') requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """)
    page = context.new_page()
    page.goto(site + ARTICLE)
    page.wait_for_timeout(200)
    assert set(page.evaluate("seen")) == {PAPER["dark"]}
    context.close()


def test_in_high_contrast_links_are_underlined(browser: Browser, site: str) -> None:
    context = browser.new_context(contrast="more")
    page = context.new_page()
    page.goto(site)
    lines = page.evaluate(
        "[...new Set([...document.querySelectorAll('main a:not([aria-hidden])')]"
        ".map(link => getComputedStyle(link).textDecorationLine))]"
    )
    assert lines == ["underline"]
    context.close()


def test_in_the_systems_own_colours_the_place_in_the_menu_is_told_by_a_line(browser: Browser, site: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{site}thoi-su/")
    assert (
        page.locator(".sections [aria-current]").evaluate("link => getComputedStyle(link).textDecorationLine")
        == "underline"
    )
    context.close()


def test_nothing_moves_for_who_asked_for_that(browser: Browser, site: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + ARTICLE)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => "
        "parseFloat(getComputedStyle(one).transitionDuration) > 0 || getComputedStyle(one).animationName !== 'none'"
        ").length"
    )
    assert moving == 0
    context.close()
