"""The Nu HTML checker and html-validate find no error on any page kind: in the file, in the DOM after the scripts ran,
and after the controls were used.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from browser.nu import Faults, nu
from browser.pages import PAGE_KINDS, visit
from playwright.sync_api import Browser, Page
from project import NODE_MODULES

OLD_ADDRESS = "tin-tuc/2020/06/25/ban-vi-su-tien-bo-phu-nu.html"
"""Of an article that has another one now: its page leads there, so none of the other tests stays on it."""
BROKEN = (
    '<!doctype html><html lang="vi"><head><title>Sai</title></head><body>'
    '<p><button>Nút</button><img src="anh.jpg"></p><ul><p>Đoạn</p></ul></body></html>'
)


def test_both_checkers_find_no_error(browser: Browser, site: str, tmp_path: Path) -> None:
    """In one run of each, for their start is what takes long; each must find what is wrong with a broken page too."""
    names: dict[str, str] = {}
    for name, text in [*_documents(browser, site), ("broken", BROKEN)]:
        file = f"{len(names):03}.html"
        (tmp_path / file).write_text(text, encoding="utf-8")
        names[file] = name
    for checker in (nu, _html_validate):
        found = [(names[file], message) for file, message in checker(tmp_path)]
        assert [f"{name}: {message}" for name, message in found if name != "broken"] == []
        assert len(found) >= 2, f"{checker.__name__} sees nothing"


def _documents(browser: Browser, site: str) -> Iterator[tuple[str, str]]:
    for kind, path in PAGE_KINDS.items():
        with visit(browser, site, kind, viewport={"width": 360, "height": 800}) as page:
            yield f"{kind} (file)", page.request.get(site + path).text()
            yield f"{kind} (DOM)", _document(page)
            _use(page)
            yield f"{kind} (DOM after use)", _document(page)
    context = browser.new_context()
    yield "an old address (file)", context.request.get(site + OLD_ADDRESS, max_redirects=0).text()
    context.close()


def _document(page: Page) -> str:
    return f"<!doctype html>\n{page.evaluate('document.documentElement.outerHTML')}"


def _use(page: Page) -> None:
    """Every control that stays on the page and is there."""
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    for theme in page.locator("[data-theme-switch] select").all():
        theme.select_option("dark")
    for larger in page.locator("[data-font-size] [data-step='1']:visible").all():
        larger.click()
    if page.locator("[data-search-box]").count() and not page.locator("[data-search]").count():
        page.fill("[data-search-box] input", "an bình")
        page.get_by_role("listbox").get_by_role("option").first.wait_for()


def _html_validate(folder: Path) -> Faults:
    """With its rules for correct (`standard`) and for accessible HTML (`a11y`). Under a search box no <select> will do:
    its options are links.
    """
    rules = folder / "rules.json"
    rules.write_text(
        json.dumps(
            {
                "root": True,
                "extends": ["html-validate:standard", "html-validate:a11y"],
                "rules": {"prefer-native-element": ["error", {"exclude": ["listbox"]}]},
            }
        ),
        encoding="utf-8",
    )
    program = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
    checked = subprocess.run(
        ["node", str(program), "--config", str(rules), "--formatter", "json", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    for file in json.loads(checked.stdout):
        for one in file["messages"]:
            yield file["filePath"].rpartition("/")[2], f"{one['line']}: {one['message']} [{one['ruleId']}]"
