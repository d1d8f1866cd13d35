"""What a page costs who opens it: bytes over the wire as brotli sends them, and requests. Deterministic; `make
lighthouse` measures the seconds.
"""

import brotli
import pytest
from browser.pages import PAGE_KINDS
from playwright.sync_api import Browser, Response

REQUESTS = 20
KILOBYTES = {
    "front": 120,
    "article": 120,
    "article with table and box": 120,
    "article with figure": 120,
    "category": 120,
    "month": 120,
    "year": 120,
    "archive": 120,
    "search": 320,
    "print view": 40,
}
"""With fonts and headers, without pictures; of 1000 bytes."""


@pytest.mark.parametrize("kind", KILOBYTES)
def test_a_page_is_light(browser: Browser, site: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 412, "height": 823}, locale="vi-VN")
    context.add_init_script("window.print = () => {}")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site + PAGE_KINDS[kind], wait_until="networkidle")
    weights = {
        answer.url.removeprefix(site): _weight(answer) for answer in answers if answer.request.resource_type != "image"
    }
    told = ", ".join(
        f"{address or '/'} {weight / 1000:.1f}" for address, weight in sorted(weights.items(), key=lambda one: -one[1])
    )
    assert all(answer.url.startswith((site, "data:")) for answer in answers), "a page asks nobody else"
    assert sum(weights.values()) / 1000 <= KILOBYTES[kind], told
    if kind != "search":  # which asks for the parts of its index that the words of the address are in
        assert len([answer for answer in answers if not answer.url.startswith("data:")]) <= REQUESTS, told
    context.close()


def _weight(answer: Response) -> int:
    """As nginx sends it with brotli at 6: fonts, pictures and what is packed already go as they are."""
    body = answer.body()
    is_text = answer.headers.get("content-type", "").partition(";")[0] in {
        "text/html",
        "text/css",
        "application/javascript",
        "text/javascript",
        "application/json",
        "image/svg+xml",
    }
    return answer.request.sizes()["responseHeadersSize"] + (
        len(brotli.compress(body, quality=6)) if is_text else len(body)
    )
