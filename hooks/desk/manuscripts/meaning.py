"""What values of the front matter mean, so that two ways to write the same are the same.

Decap rewrites what it was given: it takes `0012` for a number, wraps lines, quotes differently, and writes a date as
its picker likes. Compared is what both versions mean by the schema.
"""

import math
import re
import types
import typing
import unicodedata
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

from bulletin.posts import schema
from bulletin.stylebook import dates, letters
from pydantic import BaseModel

from .tree import Scalar, Value

Path = tuple[str, ...]
Meaning = str | tuple["Meaning", ...] | tuple[tuple[str, "Meaning"], ...] | None


class Kind(Enum):
    """How a value is compared and written."""

    TEXT = auto()
    LINES = auto()
    """Text in which line ends matter."""
    MOMENT = auto()
    DAY = auto()
    SWITCH = auto()
    NUMBER = auto()
    SEVERAL = auto()
    GROUP = auto()
    GROUPS = auto()


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE, _FALSE = frozenset({"true", "yes", "on", "y", "t", "1"}), frozenset({"false", "no", "off", "n", "f", "0"})
_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+")
"""The numbers of YAML 1.2, which Decap reads."""
_SEVERAL = frozenset({("author",), ("tags",), ("aliases",)})


def kind(path: Path) -> Kind:
    """The kind of the value at a path such as `("image", "alt")`; TEXT for a key that the schema does not know."""
    if path in _SEVERAL:
        return Kind.SEVERAL
    if len(path) == 1 and path[0] in schema.INNER:
        return Kind.GROUPS if path[0] in schema.LISTS else Kind.GROUP
    if path == ("updates", "text"):
        return Kind.LINES
    parts = _types(_field(path).annotation) if _field(path) else set()
    if datetime in parts:
        return Kind.DAY if path == ("review",) else Kind.MOMENT
    if bool in parts:
        return Kind.SWITCH
    return Kind.NUMBER if int in parts and path[-1] != "focus" else Kind.TEXT


def order(path: Path) -> list[str]:
    """The keys of the group at a path, as the schema orders them. The empty path is for the whole front matter."""
    return list(_model(path).model_fields) if not path or path[0] in schema.INNER else []


def of(value: Value, path: Path) -> Meaning:
    """The meaning of a value; None for one that says no more than if it was not there."""
    if isinstance(value, dict):
        inner = {key: of(item, (*path, key)) for key, item in value.items()}
        return tuple(sorted((key, item) for key, item in inner.items() if item is not None)) or None
    wanted = kind(path)
    if isinstance(value, list):
        items = (of(item, path) if isinstance(item, dict | list) else _text(item, wanted) for item in value)
        return tuple(item for item in items if item is not None) or None
    if value is not None and wanted is Kind.SEVERAL:
        return tuple(name for name in (_text(part, wanted) for part in names(value)) if name) or None
    meaning = _text(value, wanted)
    return None if meaning == _default(path) else meaning


def names(value: Scalar) -> list[Scalar]:
    """The names in a scalar for one or several: a comma divides them, unless they are in quotes."""
    return [value] if value.is_quoted else [Scalar(part.strip(), False) for part in value.split(",")]


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _text(value: Scalar | None, wanted: Kind) -> str | None:
    if value is None or (not value.is_quoted and value in _NULLS):
        return None
    text = unicodedata.normalize("NFC", letters.INVISIBLE.sub("", letters.spaced(letters.spelled(value)))).strip()
    if wanted is not Kind.LINES:
        text = re.sub(r"\s+", " ", text)
    if wanted in (Kind.MOMENT, Kind.DAY):
        return _moment(text)
    if wanted is Kind.SWITCH:
        return "true" if text.lower() in _TRUE else "false" if text.lower() in _FALSE else text
    if wanted is Kind.NUMBER and text.isdigit():
        return str(int(text))
    if not value.is_quoted and is_number(text):
        return _number(text)
    return text or None


def _moment(text: str) -> str | None:
    """The minute of a date in UTC, since Decap's picker knows no seconds."""
    for parse in (dates.parse, dates.parse_day):
        try:
            return f"{parse(text).astimezone(UTC):%Y-%m-%d %H:%M}"
        except dates.DateError:
            continue
    return text or None


def _number(text: str) -> str:
    if text.startswith(("0x", "0o")):
        return str(int(text, 0))
    value = float(text)
    return str(int(text)) if text.lstrip("+-").isdigit() else repr(value) if math.isfinite(value) else text


def _default(path: Path) -> str | None:
    field = _field(path)
    value = field.default if field else None
    return str(value).lower() if isinstance(value, str | bool) and value != "" else None


def _model(path: Path) -> type[BaseModel]:
    return schema.INNER.get(path[0], schema.FrontMatter) if path else schema.FrontMatter


def _field(path: Path) -> Any:
    return _model(path[:-1]).model_fields.get(path[-1]) if len(path) <= 1 or path[0] in schema.INNER else None


def _types(annotation: Any) -> set[Any]:
    """The types that an annotation such as `tuple[Name, ...] | None` is made of."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, tuple, typing.Annotated):
        return set().union(*map(_types, typing.get_args(annotation)))
    return {annotation}


def same(one: Value, other: Value, path: Path) -> bool:
    return of(one, path) == of(other, path)
