"""Every page by keyboard alone, by finger, in a narrow window and with spread text."""

from typing import Any

import pytest
from browser.pages import ARTICLE, PAGE_KINDS, visit
from playwright.sync_api import Browser, Page, expect

TABBABLE = """
() => {
    const inOrder = [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex]')].filter(one =>
        one.tabIndex >= 0 && !one.disabled
        && one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length);
    inOrder.forEach((one, place) => one.dataset.place = place);
    return inOrder.map(one => one.outerHTML.slice(0, 120));
}
"""
FOCUSED = """
() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    // Who shows the focus: the element, or what stands around a control that lies unseen over it.
    const shows = [one, one.closest('label, form, li')].find(each => each
        && parseFloat(getComputedStyle(each).outlineWidth) >= 2 && getComputedStyle(each).outlineStyle !== 'none');
    const around = [];
    for (let each = one.parentElement; each; each = each.parentElement) around.push(each);
    const box = one.getBoundingClientRect();
    const across = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const down = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
    const [line, ...furtherLines] = one.getClientRects();
    const top = document.elementFromPoint(
        ...(furtherLines.length ? [line.left + 2, line.top + line.height / 2] : [across, down]));
    return {
        place: Number(one.dataset.place ?? -1),
        html: one.outerHTML.slice(0, 120),
        isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
            && box.width > 0 && box.height > 0,
        isOnTop: Boolean(top && (one.contains(top) || top.contains(one))),
        ring: shows ? parseFloat(getComputedStyle(shows).outlineWidth) : 0,
        ringColour: shows ? getComputedStyle(shows).outlineColor : '',
        paper: around.map(each => getComputedStyle(each).backgroundColor).find(colour => colour !== 'rgba(0, 0, 0, 0)'),
    };
}
"""


ON_A_PHONE_TOO = ("front", "article with contents and gallery", "search", "month", "contact")
"""The walk takes long. What a phone has of its own, its menu, all page kinds share."""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_the_tab_key_reaches_every_control_in_order_and_shows_where_it_is(
    browser: Browser, site: str, kind: str
) -> None:
    for width in (360, 1280) if kind in ON_A_PHONE_TOO else (1280,):
        with visit(browser, site, kind, viewport={"width": width, "height": 800}) as page:
            _open_menu(page)
            controls = page.evaluate(TABBABLE)
            assert len(controls) > 1
            for place, control in enumerate(controls):
                page.keyboard.press("Tab")
                here = page.evaluate(FOCUSED)
                assert here and here["place"] == place, (
                    f"{width} px: {control} is not what comes after {controls[place - 1]}, but {here and here['html']}"
                )
                assert here["isInView"] and here["isOnTop"], f"{width} px: {control} is out of sight"
                assert here["ring"] >= 2, f"{width} px: {control} does not show the focus"
                assert _contrast(here["ringColour"], here["paper"]) >= 3, (
                    f"{width} px: the focus of {control} is hard to see"
                )
            page.keyboard.press("Tab")
            after = page.evaluate(FOCUSED)
            assert after is None or after["place"] == 0, f"{width} px: the page does not let go of the keyboard"
            page.keyboard.press("Shift+Tab")
            assert page.evaluate(FOCUSED)["place"] == len(controls) - 1, f"{width} px: there is no way back"
            assert _nameless(page) == []


def _open_menu(page: Page) -> None:
    if page.locator(".menu summary").is_visible():
        page.locator(".menu").evaluate("menu => menu.open = true")


def _contrast(colour: str, paper: str) -> float:
    def luminance(rgb: str) -> float:
        channels = [float(part) / 255 for part in rgb[rgb.index("(") + 1 : -1].split(",")[:3]]
        red, green, blue = (
            channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(colour), luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _nameless(page: Page) -> list[str]:
    """Controls of the accessibility tree that a screen reader can say no name of."""
    nodes: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    controls = {
        "link",
        "button",
        "combobox",
        "textbox",
        "searchbox",
        "listbox",
        "checkbox",
        "radio",
        "slider",
        "DisclosureTriangle",
        "PopUpButton",
    }
    return [
        node["role"]["value"]
        for node in nodes
        if not node["ignored"]
        and node["role"]["value"] in controls
        and not node.get("name", {}).get("value", "").strip()
    ]


def test_the_first_tab_leads_past_the_head(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_phones_menu_opens_and_closes_by_key(browser: Browser, site: str) -> None:
    with visit(browser, site, "front", viewport={"width": 360, "height": 800}) as page:
        menu = page.locator(".menu")
        link = menu.get_by_role("link", name="Thời sự", exact=True)
        expect(link).to_be_hidden()
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(link).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site}thoi-su/")
        page.locator(".menu summary").focus()
        page.keyboard.press("Space")
        expect(page.locator(".menu")).to_have_attribute("open", "")
        page.keyboard.press("Space")
        expect(page.locator(".menu")).not_to_have_attribute("open", "")


SMALL = """
([all, least]) => {
    // A link within a sentence may be as high as its line (WCAG 2.5.8).
    const isInText = one => one.matches('a') && getComputedStyle(one).display === 'inline'
        && [...one.parentElement.childNodes].some(node => node !== one && node.textContent.trim());
    const isTarget = one => one.checkVisibility({ visibilityProperty: true })
        && !one.matches('.skip, [tabindex="-1"]') && !isInText(one);
    return [...document.querySelectorAll(all)].filter(isTarget).flatMap(one => {
        const box = (one.closest('label') ?? one).getBoundingClientRect();
        const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
        return box.width < least - 0.5 || box.height < least - 0.5 ? [`${size} ${one.outerHTML.slice(0, 120)}`] : [];
    });
}
"""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_targets_are_large_enough_for_a_finger_and_nothing_runs_over_when_text_is_spread(
    browser: Browser, site: str, kind: str
) -> None:
    """24 px for every target, 44 for controls on touch; then 1280 px at 400 % zoom, which are 320, and WCAG's text
    spacing.
    """
    with visit(browser, site, kind, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True) as page:
        _open_menu(page)
        assert page.evaluate("matchMedia('(pointer: coarse)').matches")
        assert page.evaluate(SMALL, ["a[href], button, select, input, summary", 24]) == []
        assert page.evaluate(SMALL, ["button, select, input, summary, .menu a, .toolbar a, .controls a", 44]) == []
    with visit(browser, site, kind, viewport={"width": 320, "height": 800}) as page:
        for spreads in (False, True):
            if spreads:
                page.evaluate("""() => {
                    const spread = new CSSStyleSheet();
                    spread.replaceSync(`
                        * { line-height: 1.5 !important; letter-spacing: 0.12em !important }
                        * { word-spacing: 0.16em !important }
                        p { margin-bottom: 2em !important }
                    `);
                    document.adoptedStyleSheets = [spread];
                }""")
            assert page.evaluate("document.documentElement.scrollWidth") == 320, "the page scrolls sideways"
            assert _cut_off(page) == []


def _cut_off(page: Page) -> list[str]:
    """Text that its box does not show."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll('body *')].filter(one => {
        const style = getComputedStyle(one);
        if (!one.checkVisibility({ visibilityProperty: true })) return false;
        if (one.matches('.skip, input, select, svg *') || !one.textContent.trim()) return false;
        if (style.clipPath === 'inset(50%)') return false; // for screen readers alone
        // Such a text ends in three dots, and the whole of it is where its card leads.
        if (style.webkitLineClamp !== 'none') return false;
        const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
        const isCut = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1
            || hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
        return isCut || one.getBoundingClientRect().right > 321 && !one.closest('.table-box, pre, .skip');
    }).map(one => one.outerHTML.slice(0, 120))""")
    return found
