"""The examination: all checks, one after the other. What keeps one of them from its end is its finding."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ..edition.edition import Edition
from ..machine.web import NoAnswerError, Web
from ..problems import Problem
from ..settings import site_url
from ..settings.settings import Settings
from ..stylebook import words
from . import (
    builds,
    live_addresses,
    live_headers,
    live_news,
    live_search,
    live_transport,
    moments,
    newsroom,
    programs,
    storage,
)
from .finding import Finding, fault, ok
from .visit import Visit

_CERTIFICATE = frozenset({"expired", "wrong-name", "untrusted"})
_LIVE: tuple[tuple[str, Callable[[Visit], Iterator[Finding]]], ...] = (
    ("front", live_news.check_front),
    ("feeds", live_news.check_feeds),
    ("sitemap", live_news.check_sitemap),
    ("live_notices", live_news.check_notices),
    ("search", live_search.check),
    ("missing", live_addresses.check),
    ("policy", live_headers.check),
    ("certificate", live_transport.check),
)
"""Each with the name under which it stands when the server gives it no answer."""


def of_machine(settings: Settings, file: Path, now: datetime) -> Iterator[Finding]:
    """Everything about this machine that can be seen without reading a post."""
    yield ok("settings", file=file.name, url=settings.site_url)
    yield from programs.check(settings)
    yield from storage.check(settings)
    yield from moments.check(settings, now)
    yield from builds.check(settings)
    yield from newsroom.check_views(settings, now)


def of_newsroom(edition: Edition, problems: Sequence[Problem], gaps: Sequence[Problem]) -> Iterator[Finding]:
    """What posts and pages wait for."""
    yield from newsroom.check(edition, problems, gaps)


def of_site(url: str, edition: Edition, web: Web) -> Iterator[Finding]:
    """The site at a URL, which readers get. A site that does not answer is told once. Raises SiteUrlError."""
    visit = Visit(site_url.normal(url), edition, web)
    try:
        visit.get("")
    except NoAnswerError as error:
        name = "certificate" if error.code in _CERTIFICATE else "answer"
        yield fault(name, "no_answer", url=visit.root, reason=_reason(error))
        return
    for name, check in _LIVE:
        try:
            yield from check(visit)
        except NoAnswerError as error:
            yield fault("answer", "cut_off", check=words.sentence(f"doctor.{name}.name"), reason=_reason(error))


def _reason(error: NoAnswerError) -> str:
    return words.sentence("doctor.reasons.late" if error.code == "late" else f"links.reasons.{error.code}")
