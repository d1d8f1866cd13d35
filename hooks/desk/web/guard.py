"""The guard: what a request must be before anything else looks at it.

Everything comes through the proxy, which has verified the login and shows a secret that it shares with the desk. What
comes past the proxy lacks the secret, so a forged `X-Remote-User` is worth nothing.
"""

import asyncio
import hmac
import logging
import re
import time
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..person import Person
from ..refusal import Refusal
from ..settings import DeskSettings
from . import answers, headers
from .logins import Logins

_METHODS = ("GET", "HEAD", "POST")
_RAW_PATH = re.compile(rb"/[A-Za-z0-9._~%!$&'()*+,;=:@/-]{0,2000}")
_HIDDEN = re.compile(rb"%(?:[01][0-9a-f]|2f|5c|7f)", re.IGNORECASE)
"""A slash, a backslash or a control character in disguise."""
_LONGEST_QUERY = 2000
_SMALL = 64 * 1024
_PASTE = 8 * 1024 * 1024
_ADDRESS = re.compile(r"[0-9a-fA-F.:]{2,45}")
_BODY_SECONDS = 120.0
PUBLIC = ("/chia-se/", "/admin/tinh/", "/admin/ban-thao/")
"""What needs no login: a share and a proof carry a signed pass in their address, and style sheets hold no secret."""
FAILED_LOGIN = "/-/dang-nhap-hong"
"""Where the proxy tells of a failed login. Only its internal location leads here."""
log = logging.getLogger("desk")


class Guard:
    """Lets a request through to the application, with `scope["person"]` and its whole body read, or answers it."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, secret: bytes, logins: Logins) -> None:
        self._app = app
        self._settings = settings
        self._secret = secret
        self._logins = logins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        begin, status = time.perf_counter(), 0
        is_begun = False

        async def guarded_send(message: Message) -> None:
            nonlocal status, is_begun
            if message["type"] == "http.response.start":
                status, is_begun = message["status"], True
                names = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *(item for item in message["headers"] if item[0].lower() != b"server"),
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in {**headers.ALWAYS, "Content-Security-Policy": headers.NOTHING}.items()
                        if name.lower().encode() not in names
                    ),
                ]
            await send(message)

        scope["person"] = None
        try:
            self._admit(scope)
            body = await self._body(scope, receive) if scope["method"] == "POST" else b""
            await self._app(scope, _replay(body, receive), guarded_send)
        except Refusal as refusal:
            await answers.refused(scope, refusal)(scope, receive, guarded_send)
        except Exception as error:
            if not is_begun:
                await answers.broken(scope, error)(scope, receive, guarded_send)
        finally:
            _tell(scope, status, time.perf_counter() - begin)

    def _admit(self, scope: Scope) -> None:
        """Raises Refusal for whatever should not be here."""
        if scope["method"] not in _METHODS:
            raise Refusal(405, "web_method")
        given = _Headers(scope["headers"])
        _check_path(scope["raw_path"], scope["path"], scope["query_string"])
        if given.all(b"host") != [self._settings.host.encode()]:
            raise Refusal(421, "web_host")
        keys = given.all(b"x-desk-key")
        if len(keys) != 1 or not hmac.compare_digest(keys[0], self._secret):
            raise Refusal(403, "web_key")
        address = given.one(b"x-real-ip")
        login = given.one(b"x-remote-user")
        if not _ADDRESS.fullmatch(address):
            raise Refusal(403, "web_key")
        scope["address"] = address
        if scope["path"] == FAILED_LOGIN:
            scope["login"] = login
            return
        if scope["path"].startswith(PUBLIC):
            if scope["method"] == "POST":
                raise Refusal(405, "web_method")
            return
        if wait := self._logins.wait(address, login):
            raise answers.TooManyError("web_logins", wait)
        person = self._settings.by_login.get(login)
        if person is None:
            raise Refusal(403, "web_stranger")
        scope["person"] = person
        if scope["method"] == "POST":
            self._check_post(given)

    def _check_post(self, given: "_Headers") -> None:
        """A form of another site can send neither this origin nor this type; a script of another site has to ask."""
        if given.all(b"origin") != [self._settings.address.encode()]:
            raise Refusal(403, "web_origin")
        if given.one(b"sec-fetch-site", "same-origin") != "same-origin":
            raise Refusal(403, "web_origin")
        kind = given.one(b"content-type").lower().replace(" ", "")
        if kind not in ("application/json", "application/json;charset=utf-8"):
            raise Refusal(415, "web_type")
        if given.one(b"content-encoding", "identity") != "identity":
            raise Refusal(415, "web_type")

    def _limit(self, path: str) -> int:
        """The bytes that a body may have. Base64 makes four of three, and the text comes on top."""
        if path == "/admin/api/v1":
            return self._settings.limits.upload_megabytes * 1024 * 1024 * 4 // 3 + _PASTE
        return _PASTE if path == "/admin/api/paste" else _SMALL

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        given = _Headers(scope["headers"])
        limit = self._limit(scope["path"])
        length = given.one(b"content-length")
        if given.all(b"transfer-encoding") or not length.isdecimal() or len(length) > 12:
            raise Refusal(411, "web_length")
        if int(length) > limit:
            raise Refusal(413, "web_too_large", megabytes=max(1, limit // 1024 // 1024))
        body = bytearray()
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                while len(body) < int(length):
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Refusal(400, "web_body")
                    body += message.get("body", b"")
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise Refusal(408, "web_slow") from None
        if len(body) != int(length):
            raise Refusal(400, "web_body")
        return bytes(body)


class _Headers:
    """The headers of a request; their names come in small letters."""

    def __init__(self, pairs: Sequence[tuple[bytes, bytes]]) -> None:
        self._pairs = pairs

    def all(self, name: bytes) -> list[bytes]:
        return [value for key, value in self._pairs if key == name]

    def one(self, name: bytes, default: str = "") -> str:
        """The value of a header that may come once. Raises Refusal if it comes again: two programs would each take
        another one.
        """
        values = self.all(name)
        if len(values) > 1:
            raise Refusal(400, "web_header")
        return values[0].decode("latin-1") if values else default


def _check_path(raw: bytes, path: str, query: bytes) -> None:
    if not _RAW_PATH.fullmatch(raw) or _HIDDEN.search(raw) or len(query) > _LONGEST_QUERY:
        raise Refusal(404, "web_path")
    try:
        decoded = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(404, "web_path") from None
    segments = decoded.split("/")[1:]
    if (
        decoded != path
        or unicodedata.normalize("NFC", decoded) != decoded
        or not decoded.isprintable()
        or "\\" in decoded
        or any(segment in (".", "..") or segment.startswith(".") for segment in segments)
        or "" in segments[:-1]
    ):
        raise Refusal(404, "web_path")


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out a body that has been read, then whatever comes after it."""
    is_given = False

    async def again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """One line in the log. It never holds a header, a query, a body or the pass of a share."""
    person: Person | None = scope["person"]
    path = scope["path"] if scope["path"].isprintable() else "?"
    for prefix in ("/chia-se/", "/admin/ban-thao/"):
        if path.startswith(prefix):
            path = prefix + "…"
    who = person.login if person else "-"
    what = scope.get("verb", "")
    log.info("%s %s %s %s %d %dms", who, scope["method"], path[:200], what, status, seconds * 1000)
