"""New values as YAML, written as an editor of the bulletin would write them."""

import re
import textwrap

from bulletin.posts import new_post

from . import meaning
from .meaning import Kind, Path
from .tree import Scalar, Value

_STEP = "  "


def lines(key: str, value: Value, path: Path, indent: str = "") -> str:
    """A key with its value as whole lines with LF. `path` is that of the value."""
    if isinstance(value, dict):
        inner = "".join(lines(name, item, (*path, name), indent + _STEP) for name, item in ordered(value, path))
        return f"{indent}{key}:\n{inner}"
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return f"{indent}{key}:\n" + "".join(entry(item, path, indent + _STEP) for item in value)
    return f"{indent}{key}: {inline(value, path, indent)}\n"


def ordered(value: dict[str, Value], path: Path) -> list[tuple[str, Value]]:
    """The keys of a group that say something, in the schema's order."""
    order = meaning.order(path)
    said = [(key, item) for key, item in value.items() if meaning.of(item, (*path, key)) is not None]
    return sorted(said, key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def entry(value: Value, path: Path, indent: str) -> str:
    """One entry of a list as whole lines. `indent` stands before its hyphen."""
    if isinstance(value, dict):
        inner = "".join(lines(key, item, (*path, key), indent + _STEP) for key, item in ordered(value, path))
        return f"{indent}- {inner[len(indent) + len(_STEP) :]}"
    return f"{indent}- {new_post.quoted(' '.join(str(value or '').split()))}\n"


def inline(value: Value, path: Path, indent: str = "") -> str:
    """A value behind its key: a scalar, or a list in brackets. A text of several lines becomes a block."""
    if isinstance(value, list):
        names = tuple(str(item) for item in value if isinstance(item, Scalar) and meaning.of(item, path))
        if meaning.kind(path) is Kind.SEVERAL:
            return new_post.several(names)
        return new_post.quoted(list(names))
    if value is None or isinstance(value, dict):
        return ""
    wanted = meaning.kind(path)
    if wanted is Kind.LINES and "\n" in value.strip("\n"):
        return "|-\n" + textwrap.indent(value.strip("\n"), indent + _STEP)
    text = re.sub(r"\s+", " ", value).strip()
    if wanted is Kind.MOMENT or wanted is Kind.DAY:
        date = meaning.local_date(text, wanted)
        return date if re.fullmatch(r"[\d :-]+", date) else new_post.quoted(date)
    if wanted in (Kind.SWITCH, Kind.NUMBER):
        return text if re.fullmatch(r"\w+", text) else new_post.quoted(text)
    if wanted is Kind.SEVERAL:
        return new_post.several((text,)) if value.is_quoted else text
    return new_post.quoted(text)


def in_brackets(value: Value, path: Path) -> str:
    """A scalar as it may stand between brackets, where a comma divides."""
    return new_post.quoted([re.sub(r"\s+", " ", str(value or "")).strip()])[1:-1]
