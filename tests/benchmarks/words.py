"""What the page of results and its plot say, and numbers as they write them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words() -> Any:
    return yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))


def number(value: float, decimals: int = 0) -> str:
    """`1,234.5`"""
    return f"{value:,.{decimals}f}"


def seconds(value: float) -> str:
    """Three digits at most: `0.85`, `12.3`, `148`."""
    return number(value, 2 if value < 10 else 1 if value < 100 else 0)
