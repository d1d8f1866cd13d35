"""A recipe: how one file of the site is made, from exactly the inputs that its key is made of."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """`render` is called with `inputs` and nothing else, so two recipes with one key give the same bytes."""

    kind: str
    render: Callable[..., bytes]
    inputs: tuple[Any, ...]

    @cached_property
    def key(self) -> str:
        text = json.dumps([self.kind, self.inputs], default=_plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Large inputs (shells, fragments, files) stand in a key by their own digest."""
    if hasattr(value, "digest"):
        return value.digest
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be part of a key")
