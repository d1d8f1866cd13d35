"""The inquiry: asks each address of another site whether anything is there, and is a polite guest.

linkinator and lychee were tried. linkinator 8 wants a newer Node than Debian's; 7 asks one host fifty times in a fifth
of a second, follows a redirect into a private network, and calls 403 and 503 broken. lychee is sound but weighs 300 MB.
Neither takes the answers of two days together. So the addresses are asked by urllib3, which is installed anyway.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from ..machine.web import NoAnswerError, Web

ALIVE, GONE, UNCLEAR, SKIPPED = "alive", "gone", "unclear", "skipped"
_AT_ONCE = 8
"""Hosts that are asked side by side, each of them one question after the other."""
_PAUSE, _BEFORE_RETRY = 0.5, 2.0
"""Seconds between two questions to a host, and before a question is asked again."""
_PATIENCE = 15.0
"""Seconds for one answer."""
_MOST_REDIRECTS = 10
_MOST_BYTES = 1 << 12
"""Enough to see that a page begins."""
_GONE = frozenset({404, 410})
_NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 429, 451, 999})
"""Answers with which sites turn away programs, whether the page is there or not. Asking again would be impolite."""


class Outcome(NamedTuple):
    """What came of asking for an address.

    `reason` is a code of NoAnswerError, `loop` for redirects without an end, `status` for a status of HTTP, or empty.
    """

    state: str
    reason: str = ""
    status: int = 0


def ask_all(addresses: Iterable[str], web: Web) -> Iterator[tuple[str, Outcome]]:
    """Yields each address with its outcome, host by host, as they come in."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[host_of(address)].append(address)
    with ThreadPoolExecutor(_AT_ONCE) as guests:
        for outcomes in guests.map(lambda host: list(_ask_host(by_host[host], web)), by_host):
            yield from outcomes


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _ask_host(addresses: list[str], web: Web) -> Iterator[tuple[str, Outcome]]:
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        outcome = ask(address, web)
        if outcome.state == UNCLEAR and outcome.status not in _NOT_FOR_PROGRAMS:
            time.sleep(_BEFORE_RETRY)
            outcome = ask(address, web)
        yield address, outcome


def ask(address: str, web: Web) -> Outcome:
    """Asks for the head of a page, and for the page itself if a server denies the head: not all of them know HEAD."""
    outcome = _follow(address, web, "HEAD")
    return outcome if outcome.state in (ALIVE, SKIPPED) or not outcome.status else _follow(address, web, "GET")


def _follow(address: str, web: Web, method: str) -> Outcome:
    """Asks for an address, and for those to which it leads on."""
    for _ in range(_MOST_REDIRECTS):
        try:
            answer = web.ask(address, _PATIENCE, _MOST_BYTES, method)
        except NoAnswerError as error:
            return Outcome({"inside": SKIPPED, "name": GONE, "address": GONE}.get(error.code, UNCLEAR), error.code)
        target = answer.headers.get("Location", "")
        if not (300 <= answer.status < 400 and target):
            break
        try:
            address = urljoin(address, target)
        except ValueError:
            return Outcome(UNCLEAR, "broken")
    else:
        return Outcome(UNCLEAR, "loop")
    if answer.status < 400:
        return Outcome(ALIVE)
    return Outcome(GONE if answer.status in _GONE else UNCLEAR, "status", answer.status)
