"""One address of each page kind of the sample bulletin, and how the tests look at it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from browser.server import PATIENCE
from playwright.sync_api import Browser, Page, Route

ARTICLE = "2020/06/ban-vi-su-tien-bo-cua-phu-nu/"
PAGE_KINDS = {
    "front": "",
    "article": ARTICLE,
    "article with table and box": "2026/11/bao-so-13-huong-vao-an-binh/",
    "article with footnote": "2026/06/rung-dau-nguon-bao-chay-cap-v/",
    "article with attachment": "2026/01/tuyen-dung-vien-chuc-giao-duc-2026/",
    "article with figure": "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/",
    "article with contents and gallery": "2026/03/cau-cua-long-hop-long/",
    "article with video": "2026/02/thuyen-nu-ben-do-nhat-hoi-dua/",
    "article with chart": "2026/07/quyet-toan-ngan-sach-6-thang/",
    "reprint": "2025/11/tu-bai-bien-den-ban-can-thiep/",
    "print view": f"{ARTICLE}ban-in/",
    "print view with table": "2026/11/bao-so-13-huong-vao-an-binh/ban-in/",
    "category": "thoi-su/",
    "month": "2026/11/",
    "year": "2026/",
    "archive": "luu-tru/",
    "author": "tac-gia/thuy-hang/",
    "tag": "tu-khoa/binh-dang-gioi/",
    "keywords": "tu-khoa/",
    "authors": "tac-gia/",
    "day": "2026/11/21/",
    "printed day": "2026/11/21/ban-in/",
    "search": "tim-kiem/?q=binh+dang+gioi&year=2020",
    "fixed": "tiep-can/",
    "contact": "lien-he/",
    "feeds": "rss/",
    "emergency notices": "khan-cap/",
    "offline": "ngoai-tuyen/",
    "not found": "404.html",
}
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark", "contrast")
STEPS = (-1, 5)
"""The smallest and the largest letters."""


@contextmanager
def visit(
    browser: Browser, site: str, kind: str, routes: Mapping[str, Callable[[Route], None]] | None = None, **how: Any
) -> Iterator[Page]:
    """A page of that kind, loaded, with its search answered; `how` goes to the browser's context, `routes` lie on the
    way to it. What is to be printed is not.
    """
    context = browser.new_context(
        **{
            "locale": "vi-VN",
            "color_scheme": "light",
            "viewport": {"width": 1280, "height": 800},
        }
        | how
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script("window.print = () => {}")
    for address, route in (routes or {}).items():
        context.route(address, route)
    page = context.new_page()
    page.goto(site + PAGE_KINDS[kind], wait_until="networkidle" if kind == "search" else "load")
    page.evaluate("document.fonts.ready.then(() => null)")
    yield page
    context.close()


def choose(page: Page, scheme: str, step: int = 0) -> None:
    """Colours and letters as the scripts of the page set them, without a new load."""
    page.evaluate(
        (
            "([scheme, step]) => { const root = document.documentElement; root.dataset.theme = scheme; "
            "root.setAttribute('data-font-size', step); }"
        ),
        [scheme, step],
    )


def wait_until(page: Page, expression: str, argument: object = None) -> None:
    """Until what an expression promises is true; Playwright's own wait takes a promise for an answer."""
    for _ in range(80):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)
