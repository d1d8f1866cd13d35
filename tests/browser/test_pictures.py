"""Which picture a reader's browser loads: the smallest format it knows, a width that suits its screen, and only near
the place where it is read.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

ARTICLE = "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/"
"""With a lead photo and one in its text, both 1600 pixels wide."""
SCREENS: dict[str, tuple[ViewportSize, int]] = {
    "phone": ({"width": 360, "height": 780}, 3),
    "desk": ({"width": 1280, "height": 900}, 1),
}


@pytest.fixture
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    viewport, density = SCREENS[request.param]
    context = browser.new_context(viewport=viewport, device_scale_factor=density)
    page = context.new_page()
    yield page
    context.close()


def loaded(page: Page, url: str) -> list[str]:
    """Names of the pictures that come with a page, without their digests."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "image" else None)
    page.goto(url, wait_until="networkidle")
    return [re.sub(r"-[0-9a-f]{8}-", "-", one.rpartition("/")[2]) for one in asked if "/20" in one]


@pytest.mark.parametrize(("screen", "width"), [("phone", 1080), ("desk", 1080)], indirect=["screen"])
def test_the_lead_photo_is_an_avif_of_a_fitting_width(site: str, screen: Page, width: int) -> None:
    first = loaded(screen, site + ARTICLE)[0]
    assert re.fullmatch(rf"[a-z-]+-{width}\.avif", first)
    image = screen.locator(".photo img")
    assert image.get_attribute("loading") is None, "at once"
    assert image.get_attribute("fetchpriority") == "low", "after the style and typeface of the words above it"
    shown, natural = image.evaluate("one => [one.getBoundingClientRect().width * devicePixelRatio, one.naturalWidth]")
    assert shown <= width * 1.05 and natural > 0


@pytest.mark.parametrize(("screen", "width"), [("phone", 1080), ("desk", 720)], indirect=["screen"])
def test_the_picture_of_the_lead_story_comes_first_in_a_fitting_width(site: str, screen: Page, width: int) -> None:
    assert re.fullmatch(rf"[a-z-]+-{width}\.avif", loaded(screen, site)[0])
    image = screen.locator(".front__lead img")
    assert image.get_attribute("loading") is None and image.get_attribute("fetchpriority") is None


@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_a_list_loads_small_pictures_below_its_first_story(site: str, screen: Page) -> None:
    first, *others = loaded(screen, f"{site}kinh-te/")
    assert first.endswith("-720.avif") and others and all(name.endswith("-360.avif") for name in others)


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_picture_far_below_is_loaded_when_the_reader_gets_there(site: str, screen: Page) -> None:
    screen.goto(site, wait_until="networkidle")
    last = screen.locator("picture img[loading=lazy]").last
    assert last.evaluate("one => [one.getBoundingClientRect().top > 2500, one.complete]") == [True, False]
    last.scroll_into_view_if_needed()
    expect(last).to_have_js_property("complete", True)
    assert last.evaluate("one => one.naturalWidth > 0 && one.currentSrc.endsWith('.avif')")


@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_a_colour_holds_the_place_of_a_picture_that_is_not_there_yet(site: str, screen: Page) -> None:
    screen.route(re.compile(r"\.(?:avif|webp|jpg)$"), lambda route: route.abort())
    screen.goto(site + ARTICLE)
    image = screen.locator(".photo img")
    tone = re.search(r"tone-([0-3]{3})", image.get_attribute("class") or "")
    assert tone
    colour = "rgb({}, {}, {})".format(*[int(step) * 85 for step in tone[1]])
    assert image.evaluate("one => getComputedStyle(one).backgroundColor") == colour
    box = image.bounding_box()
    assert box and box["height"] == pytest.approx(
        box["width"] * int(image.get_attribute("height") or 0) / int(image.get_attribute("width") or 1), abs=2
    )


def test_search_results_show_small_pictures(site: str, page: Page) -> None:
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url) if request.resource_type == "image" else None)
    page.goto(f"{site}tim-kiem/?q=nha%20may%20nuoc")
    page.locator(".search__results .card__picture img").first.wait_for()
    page.wait_for_load_state("networkidle")
    pictures = [name for name in names if "/20" in name]
    assert pictures and all(name.endswith("-360.jpg") for name in pictures)
