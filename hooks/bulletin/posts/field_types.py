"""The types of values in front matter: how each is read from the text in a post, and what it may be."""

import posixpath
import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from ..pictures import media
from ..stylebook import addresses, dates, old_addresses
from . import yaml_lines

_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?")


class Keys(BaseModel):
    """The base class of all groups of keys. A key that its group does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_line(value: Any) -> Any:
    """Joins a text that is wrapped over several lines in the YAML: on the page it is one line."""
    return re.sub(r"[ \t\n]+", " ", value).strip() if isinstance(value, str) else value


def one_or_several(value: Any) -> Any:
    """Divides `A, B` without brackets into two values. A value in quotes stays whole, like `"Sở Văn hóa, Thể thao và Du
    lịch"`.
    """
    if isinstance(value, yaml_lines.Quoted):
        return [value]
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse(value)
    except dates.DateError as error:
        raise PydanticCustomError(error.code, "{value}", {"value": value, "suggestion": error.suggestion}) from None


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse_day(value)
    except dates.DateError as error:
        raise PydanticCustomError(error.code, "{value}", {"value": value, "suggestion": error.suggestion}) from None


def known_category(value: str, info: ValidationInfo) -> str:
    """Takes the slug of a category of the bulletin only."""
    categories = (info.context or {}).get("categories", {})
    if value not in categories:
        raise PydanticCustomError("unknown-category", "{value}", {"value": value})
    return value


def digits(value: Any) -> Any:
    """Refuses `1.000`, which means a thousand to a Vietnamese reader and one to Python."""
    if isinstance(value, str) and not re.fullmatch(r"\d+", value.strip()):
        raise PydanticCustomError("int_parsing", "{value}", {"value": value})
    return value


def risk_level(value: Any) -> Any:
    """Takes only a digit from 1 to 5. `cấp 4` is not taken for 4: everybody who reads the file has to see the same
    number everywhere.
    """
    if isinstance(value, str) and not re.fullmatch(r"[1-5]", value.strip()):
        digit = re.search(r"(?<!\d)[1-5](?!\d)", value)
        raise PydanticCustomError(
            "bad-risk-level", "{value}", {"value": value, "suggestion": digit[0] if digit else "3"}
        )
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_valid = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"'\\]", value)
    except ValueError:
        is_valid = False
    if not is_valid:
        raise PydanticCustomError("bad-url", "{value}", {"value": value})
    return value


def point(value: Any) -> Any:
    """Reads `30% 40%` as two numbers."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d{1,3})%?[\s,]+(\d{1,3})%?", value.strip())
    if match is None or max(int(match[1]), int(match[2])) > 100:
        raise PydanticCustomError("bad-focus", "{value}", {"value": value})
    return int(match[1]), int(match[2])


def slug(value: str) -> str:
    """Takes a slug only as the bulletin itself would write it."""
    if value != addresses.slug(value) or not value:
        raise PydanticCustomError(
            "bad-slug", "{value}", {"value": value, "suggestion": addresses.slug(value) or "ten-bai"}
        )
    return value


def identifier(value: str) -> str:
    """Takes only what may stand in a feed's guid as it is (RFC 4151 allows more)."""
    if not _IDENTIFIER.fullmatch(value):
        raise PydanticCustomError("bad-id", "{value}", {"value": value, "suggestion": addresses.slug(value) or "bai-1"})
    return value


def _is_relative(path: str) -> bool:
    return not (path.startswith("/") or "\\" in path or "://" in path)


def post_file(value: str) -> str:
    """Takes the path of another post, as a link in a text would name it: `../08/quy-dinh-moi.md`."""
    if not value.endswith(".md") or not _is_relative(value):
        raise PydanticCustomError("bad-post-path", "{value}", {"value": value})
    return value


def media_file(value: str) -> str:
    """Takes the path of a picture or attachment within `posts/`, as the post in its month's folder would name it."""
    path = posixpath.normpath(f"0000/00/{value}")
    if path.startswith("../") or not _is_relative(value) or not media.is_media(path):
        raise PydanticCustomError("bad-media-path", "{value}", {"value": value})
    return value


def known_series(value: str, info: ValidationInfo) -> str:
    """Takes the slug of a series of the bulletin only."""
    series = (info.context or {}).get("series", {})
    if value not in series:
        raise PydanticCustomError("unknown-series", "{value}", {"value": value})
    return value


def old_address(value: str) -> str:
    """Takes an address only if the site, or its server, can redirect from it."""
    if old_addresses.alias(value) is None and old_addresses.alias_with_query(value) is None:
        raise PydanticCustomError("bad-alias", "{value}", {"value": value})
    return value


_Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1)]
Title = Annotated[_Line, StringConstraints(max_length=300)]
Words = Annotated[_Line, StringConstraints(max_length=2000)]
Name = Annotated[_Line, StringConstraints(max_length=120)]
FileName = Annotated[_Line, StringConstraints(max_length=300)]
MediaFile = Annotated[FileName, AfterValidator(media_file)]
PostFile = Annotated[_Line, StringConstraints(max_length=300), AfterValidator(post_file)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[datetime, BeforeValidator(_day)]
"""A day without a time. Its moment is its beginning in Vietnam."""
WebAddress = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(max_length=2000), AfterValidator(_web_address)
]
