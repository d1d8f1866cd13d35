"""The lines of logs: which of them tell that somebody read an article, of which one, and when.

Only what GoAccess can't be asked for is read here. It judges the rest of the line.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec

from ..stylebook import addresses, dates

_READ = frozenset({"200", "304"})
"""The page was sent, or the reader's browser still had it."""
_PERMALINK = re.compile(r"\d{4}/\d{2}/[^/]+/")
_QUOTED = re.compile(
    rb'\[(?P<hour>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d):\d\d:\d\d (?P<offset>[+-]\d{4})\] [^"]*'
    rb'"(?P<method>[A-Z]+) (?P<target>\S+) HTTP/[\d.]+" (?P<status>\d{3}) '
)
"""The part that the formats of nginx, Apache and S3 have in common."""
_TABLE = {"day": 0, "time": 1, "method": 5, "target": 7, "status": 8, "referrer": 9, "query": 11}
"""The fields of a line of CloudFront:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
"""


class Request(NamedTuple):
    """A request as a line of a log tells it. `hour` is the hour in Vietnam. `with_target` gives the line with another
    target.
    """

    hour: datetime
    method: str
    target: str
    status: str
    is_by_worker: bool
    """Whether the service worker asked, to keep a page that its reader had opened before."""
    with_target: Callable[[str], bytes]

    @property
    def day(self) -> date:
        return self.hour.date()


Parser = Callable[[bytes], Request | None]
"""Reads a line; None when it is of another format."""


def is_read(request: Request) -> bool:
    """Whether a page was read, as far as a line tells without its browser."""
    return request.method == "GET" and request.status in _READ and not request.is_by_worker


@lru_cache(maxsize=4096)
def permalink(target: str, root: str) -> str | None:
    """The address of the article that a request asks for; None if no article can have it. `root` is the site's path."""
    path = unquote(target.partition("?")[0].partition("#")[0])
    address = path.removeprefix(root).removesuffix("index.html")
    return address if path.startswith(root) and _PERMALINK.fullmatch(address) else None


def parser(log_format: str) -> Parser:
    """The parser for a format, by GoAccess's name for it."""
    return {"CLOUDFRONT": _of_table, "CADDY": _of_json}.get(log_format, _of_quoted)


def _of_quoted(line: bytes) -> Request | None:
    match = _QUOTED.search(line)
    hour = match and _hour(match["hour"].decode(), match["offset"].decode())
    if match is None or hour is None:
        return None
    begin, end = match.span("target")
    return Request(
        hour,
        match["method"].decode(),
        match["target"].decode(),
        match["status"].decode(),
        _is_worker(line[match.end() :].decode()),
        lambda target: line[:begin] + target.encode() + line[end:],
    )


@lru_cache(maxsize=1024)
def _hour(text: str, offset: str) -> datetime | None:
    """The hour of `28/Nov/2026:23`, in Vietnam."""
    try:
        return dates.local(datetime.strptime(f"{text} {offset}", "%d/%b/%Y:%H %z"))
    except (ValueError, OverflowError):
        return None


def _is_worker(text: str) -> bool:
    return f'/{addresses.SERVICE_WORKER}"' in text


def _of_table(line: bytes) -> Request | None:
    fields = line.decode().split("\t")
    if len(fields) <= max(_TABLE.values()):
        return None
    facts = {name: fields[number] for name, number in _TABLE.items()}
    try:
        hour = dates.local(datetime.fromisoformat(f"{facts['day']}T{facts['time'][:2]}:00").replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None

    def with_target(target: str) -> bytes:
        written = {_TABLE["target"]: target, _TABLE["query"]: "-"}
        return "\t".join([written.get(number, field) for number, field in enumerate(fields)]).encode()

    return Request(
        hour,
        facts["method"],
        facts["target"],
        facts["status"],
        facts["referrer"].endswith(f"/{addresses.SERVICE_WORKER}"),
        with_target,
    )


class _CaddyRequest(msgspec.Struct):
    method: str
    uri: str
    headers: dict[str, list[str]] = {}


class _CaddyLine(msgspec.Struct):
    ts: float
    request: _CaddyRequest
    status: int


def _of_json(line: bytes) -> Request | None:
    try:
        told = _decode(line)
        moment = dates.local(datetime.fromtimestamp(told.ts, UTC))
    except (msgspec.DecodeError, ValueError, OverflowError, OSError):
        return None

    def with_target(target: str) -> bytes:
        whole: dict[str, Any] = msgspec.json.decode(line)
        whole["request"]["uri"] = target
        return msgspec.json.encode(whole)

    referrer = "".join(told.request.headers.get("Referer", []))
    return Request(
        moment.replace(minute=0, second=0, microsecond=0),
        told.request.method,
        told.request.uri,
        str(told.status),
        referrer.endswith(f"/{addresses.SERVICE_WORKER}"),
        with_target,
    )


_decode = msgspec.json.Decoder(_CaddyLine).decode
