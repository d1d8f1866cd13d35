"""No headline and no lead of the sample ends with a line of one word."""

import pytest
from browser.last_lines import LONELY, PAGES
from browser.pages import PAGE_KINDS, WIDTHS, visit
from playwright.sync_api import Browser


@pytest.mark.parametrize("kind", PAGES)
def test_no_headline_and_no_lead_ends_with_a_line_of_one_word(browser: Browser, site: str, kind: str) -> None:
    with visit(browser, site, kind) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(LONELY) == [], f"{width} px of {PAGE_KINDS[kind]}"


def test_such_a_line_is_seen(browser: Browser, site: str) -> None:
    with visit(browser, site, "article") as page:
        page.locator("h1").evaluate("one => { one.innerHTML = 'Một dòng dài<br>lẻ'; }")
        assert page.evaluate(LONELY) == ["Một dòng dàilẻ"]
