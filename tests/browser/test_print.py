"""On paper: the print view, and the article page printed as it is."""

import io
import re

from browser.pages import ARTICLE
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

LONG = "2026/11/bao-so-13-huong-vao-an-binh/"


def paper(page: Page) -> list[str]:
    """The text of each A4 sheet."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in pdf.pages:
        assert abs(float(sheet.mediabox.width) - 595) < 2 and abs(float(sheet.mediabox.height) - 842) < 2, "A4"
    return [sheet.extract_text() for sheet in pdf.pages]


def together(text: str) -> str:
    """Without spaces: in a PDF they are gaps between letters, and what reads it guesses them."""
    return re.sub(r"\s+", "", text)


def test_the_print_view_opens_the_print_dialogue_once(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("window.printed = 0; window.print = () => { printed += 1; }")
    page = context.new_page()
    page.goto(site + f"{ARTICLE}ban-in/", wait_until="networkidle")
    assert page.evaluate("printed") == 1
    page.click("text=In trang này")
    assert page.evaluate("printed") == 2
    context.close()


def test_it_has_what_paper_needs(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(site + f"{ARTICLE}ban-in/")
    text = page.locator("body").inner_text()
    for part in (
        "Bản tin An Bình",
        "Ủy ban nhân dân tỉnh An Bình",
        "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)",
        "Thúy Hằng",
        site + ARTICLE,
    ):
        assert part in text
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", site + ARTICLE)
    expect(page.locator(".address__code svg")).to_be_visible()
    page.goto(site + "2025/11/tu-bai-bien-den-ban-can-thiep/ban-in/")
    expect(page.locator(".source")).to_contain_text("Nguồn:")


def test_the_qr_code_leads_to_the_article(page: Page, site: str) -> None:
    """Read back by a decoder of its own (zxing), from the pixels on the screen."""
    import zxingcpp
    from PIL import Image

    page.add_init_script("window.print = () => {}")
    page.goto(site + f"{ARTICLE}ban-in/")
    picture = Image.open(io.BytesIO(page.locator(".address__code").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [site + ARTICLE]


def test_it_weighs_under_15_kilobytes_besides_text_pictures_and_the_typeface_of_every_page(
    page: Page, site: str
) -> None:
    page.add_init_script("window.print = () => {}")
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: (
            sizes.__setitem__(response.url, len(response.body()))
            if response.request.resource_type not in ("image", "font")
            else None
        ),
    )
    for address in (ARTICLE, LONG):
        sizes.clear()
        page.goto(site + f"{address}ban-in/", wait_until="networkidle")
        text = page.locator("main").evaluate("main => new Blob([main.textContent]).size")
        assert 0 < sum(sizes.values()) - text < 15 * 1024, sizes


def test_both_fit_on_few_sheets_and_carry_the_whole_text(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => {}")
    for address in (f"{LONG}ban-in/", LONG):
        page.goto(site + address, wait_until="networkidle")
        wanted = (
            page.locator("main h2, main p").last.inner_text()[:30]
            if "ban-in" in address
            else page.locator(".byline a").last.inner_text()
        )
        sheets = paper(page)
        assert 1 <= len(sheets) <= 5
        whole = together("".join(sheets))
        assert together(wanted) in whole
        for control in ("Đọc bài viết", "In trang này", "Tin đã đưa"):
            assert together(control) not in whole


def test_paper_is_white_whatever_the_readers_colours_are(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    context.add_init_script("localStorage.setItem('bulletin.theme', 'dark'); window.print = () => {}")
    page = context.new_page()
    for address in (LONG, f"{LONG}ban-in/"):
        page.goto(site + address)
        page.emulate_media(media="print", color_scheme="dark")
        for part in ("main p", "h1", "body"):
            assert page.evaluate(f"getComputedStyle(document.querySelector('{part}')).color").removeprefix(
                "rgb("
            ).split(",")[0] in ("0", "51")
    page.goto(site + LONG)
    assert site + LONG in " ".join(paper(page)).replace("\n", "")
    context.close()


def test_no_heading_is_left_alone_at_the_foot_of_a_sheet(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => {}")
    for address in (f"{LONG}ban-in/", LONG):
        page.goto(site + address, wait_until="networkidle")
        headings = page.locator("main h2:visible, article h2:visible").all_inner_texts()
        for sheet in paper(page)[:-1]:
            last = [line for line in map(together, sheet.split("\n")) if line][-1]
            assert last not in map(together, headings)
