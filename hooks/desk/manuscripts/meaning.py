"""What values of the front matter mean, so that two ways to write the same are the same.

The form rewrites what it was given: it wraps lines, quotes differently, and writes numbers and dates as it likes.
Compared is what both versions mean by the schema.
"""

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
_SEVERAL = frozenset({("author",), ("tags",), ("aliases",), ("removed", "files")})


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


def plain(values: dict[str, Value], path: Path = ()) -> dict[str, Any]:
    """The values of a group as text, numbers, switches and lists. Those that say nothing are left out; dates are in
    Vietnam's time.
    """
    return {key: _plain(value, (*path, key)) for key, value in values.items() if of(value, (*path, key)) is not None}


def _plain(value: Value, path: Path) -> Any:
    if isinstance(value, dict):
        return plain(value, path)
    wanted = kind(path)
    if isinstance(value, list):
        return [_plain(item, path) if isinstance(item, dict | list) else str(item or "") for item in value]
    text = str(value or "").strip()
    if wanted is Kind.SEVERAL and value is not None:
        return [str(name) for name in names(value) if name]
    if wanted is Kind.SWITCH and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if wanted is Kind.NUMBER and text.isdigit():
        return int(text)
    return local_date(text, wanted) if wanted in (Kind.MOMENT, Kind.DAY) else text


def local_date(text: str, wanted: Kind) -> str:
    """A date as the bulletin's editors write it; any other text as it is."""
    try:
        moment = dates.local(dates.parse(text))
    except dates.DateError:
        return text
    return f"{moment:%Y-%m-%d}" if wanted is Kind.DAY else f"{moment:%Y-%m-%d %H:%M}"


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
    return text or None


def _moment(text: str) -> str | None:
    """The minute of a date in UTC, since Decap's picker knows no seconds."""
    for parse in (dates.parse, dates.parse_day):
        try:
            return f"{parse(text).astimezone(UTC):%Y-%m-%d %H:%M}"
        except dates.DateError:
            continue
    return text or None


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
