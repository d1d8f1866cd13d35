"""Firefox and WebKit, Debian's own, each driven as a reader would use it; Chromium has the rest of the tests.

Firefox speaks WebDriver BiDi with Playwright, WebKitGTK classic WebDriver with Selenium. What both must do for the
tests is the `Reader`.
"""

import os
import re
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WEBKIT_DRIVER = shutil.which("WebKitWebDriver")
MINI_BROWSER = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), reverse=True)), None)
OLDEST_FIREFOX = 143
"""The first that knows all commands of WebDriver BiDi with which Playwright begins."""
PATIENCE = 60
"""Seconds for what has to come."""
ERRORS = """
const tell = (error) => {
  const told = JSON.parse(sessionStorage.getItem("errors") || "[]");
  sessionStorage.setItem("errors", JSON.stringify([...told, error]));
};
addEventListener("error", (event) => tell(
  event.message
    ? `${event.message} ${event.filename}:${event.lineno}`
    : `${event.target.src || event.target.href} is missing`
), true);
addEventListener("unhandledrejection", (event) => tell(`rejected: ${event.reason}`));
document.addEventListener("securitypolicyviolation", (event) =>
  tell(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
console.error = (...words) => tell(words.join(" "));
window.print = () => {};
"""
"""A script that goes first in every page and keeps what goes wrong: WebKit's driver does not tell of it. A print view
prints by itself; here it must not.
"""
_KEYS = {"ArrowRight": Keys.ARROW_RIGHT, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "ArrowDown": Keys.ARROW_DOWN}


class Reader(ABC):
    """Someone before a browser who has never been here. `narrow` tells how wide the window is at the least that this
    engine allows.
    """

    def open(self, url: str) -> None:
        self._open(url)
        self._settle()

    def reload(self) -> None:
        self._reload()
        self._settle()

    @abstractmethod
    def _open(self, url: str) -> None: ...

    @abstractmethod
    def _reload(self) -> None: ...

    def _settle(self) -> None:
        """Waits for all of a page, and for the scripts that start after its first paint (late-scripts.js)."""
        self.wait("() => document.readyState === 'complete' && !document.querySelector('template[data-script]')")

    @abstractmethod
    def ask(self, script: str, *values: Any) -> Any:
        """What a function of JavaScript says, `value => …`; promises are waited for."""

    @abstractmethod
    def click(self, selector: str) -> None: ...

    @abstractmethod
    def type(self, selector: str, text: str) -> None: ...

    @abstractmethod
    def press(self, key: str) -> None: ...

    @abstractmethod
    def resize(self, width: int, height: int) -> None: ...

    def errors(self) -> list[str]:
        """What pages that load ERRORS have said since it was asked last."""
        return list(
            self.ask(
                "() => { const said = JSON.parse(sessionStorage.getItem('errors') || '[]'); "
                "sessionStorage.removeItem('errors'); return said; }"
            )
        )

    @property
    def url(self) -> str:
        return str(self.ask("() => location.href"))

    def text(self, selector: str) -> str:
        return " ".join(str(self.ask("selector => document.querySelector(selector).innerText", selector)).split())

    def wait(self, script: str, *values: Any) -> Any:
        """Until a function says something that is true; what it says. A page that is being left says nothing."""
        fault: Exception | None = None
        for _ in range(PATIENCE * 10):
            try:
                if found := self.ask(script, *values):
                    return found
            except Exception as error:  # each engine has its own for a page that is gone
                fault = error
            time.sleep(0.1)
        raise AssertionError(f"{script} {values}") from fault

    def wait_for(self, selector: str) -> None:
        self.wait("selector => !!document.querySelector(selector)?.checkVisibility()", selector)

    def goes_to(self, end: str) -> None:
        """Waits for the page whose address ends so, and for all of it."""
        self.wait("end => location.href.endsWith(end)", end)
        self._settle()


class Firefox(Reader):
    def __init__(self, page: Page) -> None:
        self.page = page

    def _open(self, url: str) -> None:
        self.page.goto(url)

    def _reload(self) -> None:
        self.page.reload()

    def ask(self, script: str, *values: Any) -> Any:
        return self.page.evaluate(f"values => ({script})(...values)", list(values))

    def click(self, selector: str) -> None:
        # Playwright's own click waits in vain for the end of a step back.
        element = self.page.locator(selector).first
        element.scroll_into_view_if_needed()
        place = element.bounding_box()
        assert place, selector
        self.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        self.page.fill(selector, "")
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})


class WebKit(Reader):
    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self.driver = driver

    def _open(self, url: str) -> None:
        self.driver.get(url)

    def _reload(self) -> None:
        self.driver.refresh()

    def ask(self, script: str, *values: Any) -> Any:
        answer = self.driver.execute_async_script(
            (
                f"const done = arguments[1]; Promise.resolve().then(() => ({script})(...arguments[0]))"
                ".then((value) => done([value]), (error) => done(String(error)));"
            ),
            list(values),
        )
        assert isinstance(answer, list), answer
        return answer[0]

    def click(self, selector: str) -> None:
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        element.click()

    def type(self, selector: str, text: str) -> None:
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        element.click()
        element.clear()
        element.send_keys(text)

    def press(self, key: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(_KEYS.get(key, key)).perform()

    def resize(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)
        self.wait("() => innerWidth > 0")


@contextmanager
def firefox(playwright: Playwright, environment: Mapping[str, str] = os.environ) -> Iterator[Firefox]:
    version = subprocess.run([str(FIREFOX), "--version"], capture_output=True, text=True, check=True).stdout
    if int(re.findall(r"\d+", version)[0]) < OLDEST_FIREFOX:
        raise RuntimeError(f"{version.strip()} is too old to be driven; Debian's security updates have a newer one.")
    browser = playwright.firefox.launch(executable_path=FIREFOX, channel="moz-firefox", env={**environment})
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 640})
    context.set_default_timeout(PATIENCE * 1000)
    yield Firefox(context.new_page())
    browser.close()


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """In a window on a screen that isn't there."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        display = pipe.readline().strip()
    options = Options()
    options.binary_location = str(MINI_BROWSER)
    options.add_argument("--automation")
    environment = {
        **os.environ,
        "DISPLAY": f":{display}",
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    driver = webdriver.WebKitGTK(options=options, service=Service(WEBKIT_DRIVER, env=environment))
    driver.set_script_timeout(PATIENCE)
    yield WebKit(driver)
    driver.quit()
    screen.terminate()
    screen.wait()
