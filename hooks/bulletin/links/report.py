"""The report on external links, for people and for programs."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..stylebook import letters, words
from .citations import Place
from .inquiry import UNCLEAR, host_of
from .memory import DEAD, SUSPECT, Failure

_ORDER = (DEAD, SUSPECT, UNCLEAR)


class Finding(NamedTuple):
    """An address that failed, with the places that name it."""

    address: str
    failure: Failure
    places: tuple[Place, ...]


class Report(NamedTuple):
    """What an inquiry found: the failures, how many addresses were asked, and those that must not be asked."""

    findings: tuple[Finding, ...]
    asked: int
    skipped: tuple[str, ...]

    @property
    def has_dead(self) -> bool:
        return any(finding.failure.state == DEAD for finding in self.findings)

    def as_text(self) -> str:
        return "\n".join(_lines(self))

    def as_json(self) -> str:
        """An object with `asked` (a number), `skipped` (addresses), and `failed`: of each address its host, its state
        (`dead`, `suspect`, `unclear`), its reason, the status of HTTP or 0, the day since when, and its places.
        """
        failed = [
            {
                "address": finding.address,
                "host": host_of(finding.address),
                **finding.failure._asdict(),
                "places": [place._asdict() for place in finding.places],
            }
            for finding in self.findings
        ]
        content = {"asked": self.asked, "skipped": self.skipped, "failed": failed}
        return json.dumps(content, ensure_ascii=False, indent=2)


def _lines(report: Report) -> Iterator[str]:
    for state in _ORDER:
        found = [finding for finding in report.findings if finding.failure.state == state]
        if found:
            yield words.sentence(f"links.headings.{state}")
            yield from _by_host(found)
    if report.skipped:
        yield words.sentence("links.skipped", count=len(report.skipped))
        yield from (f"  {letters.readable(address)}" for address in report.skipped)
    counts = {state: sum(finding.failure.state == state for finding in report.findings) for state in _ORDER}
    yield words.sentence("links.count", asked=report.asked, **counts)


def _by_host(findings: Sequence[Finding]) -> Iterator[str]:
    ordered = sorted(findings, key=lambda finding: (host_of(finding.address), finding.address))
    for host, group in groupby(ordered, key=lambda finding: host_of(finding.address)):
        yield f"{letters.readable(host)}:"
        for finding in group:
            failure = finding.failure
            reason = words.sentence(f"links.reasons.{failure.reason}", status=failure.status)
            day = "/".join(reversed(failure.since.split("-")))
            address = letters.readable(finding.address)
            yield words.sentence("links.failed", address=address, reason=reason, since=day)
            yield from (f"    {place.file}:{place.line}" for place in finding.places)
