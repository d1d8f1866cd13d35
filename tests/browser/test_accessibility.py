"""axe finds nothing on any page kind, whatever its width, colours and size of letters; contrast is held to 7:1."""

import pytest
from browser.axe import COLOURS, EVERYTHING, LETTERS, axe
from browser.pages import PAGE_KINDS, SCHEMES, STEPS, choose, visit
from playwright.sync_api import Browser


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_axe_finds_nothing(browser: Browser, site: str, kind: str) -> None:
    """A page is loaded once; colours, letters and width then change under it, and only what they can spoil is looked at
    again.
    """
    with visit(browser, site, kind) as page:
        found = []
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.locator(".menu summary").is_visible():
                page.locator(".menu").evaluate("menu => menu.open = true")
            for step, rules in zip(STEPS, (EVERYTHING, LETTERS), strict=True):
                for scheme in SCHEMES if step == STEPS[0] else SCHEMES[:1]:  # letters change no colour
                    choose(page, scheme, step)
                    found += [f"{width} px, {scheme}, step {step}: {fault}" for fault in axe(page, rules)]
                    rules = COLOURS
        assert found == []


def test_axe_sees_what_is_wrong(browser: Browser, site: str) -> None:
    """The rules that are asked again and again find what they are there for."""
    with visit(browser, site, "fixed") as page:
        page.locator("main p").first.evaluate("one => one.style.color = '#777'")
        page.locator("main p").nth(1).evaluate("one => one.style.color = '#666'")
        page.locator("main p").last.evaluate("one => one.innerHTML = '<button>a</button><button>b</button>'")
        page.add_style_tag(content="main p button { all: unset; font-size: 8px; line-height: 1; cursor: pointer }")
        found = {fault.partition(":")[0] for fault in axe(page, LETTERS)}
    assert found == {"color-contrast", "color-contrast-enhanced", "target-size"}
