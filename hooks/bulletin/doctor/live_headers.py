"""Live headers: the policy and the other headers of README.md, types, and how long browsers keep what they get."""

import re
from collections.abc import Iterator

from ..machine.web import Answer
from ..pictures import renditions
from ..stylebook import addresses
from . import newsroom
from .finding import Finding, fault, ok, warning
from .visit import Visit, lifetime, media_type

_SELF = frozenset({"'self'", "'none'"})
_POLICY = {
    "default-src": _SELF,
    "script-src": _SELF | {"'wasm-unsafe-eval'"},
    "img-src": _SELF | {"data:"},
    "frame-src": _SELF | {"https://www.youtube-nocookie.com", "https://player.vimeo.com"},
    "base-uri": _SELF,
    "form-action": _SELF,
    "frame-ancestors": _SELF,
    "object-src": _SELF,
}
"""What each part of a Content-Security-Policy may allow. Parts that are not here may allow what `default-src` may."""
_NEEDED = ("default-src", "base-uri", "form-action", "frame-ancestors")
"""`default-src` does not stand in for the others."""
_CAREFUL = frozenset(
    {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "no-referrer-when-downgrade"}
)
_XML = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})
_SCRIPT = frozenset({"application/javascript", "text/javascript"})
_JSON = frozenset({"application/json", "application/feed+json"})
_TYPES = {
    addresses.feed(): _XML,
    addresses.atom_feed(): _XML,
    addresses.json_feed(): _JSON,
    addresses.SITEMAP: frozenset({"application/xml", "text/xml"}),
    addresses.FEED_STYLE: _XML | {"application/xslt+xml", "text/xsl"},
    addresses.SERVICE_WORKER: _SCRIPT,
    addresses.ALERT_SCRIPT: _SCRIPT,
    addresses.APP_MANIFEST: frozenset({"application/manifest+json", "application/json"}),
    addresses.CALENDAR: frozenset({"text/calendar"}),
    addresses.ROBOTS: frozenset({"text/plain"}),
}
_STYLE = re.compile(r'href="(?:[^"]*/)?(assets/[^"?]+\.css\?v=[0-9a-f]+)"')
_MINUTES, _HOUR, _DAYS = 10 * 60, 60 * 60, 30 * 24 * 60 * 60
"""Seconds: the most for a page and for the notices, the most for the worker, the least for what has a name of its
own.
"""


def check(visit: Visit) -> Iterator[Finding]:
    answers = _answers(visit)
    yield _policy(visit, answers)
    yield _one_header(answers, "nosniff", "X-Content-Type-Options", frozenset({"nosniff"}))
    yield _one_header(answers, "referrer", "Referrer-Policy", _CAREFUL)
    yield _types(visit)
    yield from _keeping(visit)


def _answers(visit: Visit) -> dict[str, Answer]:
    """Answers of several kinds: an `add_header` in a location of nginx silences those of the server block there."""
    article = newsroom.newest(visit.edition)
    unknown = "khong-co-trang-nay/"
    kinds = ["", unknown, addresses.feed(), addresses.SERVICE_WORKER, addresses.ALERT_SCRIPT, *_style(visit)]
    if article:
        kinds.append(article.address)
        if picture := article.facts.thumbnail:
            kinds.append(picture.address + renditions.smallest(picture.shape).suffix)
    return {address: visit.get(address) for address in kinds}


def _style(visit: Visit) -> list[str]:
    """The address of a style sheet with its version, as the front page names it."""
    found = _STYLE.search(visit.text(""))
    return [found[1]] if found else []


def _policy(visit: Visit, answers: dict[str, Answer]) -> Finding:
    for address, answer in answers.items():
        said = answer.headers.getlist("Content-Security-Policy")
        if len(said) != 1:
            return fault("policy", "none" if not said else "twice", address=address)
        steps = [part.split() for part in said[0].split(";") if part.strip()]
        parts = {name.lower(): frozenset(values) for name, *values in steps}
        for name in _NEEDED:
            if name not in parts:
                return fault("policy", "without", address=address, part=name)
        for name, allowed in parts.items():
            if loose := sorted(allowed - _POLICY.get(name, _POLICY["default-src"])):
                return fault("policy", "loose", address=address, part=name, value=" ".join(loose))
        if visit.settings.bulletin.search and "'wasm-unsafe-eval'" not in parts.get("script-src", ()):
            return fault("policy", "no_search", address=address)
    return ok("policy", count=len(answers))


def _one_header(answers: dict[str, Answer], check_name: str, header: str, right: frozenset[str]) -> Finding:
    for address, answer in answers.items():
        said = answer.headers.get(header, "").strip().lower()
        if said not in right:
            return fault(check_name, "wrong" if said else "none", address=address, value=said)
    return ok(check_name)


def _types(visit: Visit) -> Finding:
    types = {**_TYPES, **{address: frozenset({"text/css"}) for address in _style(visit)}}
    for address, right in types.items():
        answer = visit.get(address)
        if answer.status == 200 and media_type(answer) not in right:
            return fault("types", "wrong", address=address, kind=media_type(answer) or "–", right=min(right))
    return ok("types", count=len(types))


def _keeping(visit: Visit) -> Iterator[Finding]:
    for name, address, most in (
        ("keeping", "", _MINUTES),
        ("worker", addresses.SERVICE_WORKER, _HOUR),
        ("notice_script", addresses.ALERT_SCRIPT, _MINUTES),
    ):
        answer = visit.get(address)
        seconds = lifetime(answer)
        if answer.status != 200:
            yield fault(name, "status", address=address, status=answer.status)
        elif seconds is None:
            yield fault(name, "unsaid", address=address)
        else:
            yield (fault(name, "long", address=address, seconds=seconds) if seconds > most else ok(name))
    for address in _style(visit):
        seconds = lifetime(visit.get(address)) or 0
        yield warning("versions", "short", address=address) if seconds < _DAYS else ok("versions")
