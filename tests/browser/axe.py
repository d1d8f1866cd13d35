"""axe in the page: what it finds, a line for each element."""

from typing import Any

from playwright.sync_api import Page
from project import NODE_MODULES

_SOURCE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
"""WCAG 2.2 AA, axe's own advice, and of AAA the contrast."""
COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
}
"""What other colours can spoil. The enhanced rule (7:1) leaves what is below 4.5:1 to the other."""
LETTERS: dict[str, Any] = {"runOnly": {"type": "rule", "values": [*COLOURS["runOnly"]["values"], "target-size"]}}
"""What larger letters can spoil."""


def axe(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SOURCE)
    result = page.evaluate("rules => axe.run({ ...rules, resultTypes: ['violations'], preload: false })", rules)
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in result["violations"]
        for node in one["nodes"]
    ]
