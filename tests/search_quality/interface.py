"""The searches, used as a reader uses them: in a browser, through their own boxes."""

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Page

_PATIENCE = 60_000
_QUIET = (
    "() => { const list = document.querySelector('[data-search-results]'); return !list.hasAttribute('aria-busy'); }"
)


@dataclass(frozen=True)
class Found:
    """The place of an article among the results, from 1 on; 0 when it isn't there. `at_once` before the reader asks for
    the whole archive.
    """

    at_once: int
    in_the_end: int


class Search(Protocol):
    def find(self, words: str, address: str) -> Found: ...


class OurSearch:
    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        page.set_default_timeout(_PATIENCE)
        page.goto(f"{url}tim-kiem/")

    def find(self, words: str, address: str) -> Found:
        page = self._page
        page.fill("main [name=q]", words)
        page.press("main [name=q]", "Enter")
        self._wait()
        at_once = self._place(address)
        if not 1 <= at_once <= 5 and page.is_visible("[data-search-all]"):
            page.click("[data-search-all]")
            self._wait()
        return Found(at_once, self._place(address))

    def _wait(self) -> None:
        """Until nothing is under way: a question that brings little is asked of older years by itself."""
        self._page.wait_for_function(_QUIET)
        self._page.wait_for_timeout(60)
        self._page.wait_for_function(_QUIET)

    def _place(self, address: str) -> int:
        return _place(self._page, "[data-search-results] .card__title a", address)


class MaterialSearch:
    """Material for MkDocs with its search plugin."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        page.set_default_timeout(_PATIENCE)
        page.goto(url)
        page.click("input.md-search__input")
        page.wait_for_function(
            "document.querySelector('.md-search-result__meta').textContent.trim() && "
            "!document.querySelector('.md-search-result__meta').textContent.includes('Initializing')"
        )
        page.wait_for_timeout(3000)

    def find(self, words: str, address: str) -> Found:
        page = self._page
        page.fill("input.md-search__input", words)
        page.press("input.md-search__input", "End")  # it listens to keys
        page.wait_for_timeout(900)
        place = _place(page, ".md-search-result__item > a.md-search-result__link", address)
        return Found(place, place)


def _place(page: Page, selector: str, address: str) -> int:
    paths = page.locator(selector).evaluate_all(
        "links => links.map(link => decodeURIComponent(new URL(link.href).pathname))"
    )
    return paths.index(address) + 1 if address in paths else 0
