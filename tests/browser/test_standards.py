"""axe with no violation at WCAG 2.2 AA and the Nu HTML checker with no error, on every page kind."""

import json
import subprocess
from pathlib import Path

import pytest
from pages import PAGE_KINDS
from playwright.sync_api import Browser
from project import ROOT

MODULES = ROOT / "tests" / "node_modules"
AXE = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_axe_finds_nothing(browser: Browser, site: str, kind: str, scheme: str):
    for width in (360, 1280):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        context.add_init_script("window.print = () => {}")
        page = context.new_page()
        page.goto(site + PAGE_KINDS[kind], wait_until="networkidle")
        if width == 360 and page.locator(".menu summary").count():
            page.click(".menu summary")
        page.evaluate(AXE)
        result = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
        found = [f"{one['id']}: {node['html'][:120]} {node['failureSummary']}" for one in result["violations"] for node in one["nodes"]]
        assert found == []
        context.close()


def test_the_nu_checker_finds_no_error(browser: Browser, site: str, tmp_path: Path):
    """On each file as it is served and on its DOM after the scripts ran."""
    files = []
    for number, (_kind, path) in enumerate(PAGE_KINDS.items()):
        context = browser.new_context()
        context.add_init_script("window.print = () => {}")
        page = context.new_page()
        served = page.goto(site + path, wait_until="networkidle")
        assert served is not None
        for form, text in (("file", served.text()), ("dom", "<!doctype html>\n" + page.evaluate("document.documentElement.outerHTML"))):
            file = tmp_path / f"{number:02}-{form}.html"
            file.write_text(text, encoding="utf-8")
            files.append(file)
        context.close()
    command = ["java", "-jar", str(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"), "--format", "json", "--exit-zero-always", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    names = [f"{kind} ({form})" for kind in PAGE_KINDS for form in ("file", "dom")]
    errors = [f"{names[files.index(Path(one['url'].removeprefix('file:')))]}: {one['message']}" for one in json.loads(checked.stderr)["messages"] if one["type"] == "error"]
    assert errors == []
