"""What a search costs a reader: bytes as the server counts them, seconds behind a slow line on a slow phone."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

_LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s each way, 40 ms."""
_THRIFTY = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
"""A reader who saves data: nothing goes on by itself, so that each step can be weighed."""
HOGS = 3
"""Busy programs that share one core with the browser: what is left is a quarter of it."""
_HAS_RESULTS = "() => document.querySelector('.search__results li')"
_QUIET = "() => !document.querySelector('[data-search-results]').hasAttribute('aria-busy')"


@dataclass(frozen=True)
class Cost:
    """One question: bytes and seconds until the first results, those of the next question, and those of the whole
    archive. Pictures are not counted.
    """

    untouched: int
    first: int
    first_seconds: float
    following: int
    whole: int
    whole_seconds: float


class Server:
    """The log of the server: how many bytes of the search it has sent since it was asked last."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._read = 0

    def bytes(self) -> int:
        lines = self._log.read_text(encoding="utf-8").splitlines()
        new, self._read = lines[self._read :], len(lines)
        return sum(int(size) for size, path in (line.split(" ", 1) for line in new) if self._is_of_search(path))

    @staticmethod
    def _is_of_search(path: str) -> bool:
        is_index = "/tim-kiem/" in path and "/tim-kiem/?" not in path and path != "/tim-kiem/"
        return is_index or "/assets/search/" in path or "/assets/search.js" in path


def slow(page: Page) -> None:
    """The line of a phone, for the page and for its worker."""
    session = page.context.new_cdp_session(page)

    def attached(event: dict[str, Any]) -> None:
        for number, (method, parameters) in enumerate(
            (("Network.enable", {}), ("Network.emulateNetworkConditions", _LINE)), 1
        ):
            message = json.dumps({"id": number, "method": method, "params": parameters})
            session.send("Target.sendMessageToTarget", {"sessionId": event["sessionId"], "message": message})

    session.on("Target.attachedToTarget", attached)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)


def measure(browser: Browser, url: str, server: Server, first: str, following: str) -> Cost:
    """A reader who has never been here: touches the box, types, types something else, asks for the whole archive."""
    context = browser.new_context(ignore_https_errors=True)
    context.add_init_script(_THRIFTY)
    page = context.new_page()
    page.set_default_timeout(60_000)
    slow(page)
    server.bytes()
    page.goto(f"{url}tim-kiem/")
    page.wait_for_timeout(1500)
    untouched = max(0, server.bytes() - _own_script(page))  # the server counts headers a little differently
    page.click("main [name=q]")
    page.wait_for_timeout(1500)  # it takes longer than this to type some words on a phone
    begun = time.monotonic()
    page.fill("main [name=q]", first)
    page.press("main [name=q]", "Enter")
    page.wait_for_function(_HAS_RESULTS)  # looks at every frame; waiting for a selector looks every half second
    first_seconds = time.monotonic() - begun
    first_bytes = server.bytes()
    page.wait_for_function(_QUIET)
    server.bytes()
    page.fill("main [name=q]", following)
    page.press("main [name=q]", "Enter")
    page.wait_for_timeout(100)
    page.wait_for_selector(".search__results:not([aria-busy]) li")
    following_bytes = server.bytes()
    page.wait_for_function(_QUIET)
    server.bytes()
    whole, whole_seconds = 0, 0.0
    if page.is_visible("[data-search-all]"):
        begun = time.monotonic()
        page.click("[data-search-all]")
        page.wait_for_timeout(50)
        page.wait_for_function(_QUIET)
        whole_seconds, whole = time.monotonic() - begun, server.bytes()
    context.close()
    return Cost(untouched, first_bytes, first_seconds, following_bytes, whole, whole_seconds)


def _own_script(page: Page) -> int:
    """The scripts that every page has, and the search page has, are not of the search itself: they wait for the first
    touch.
    """
    entries = "performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/search.js'))"
    return sum(page.evaluate(f"() => {entries}.map(one => one.transferSize)"))


class Hogs:
    """Takes the browser's core for as long as it is open."""

    def __enter__(self) -> "Hogs":
        self._running = [
            subprocess.Popen(["taskset", "-c", "1", sys.executable, "-c", "while True: pass"]) for _ in range(HOGS)
        ]
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._running:
            one.kill()


def worst(costs: Sequence[Cost], name: str) -> float:
    return max(_figures(costs, name))


def median(costs: Sequence[Cost], name: str) -> float:
    return statistics.median(_figures(costs, name))


def _figures(costs: Sequence[Cost], name: str) -> list[float]:
    return [getattr(cost, name) for cost in costs]
