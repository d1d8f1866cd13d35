"""The intake: finds out which posts have to be read in this build, reads them, and remembers the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from . import archive, workers
from .archive import Archive
from .article import Article
from .contents import THERE, Contents
from .copy_desk import CopyDesk, Reading, Record, is_kept
from .problems import Problem
from .progress import Progress
from .settings import Settings
from .store import Month, Store, StoredFile


@dataclass(frozen=True)
class Intake:
    """All posts that could be read, in the order of the archive, with what is wrong with them; `read` is how many files had to be opened."""

    files: Archive
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    read: int


def take(settings: Settings, listed: Callable[[], Archive], store: Store, progress: Progress) -> Intake:
    """Reads what changed since the store was written, and writes it into the store. Raises StoreError.

    `listed` gives the archive, which may be listed in another process while the store is read here.
    """
    store.keep_readings_of(settings.reading_digest)
    on_file = dict(store.months())
    files = listed()
    known = {record.article.name: record for month in on_file.values() for record in month.records}
    contents = Contents(files, {item.name: (item.stamp, item.digest) for month in on_file.values() for item in month.files})
    desk = CopyDesk(settings, files, contents, known)
    names = list(files.posts())
    to_read = [name for name in names if not desk.is_settled(name)]

    def read(number: int) -> bytes:
        return msgspec.msgpack.encode(desk.read(to_read[number]))

    records = dict(known)
    decode = msgspec.msgpack.Decoder(Reading).decode
    problems: list[Problem] = []
    faulty = set()
    for encoded in progress.follow("read", workers.share(read, len(to_read)), len(to_read)):
        reading = decode(encoded)
        records.pop(reading.name, None)
        if reading.record:
            records[reading.name] = reading.record
        if reading.fragment:
            store.put_fragment(reading.name, reading.fragment)
        if not is_kept(reading):
            faulty.add(reading.name)
            problems += reading.problems
    gone = known.keys() - files.files.keys()
    store.drop_fragments(gone)
    for name in gone:
        del records[name]
    records = {name: records[name] for name in names if name in records}
    kept = [record for name, record in records.items() if name not in faulty]
    problems += [problem for record in kept for problem in record.problems]
    store.put_months(_months({archive.month(name) for name in [*to_read, *gone]}, kept, files))
    store.commit()
    return Intake(files, tuple([record.article for record in records.values()]), tuple(problems), len(to_read))


def _months(changed: set[str], kept: list[Record], files: Archive) -> dict[str, Month]:
    """What the store shall know of some months: their records, and the files on which those depend."""
    found: dict[str, list[Record]] = {month: [] for month in changed}
    for record in kept:
        if record.article.month in changed:
            found[record.article.month].append(record)
    return {month: Month(tuple(records), tuple(_files(records, files))) for month, records in found.items()}


def _files(records: list[Record], files: Archive) -> Iterator[StoredFile]:
    asked = {name: state for record in records for name, state in record.asked}
    for name, state in sorted(asked.items(), key=lambda item: item[0]):
        if state is not None and state != THERE:
            yield StoredFile(name, files.files[name], state)
