"""Front matter as the peers read it: YAML, every value as JSON, which YAML takes without a second thought."""

import json
from collections.abc import Mapping
from datetime import datetime


def page(values: Mapping[str, object], body: str) -> str:
    """A whole Markdown file; a key without a value is left out."""
    lines = [f"{key}: {_written(value)}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---", body])


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else json.dumps(value, ensure_ascii=False)
