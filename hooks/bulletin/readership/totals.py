"""The totals: how often each article was read until which day, in a file that outlives every log."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
from filelock import FileLock, Timeout

from ..settings.settings import Settings
from ..stylebook import words

WEEK = timedelta(days=7)
"""The days whose readings are kept one by one: the newest day that was counted, and six before it."""
MEMORY = timedelta(days=45)
"""So long after it was last seen, a log is known again. Servers keep logs for a week or two."""
_Natural = Annotated[int, msgspec.Meta(ge=0)]


class TotalsError(Exception):
    """The file of the totals can't be used. The message is a sentence for whoever runs the bulletin."""


class BusyError(Exception):
    """Another count was still running after `seconds` of waiting."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self.seconds = round(seconds)


class Count(msgspec.Struct):
    """The readings of one article. `until` is the last day with one, `days` has those of single days of the last
    week, by the date: `2026-11-28`.
    """

    total: _Natural
    until: date
    days: dict[str, _Natural]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Lines that were counted: how many, their digest, and their day. No address can be recovered from it.

    `seen` is the day on which a log with these lines was last handed over.
    """

    lines: Annotated[int, msgspec.Meta(ge=1)]
    digest: str
    day: date
    seen: date


class Totals(msgspec.Struct, tag_field="kind", tag="bulletin-views-1", forbid_unknown_fields=True):
    """All totals. `articles` is keyed by the address of the article, `counted` by the digest of a stretch's first line.

    Of the days up to `forgotten` nobody knows any more which lines were counted, so no line of theirs is counted again.
    """

    until: date | None
    forgotten: date | None
    articles: dict[str, Count]
    counted: dict[str, Stretch]

    @classmethod
    def empty(cls) -> "Totals":
        return cls(None, None, {}, {})

    def add(self, address: str, day: date, readings: int) -> None:
        """Adds the readings of an article on a day."""
        count = self.articles.setdefault(address, Count(0, day, {}))
        count.total += readings
        count.until = max(count.until, day)
        count.days[day.isoformat()] = count.days.get(day.isoformat(), 0) + readings
        self.until = max(self.until or day, day)

    def forget(self, today: date) -> None:
        """Forgets the single days before the last week, and the stretches of logs that are long gone."""
        if self.until:
            last_before = (self.until - WEEK).isoformat()
            for count in self.articles.values():
                count.days = {day: readings for day, readings in count.days.items() if day > last_before}
        gone = [stretch.day for stretch in self.counted.values() if stretch.seen < today - MEMORY]
        if gone:
            self.forgotten = max(gone) if self.forgotten is None else max(*gone, self.forgotten)
            self.counted = {head: item for head, item in self.counted.items() if item.seen >= today - MEMORY}


def file_of(settings: Settings) -> Path | None:
    """The file of the totals, or None when no views are counted. Raises TotalsError when it can't stand there."""
    counts = settings.bulletin.view_counts
    if counts is None:
        return None
    file = Path(os.path.realpath(settings.project / counts.file))
    for folder in (settings.posts, settings.docs, settings.cache, settings.project / "site"):
        if file.is_relative_to(folder.resolve()):
            raise TotalsError(words.sentence("readership.misplaced", file=counts.file, folder=folder.name))
    return file


def load(file: Path) -> Totals:
    """The totals in a file; empty ones when there is none yet. Raises TotalsError."""
    try:
        return _decode(file.read_bytes())
    except FileNotFoundError:
        return Totals.empty()
    except OSError as error:
        raise TotalsError(words.sentence("readership.unreadable", file=file, reason=words.reason(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise TotalsError(words.sentence("readership.foreign", file=file)) from None


def save(file: Path, totals: Totals) -> None:
    """Replaces the file, which everybody may read; whoever reads it meanwhile gets the old one. Raises TotalsError."""
    temporary = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with open(handle, "wb") as stream:
            stream.write(_content(totals))
            os.fchmod(stream.fileno(), 0o644)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise TotalsError(words.sentence("readership.unwritable", file=file, reason=words.reason(error))) from None


@contextmanager
def held(file: Path, patience: float, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds the file against another count, for which it waits up to `patience` seconds, having called `on_wait`.

    The lock ends with its process, however that dies. Raises BusyError and TotalsError.
    """
    lock = FileLock(file.with_name(f".{file.name}.lock"))
    try:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=patience)
    except Timeout:
        raise BusyError(patience) from None
    except OSError as error:
        raise TotalsError(words.sentence("readership.unwritable", file=file, reason=words.reason(error))) from None
    try:
        yield
    finally:
        lock.release()


def _content(totals: Totals) -> bytes:
    """The totals as JSON with one article or stretch in a line, so that two versions can be compared."""
    whole = msgspec.json.encode(msgspec.structs.replace(totals, articles={}, counted={}))
    parts = [
        b'"%b":{\n%b\n}'
        % (name, b",\n".join([_encode(key) + b":" + _encode(value) for key, value in sorted(entries.items())]))
        for name, entries in ((b"articles", totals.articles), (b"counted", totals.counted))
    ]
    return b"%b,\n%b}\n" % (whole.partition(b',"articles"')[0], b",\n".join(parts))


_decode = msgspec.json.Decoder(Totals).decode
_encode = msgspec.json.Encoder(order="deterministic").encode
