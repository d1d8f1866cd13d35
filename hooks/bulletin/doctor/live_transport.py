"""Live transport: the certificate, the way from http to https, packed copies, and the server's clock."""

import zlib
from collections.abc import Iterator

from ..machine.web import NoAnswerError
from .finding import Finding, fault, ok, warning
from .visit import Visit, media_type, said_time

_DAY = 24 * 60 * 60
_URGENT, _SOON = 7, 21
"""Days before a certificate ends. certbot renews it thirty days before."""
_TOLERANCE = 60
"""Seconds between the server's clock and this machine's."""


def check(visit: Visit) -> Iterator[Finding]:
    yield from _certificate(visit)
    yield _clock(visit)
    if visit.get("").status == 200:
        yield _packing(visit)


def _certificate(visit: Visit) -> Iterator[Finding]:
    answer = visit.get("")
    if answer.certificate_ends is None:
        yield warning("certificate", "none")
        return
    days = int((answer.certificate_ends - answer.came) // _DAY)
    state, case = (fault, "soon") if days < _URGENT else (warning, "soon") if days < _SOON else (ok, "ok")
    yield state("certificate", case, days=days)
    yield _encryption(visit)


def _encryption(visit: Visit) -> Finding:
    """Whether the same address without the `s` leads to this one."""
    plain = visit.root.replace("https:", "http:", 1)
    try:
        answer = visit.get_url(plain)
    except NoAnswerError:
        return warning("encryption", "closed", url=plain)
    if answer.status in (301, 302, 307, 308) and visit.target(answer, "") == visit.root:
        return ok("encryption")
    return fault("encryption", "open", url=plain, status=answer.status)


def _clock(visit: Visit) -> Finding:
    answer = visit.get("")
    said = said_time(answer)
    if said is None:
        return warning("server_clock", "unsaid")
    seconds = round(said - answer.came)
    return fault("server_clock", "apart", seconds=seconds) if abs(seconds) > _TOLERANCE else ok("server_clock")


def _packing(visit: Visit) -> Finding:
    """Whether pages come packed, and whether what is packed is the page of today: packed copies lie beside it."""
    packed, plain = visit.get("", "gzip"), visit.get("")
    coding = packed.headers.get("Content-Encoding", "").lower()
    if coding != "gzip":
        return warning("packing", "none", size=len(plain.body))
    try:
        content = zlib.decompressobj(wbits=31).decompress(packed.body, len(plain.body) + 1)
    except zlib.error:
        return fault("packing", "broken")
    if content != plain.body:
        return fault("packing", "differs")
    has_brotli = visit.get("", "br").headers.get("Content-Encoding", "").lower() == "br"
    kind = media_type(plain)
    return ok("packing", "ok" if has_brotli else "gzip_only", kind=kind, size=len(packed.body))
