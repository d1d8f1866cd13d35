"""Python values as JavaScript, for the scripts that page kinds complete."""

import json
from typing import Any


def literal(value: Any) -> str:
    """Writes a value for a script file. Inside a page it would need more escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def constant(name: str, value: Any) -> str:
    return f"const {name} = {literal(value)};"
