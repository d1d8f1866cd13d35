"""The search box of every page: results while one types, by keyboard and for screen readers."""

import re

import pytest
from browser.pages import ARTICLE
from playwright.sync_api import Page, expect
from project import NODE_MODULES

BOX = ".masthead [name=q]"


@pytest.fixture(params=["", ARTICLE], ids=["front", "article"])
def typed(page: Page, site: str, request: pytest.FixtureRequest) -> Page:
    page.goto(site + request.param)
    page.click(BOX)
    page.keyboard.type("binh dang gioi", delay=15)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text(
        "Ban Vì sự tiến bộ của phụ nữ tỉnh"
    )  # once older texts have been asked, for who waits
    return page


def test_suggestions_are_a_combobox_with_a_list(typed: Page) -> None:
    box = typed.get_by_role("combobox", name="Tìm kiếm")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    assert typed.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    first = typed.get_by_role("listbox").get_by_role("option").first
    expect(first).to_contain_text("Ban Vì sự tiến bộ của phụ nữ tỉnh")
    expect(first).to_contain_text("Thời sự · 25/06/2020")
    expect(first.locator("mark").first).to_have_text("bình")


def test_how_many_there_are_is_said_aloud(typed: Page) -> None:
    expect(typed.locator(".masthead__search [role=status]")).to_have_text(
        re.compile(r"^Có \d gợi ý\. Dùng phím mũi tên lên, xuống để chọn\.$")
    )


def test_arrows_choose_and_enter_opens(typed: Page) -> None:
    typed.keyboard.press("ArrowDown")
    option = typed.get_by_role("listbox").get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(typed.locator(BOX)).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    expect(typed.locator(BOX)).to_be_focused()
    typed.keyboard.press("ArrowUp")
    assert typed.locator(BOX).get_attribute("aria-activedescendant") is None
    typed.keyboard.press("ArrowDown")
    with typed.expect_navigation(url=f"**/{ARTICLE}"):
        typed.keyboard.press("Enter")


def test_escape_closes_and_enter_leads_to_the_search_page(typed: Page) -> None:
    typed.keyboard.press("Escape")
    expect(typed.get_by_role("listbox").get_by_role("option").first).to_be_hidden()
    expect(typed.locator(BOX)).to_have_attribute("aria-expanded", "false")
    typed.keyboard.press("Enter")
    typed.wait_for_url("**/tim-kiem/?q=binh+dang+gioi")
    expect(typed.locator(".search__results li").first).to_be_visible()


def test_the_last_suggestion_leads_to_all_results(typed: Page) -> None:
    typed.get_by_role("listbox").get_by_role("option").last.click()
    typed.wait_for_url("**/tim-kiem/?q=binh%20dang%20gioi")


def test_leaving_the_box_closes_the_list(typed: Page) -> None:
    typed.keyboard.press("Tab")
    typed.keyboard.press("Tab")
    expect(typed.get_by_role("listbox").get_by_role("option").first).to_be_hidden()


def test_a_slash_goes_to_the_box_but_not_while_writing(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("")
    page.keyboard.type("25/6")
    expect(page.locator(BOX)).to_have_value("25/6")
    page.goto(f"{site}tim-kiem/")
    page.keyboard.press("/")
    expect(page.locator("main [name=q]")).to_be_focused()


def test_a_phone_shows_the_suggestions_within_its_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site)
    page.click(BOX)
    page.keyboard.type("bao so 13", delay=15)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    box = page.locator(".suggestions").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # At once: the list is made anew with each letter.
    heights = page.locator(".suggestions [role=option]").evaluate_all(
        "options => options.map((option) => option.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 44


def test_suggestions_have_no_faults_that_axe_finds(page: Page, site: str, typed: Page) -> None:
    typed.add_script_tag(path=str(NODE_MODULES / "axe-core" / "axe.min.js"))
    found = typed.evaluate(
        "async () => (await axe.run('.masthead')).violations.map(one => `${one.id}: ${one.nodes[0].html}`)"
    )
    assert found == []
