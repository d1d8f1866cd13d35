"""The web as this machine reaches it: one request and its answer, bounded in time and size whatever the server does."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TimeoutExceeded
from urllib3.util import Timeout, Url

_CHUNK = 1 << 16
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 addresses (RFC 6052)."""
_CONNECTIONS = 2
"""Connections to one server that are kept open."""
_CERTIFICATES = {10: "expired", 62: "wrong-name", 64: "wrong-name"}
"""What OpenSSL's codes for certificates mean (openssl/x509_vfy.h): 62 is a wrong name, 64 a wrong address."""


class NoAnswerError(Exception):
    """A server gave no answer that can be read. `code` says why:

    `address` (no web address), `name` (there is no such host), `name-server` (nobody could say whether there is one),
    `inside` (an address of a private network), `refused`, `timeout`, `expired`, `wrong-name` and `untrusted` (the
    certificate), `broken` (no HTTP, or the connection broke).
    """

    @property
    def code(self) -> str:
        return str(self.args[0])


class Answer(NamedTuple):
    """An answer. `body` is as it came, packed or not, and stops after the bytes that were asked for. `came` is the time
    here, in seconds since 1970. `certificate_ends` is a time as well, None without TLS.
    """

    status: int
    headers: "urllib3.HTTPHeaderDict"
    body: bytes
    came: float
    certificate_ends: float | None


class Web:
    """Asks servers. It follows no redirect, and trusts the certificates that the system trusts.

    Unless it `may_ask_inside`, it connects to no address of a private network, whatever name leads there.
    """

    def __init__(self, agent: str, may_ask_inside: bool):
        self._agent = agent
        self._may_ask_inside = may_ask_inside
        self._context = ssl.create_default_context()
        # From 3.13 on, Python refuses certificates that readers' browsers take, as some offices' own authorities sign.
        self._context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        self._pools: dict[tuple[str, str, int, str], HTTPConnectionPool] = {}

    def ask(
        self,
        url: str,
        seconds: float,
        most: int = 1 << 20,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Asks for `url`, and reads at most `most` bytes of the body. Raises NoAnswerError, after `seconds` at the
        latest.
        """
        results: SimpleQueue[Answer | NoAnswerError] = SimpleQueue()

        def ask() -> None:
            try:
                results.put(self._ask(url, time.monotonic() + seconds, most, method, dict(headers or {})))
            except NoAnswerError as error:
                results.put(error)
            except Exception:  # whatever a library says about an answer that nobody has thought of
                results.put(NoAnswerError("broken"))

        # A server that sends a byte now and then would hold any time-out of a socket up for ever, and some name servers
        # do not know one. So whoever waits leaves the request to itself.
        Thread(target=ask, daemon=True).start()
        try:
            result = results.get(timeout=seconds)
        except Empty:
            raise NoAnswerError("timeout") from None
        if isinstance(result, NoAnswerError):
            raise result
        return result

    def _ask(self, url: str, deadline: float, most: int, method: str, headers: dict[str, str]) -> Answer:
        try:
            place = urllib3.util.parse_url(url)
        except HTTPError:
            raise NoAnswerError("address") from None
        if place.scheme not in ("http", "https") or not place.host:
            raise NoAnswerError("address")
        failure = NoAnswerError("refused")
        for pool in self._ways_to(place):
            try:
                return self._answer(pool, place, deadline, most, method, headers)
            except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                failure = NoAnswerError(_code(error))
        raise failure

    def _answer(
        self, pool: HTTPConnectionPool, place: Url, deadline: float, most: int, method: str, headers: dict[str, str]
    ) -> Answer:
        response = pool.urlopen(
            method,
            place.request_uri,
            headers={"User-Agent": self._agent, "Host": place.netloc or "", **headers},
            timeout=Timeout(total=max(deadline - time.monotonic(), 0.01)),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        came, body = time.time(), bytearray()
        with closing(response):  # a connection that has brought all of an answer is back in its pool by then
            ends = _certificate_ends(response)
            while len(body) <= most and time.monotonic() < deadline and (chunk := response.read1(_CHUNK)):
                body += chunk
        return Answer(response.status, response.headers, bytes(body[:most]), came, ends)

    def _ways_to(self, place: Url) -> Iterator[HTTPConnectionPool]:
        """The connections by which a host can be reached, by each of its addresses. What was looked up and found fit is
        what is connected to, so no second answer of a name server can lead elsewhere.
        """
        host, port = str(place.host).strip("[]"), place.port or (443 if place.scheme == "https" else 80)
        for number in self._numbers(host, port):
            key = (str(place.scheme), number, port, host)
            if key not in self._pools:
                self._pools[key] = (
                    HTTPSConnectionPool(
                        number, port, maxsize=_CONNECTIONS, ssl_context=self._context, server_hostname=host
                    )
                    if place.scheme == "https"
                    else HTTPConnectionPool(number, port, maxsize=_CONNECTIONS)
                )
            yield self._pools[key]

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            is_certain = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            raise NoAnswerError("name" if is_certain else "name-server") from None
        except UnicodeError:
            raise NoAnswerError("name") from None
        numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if not self._may_ask_inside and not all(map(_is_public, numbers)):
            raise NoAnswerError("inside")
        return numbers


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address in _TRANSLATED:
            return False
    return address.is_global and not address.is_multicast


def _certificate_ends(response: urllib3.BaseHTTPResponse) -> float | None:
    connection = getattr(response.connection, "sock", None)
    if not isinstance(connection, ssl.SSLSocket):
        return None
    end = (connection.getpeercert() or {}).get("notAfter")
    return ssl.cert_time_to_seconds(end) if isinstance(end, str) else None


def _code(error: BaseException) -> str:
    """The code of NoAnswerError for an error of urllib3, which wraps those of the system."""
    causes: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in causes:
        causes.append(current)
        wrapped = current.args[0] if current.args and isinstance(current.args[0], BaseException) else None
        current = current.__cause__ or wrapped or current.__context__
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATES.get(cause.verify_code, "untrusted")
    if isinstance(error, NewConnectionError):  # urllib3 counts it among the time-outs
        return "refused"
    return "timeout" if any(isinstance(cause, TimeoutError | TimeoutExceeded) for cause in causes) else "broken"
