"""The count: reads logs, and adds what people have read to the totals."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..settings.settings import Settings
from . import log_file, log_line, stretches, totals
from .goaccess import GoAccess
from .log_file import LogError
from .stretches import Line
from .totals import Totals


@dataclass
class Tally:
    """What became of some logs. `skipped` counts the lines that tell of no new reading, by the reason."""

    logs: int = 0
    lines: int = 0
    readings: int = 0
    articles: int = 0
    first: date | None = None
    last: date | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    """Sentences about logs that can't be read."""
    foreign: list[str] = field(default_factory=list)
    """The logs of another format."""


def count(logs: Sequence[str], settings: Settings, addresses: frozenset[str], today: date, file: Path) -> Tally:
    """Counts the readings in some logs, and writes the totals into a file once, at the end.

    `addresses` are those of all articles. Raises TotalsError and GoAccessError; then nothing has been counted.
    """
    counts = settings.bulletin.view_counts
    assert counts is not None, "otherwise there is no file"
    kept, tally = totals.load(file), Tally()
    goaccess = GoAccess(counts.log_format, len(addresses))
    reader = _Reader(log_line.parser(counts.log_format), settings.root, today, kept, tally)
    try:
        for log in logs:
            for line in reader.new_lines(log):
                if line.address in addresses:
                    goaccess.hand(line.day, line.rewritten)
                else:
                    tally.skipped["other"] += 1
        goaccess.finish()
    finally:
        goaccess.end()
    _add(goaccess, kept, tally)
    if goaccess.unreadable and not (goaccess.robots or tally.readings):
        tally.foreign = list(logs)  # to be counted once the setting is right
    else:
        kept.forget(today)
        totals.save(file, kept)
    return tally


@dataclass(frozen=True)
class _Reader:
    """Reads logs of one format. `root` is the path of the site."""

    parse: log_line.Parser
    root: str
    today: date
    kept: Totals
    tally: Tally

    def new_lines(self, log: str) -> Iterator[Line]:
        """Yields the lines of a log that may tell of a reading and were not counted before."""
        tally = self.tally
        lines, unknown = tally.lines, tally.skipped["format"]
        try:
            for _, of_hour in groupby(self._lines(log), key=itemgetter(0)):
                found = [line for _, line in of_hour]
                new = stretches.take_new(found, self.kept, self.today)
                tally.skipped["again"] += len(found) - len(new)
                yield from new
        except LogError as error:
            tally.troubles.append(str(error))
            return
        tally.logs += 1
        if tally.lines > lines and tally.lines - lines == tally.skipped["format"] - unknown:
            tally.foreign.append(log)

    def _lines(self, log: str) -> Iterator[tuple[datetime, Line]]:
        """Yields the lines of a log that may tell of a reading, each with its hour."""
        skipped = self.tally.skipped
        for content in log_file.lines(log, skipped):
            if not content or content.startswith(b"#"):  # a heading of CloudFront's
                continue
            self.tally.lines += 1
            request = self.parse(content)
            if request is None:
                skipped["format"] += 1
                continue
            address = log_line.permalink(request.target, self.root) if log_line.is_read(request) else None
            if address is None:
                skipped["other"] += 1
            elif request.day > self.today:
                skipped["future"] += 1
            elif self.kept.forgotten and request.day <= self.kept.forgotten:
                skipped["old"] += 1
            else:
                yield request.hour, Line(content, request.day, address, request.with_target(f"/{address}"))


def _add(goaccess: GoAccess, kept: Totals, tally: Tally) -> None:
    """Adds what people have read to the totals."""
    read = set()
    for day, hits in goaccess.hits.items():
        for target, readings in hits.items():
            address = target.removeprefix("/")
            kept.add(address, day, readings)
            read.add(address)
            tally.readings += readings
            tally.first, tally.last = min(tally.first or day, day), max(tally.last or day, day)
    tally.articles = len(read)
    tally.skipped.update(robot=goaccess.robots, unreadable=goaccess.unreadable)
