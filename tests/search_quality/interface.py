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
    the whole archive. What comes then comes below the results that the reader has seen, and its places are counted from
    there.
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
        seen = self._addresses()
        at_once = _place(address, seen)
        if 1 <= at_once <= 5 or not page.is_visible("[data-search-all]"):
            return Found(at_once, at_once)
        page.dispatch_event("[data-search-all]", "click")  # a click would scroll, and the list would become longer
        self._wait()
        found = self._addresses()
        new = found[len(seen) :] if found[: len(seen)] == seen else found
        return Found(at_once, _place(address, new) or at_once)

    def _wait(self) -> None:
        """Until nothing is under way: a question that brings little is asked of older years by itself."""
        self._page.wait_for_function(_QUIET)
        self._page.wait_for_timeout(60)
        self._page.wait_for_function(_QUIET)

    def _addresses(self) -> list[str]:
        return _addresses(self._page, "[data-search-results] .card__title a")


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
        place = _place(address, _addresses(page, ".md-search-result__item > a.md-search-result__link"))
        return Found(place, place)


def _place(address: str, addresses: list[str]) -> int:
    return addresses.index(address) + 1 if address in addresses else 0


def _addresses(page: Page, selector: str) -> list[str]:
    """Where links lead to, in their order."""
    paths: list[str] = page.locator(selector).evaluate_all(
        "links => links.map(link => decodeURIComponent(new URL(link.href).pathname))"
    )
    return paths
