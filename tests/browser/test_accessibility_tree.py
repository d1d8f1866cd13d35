"""What a screen reader reads of the front page and of an article, from top to bottom, as golden files. `GOLDEN=update`
writes them anew; read the differences.
"""

import os
import re
from pathlib import Path

import pytest
from browser.pages import visit
from playwright.sync_api import Browser

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kind", ["front", "article"])
def test_what_a_screen_reader_reads(browser: Browser, site: str, kind: str) -> None:
    file = GOLDEN / f"{kind}.accessibility.yml"
    with visit(browser, site, kind) as page:
        page.locator("[data-read-aloud]").evaluate_all(
            "ones => ones.forEach(one => one.remove())"
        )  # it is there where the machine has a Vietnamese voice
        tree = re.sub(r" *- /url: .*\n", "", page.locator("body").aria_snapshot() + "\n")  # nobody is read an address
    if os.environ.get("GOLDEN") == "update":
        file.write_text(tree, encoding="utf-8")
    assert tree == file.read_text(encoding="utf-8")
