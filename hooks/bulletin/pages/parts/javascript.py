"""Data as JavaScript reads it, for the few scripts that the build completes."""

import json
from typing import Any


def literal(value: Any) -> str:
    """JSON is JavaScript. It is for files with scripts, not for pages, which would have to escape more."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def constant(name: str, value: Any) -> str:
    return f"const {name} = {literal(value)};"
