"""Everything but reading aloud works without JavaScript, and what needs it is not there."""

from browser.pages import ARTICLE, PAGE_KINDS
from playwright.sync_api import Browser, expect


def test_the_whole_walk_of_a_reader(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.click(".sections >> text=Thời sự")
    page.wait_for_url(site + "thoi-su/")
    page.goto(site + ARTICLE)
    for control in ("[data-font-size]", "[data-read-aloud]", "[data-theme-switch]"):
        for index in range(page.locator(control).count()):
            expect(page.locator(control).nth(index)).to_be_hidden()
    expect(page.locator(".photo img")).to_be_visible()
    page.click("text=Quay lại")
    page.wait_for_url(site + "thoi-su/")
    page.goto(site + ARTICLE)
    page.click("text=Bản in")
    page.wait_for_url("**/ban-in/")
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator(".controls p")).to_contain_text("Ctrl + P")
    page.goto(site)
    page.fill(".masthead [name=q]", "bình đẳng giới")
    page.press(".masthead [name=q]", "Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator(".search__noscript")).to_contain_text("Tìm kiếm cần JavaScript")
    page.click("main summary >> nth=0")
    page.click("main details[open] a:has-text('Tháng 6') >> nth=0")
    page.wait_for_url("**/06/")
    context.close()


def test_the_phone_menu_opens_by_keyboard(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site)
    menu = page.locator(".menu__body")
    expect(menu).to_be_hidden()
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(site + "thoi-su/")
    context.close()


def test_every_page_kind_says_its_title_and_leads_home(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind, path in PAGE_KINDS.items():
        page.goto(site + path)
        assert page.locator("h1").count() == 1, kind
        assert "Bản" in page.title(), kind
        assert page.locator("html").get_attribute("lang") == "vi"
    context.close()


def test_a_missing_page_answers_in_words_at_any_depth(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(site + "2019/01/khong-co/")
    assert answer is not None and answer.status == 404
    expect(page.locator("h1")).to_have_text("Không tìm thấy trang này")
    assert (
        page.locator(".masthead__name")
        .evaluate("element => getComputedStyle(element).fontFamily")
        .startswith('"Bulletin Serif"')
    )
    page.click("main a:text-is('Lưu trữ')")
    page.wait_for_url(site + "luu-tru/")
    context.close()
