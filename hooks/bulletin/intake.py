"""The intake: finds out which posts have to be read in this build, reads them, and remembers the rest."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from . import archive, month, workers
from .archive import Archive
from .contents import Contents
from .copy_desk import CopyDesk, Reading, Record, is_kept
from .month import Month, Records
from .problems import Problem
from .progress import Progress
from .settings import Settings
from .store import Store


@dataclass(frozen=True)
class Intake:
    """The months of all posts that could be read, oldest first, with what is wrong with the posts; `posts` is how many there are, `read` how many had to be opened."""

    files: Archive
    months: Mapping[str, Month]
    problems: tuple[Problem, ...]
    posts: int
    read: int


def take(settings: Settings, listed: Callable[[], Archive], store: Store, progress: Progress) -> Intake:
    """Reads what changed since the store was written, and writes it into the store. Raises StoreError.

    `listed` gives the archive, which may be listed in another process while the store is read here.
    """
    store.keep_readings_of(settings.reading_digest)
    months = dict(store.months())
    files = listed()
    contents = Contents(files, {item.name: (item.stamp, item.digest) for known in months.values() for item in known.files})
    settled = {name for name, known in months.items() if _is_settled(name, known, files, contents)}
    posts = _posts(files, settled)
    known: dict[str, Record] = {}
    for name in sorted(months.keys() - settled):
        kept = store.records(name)
        known |= {record.article.name: record for record in kept.records}
        contents.known |= {item.name: (item.stamp, item.digest) for item in kept.files}
    desk = CopyDesk(settings, files, contents, known)
    to_read = [post for names in posts.values() for post in names if not desk.is_settled(post)]

    def read(number: int) -> bytes:
        return msgspec.msgpack.encode(desk.read(to_read[number]))

    for name in months.keys() - settled - posts.keys():  # the last post is gone
        del months[name]
        store.put_month(name, None)
    bench = _Bench(posts, known, to_read, files, store)
    decode = msgspec.msgpack.Decoder(Reading).decode
    for encoded in progress.follow("read", workers.share(read, len(to_read)), len(to_read)):
        bench.lay(decode(encoded))
    store.drop_fragments(known.keys() - files.files.keys())
    months |= bench.months
    store.commit()
    found = [*bench.problems, *(problem for name in sorted(months) for problem in months[name].problems)]
    count = sum(len(months[name].articles) for name in settled) + sum(map(len, posts.values()))
    return Intake(files, {name: months[name] for name in sorted(months)}, tuple(found), count, len(to_read))


def _is_settled(name: str, known: Month, files: Archive, contents: Contents) -> bool:
    """Whether the month still tells everything of its posts, so that none of their files need be opened."""
    if not known.listing or known.listing != files.listings.get(name) or any(article.name not in files.files for article in known.articles):
        return False
    return all(contents.state(asked) == state for asked, state in known.outside)


def _posts(files: Archive, settled: set[str]) -> dict[str, list[str]]:
    """The posts of all months but the settled ones, oldest first."""
    posts: dict[str, list[str]] = defaultdict(list)
    for name in files.files:
        if (folder := archive.month(name)) not in settled and archive.is_post(name):
            posts[folder].append(name)
    return posts


class _Bench:
    """Where readings are laid until all of their month are there. Each month is put away as soon as it is complete, so that a build
    of the whole archive needs no more memory than its articles do.
    """

    def __init__(self, posts: dict[str, list[str]], known: dict[str, Record], to_read: list[str], files: Archive, store: Store):
        self.months: dict[str, Month] = {}
        self.problems: list[Problem] = []
        """Of posts with errors; what is said of the others is kept with their month."""
        self._posts = posts
        self._known = known
        self._files = files
        self._store = store
        self._readings: dict[str, dict[str, Reading]] = {name: {} for name in posts}
        self._waiting = dict.fromkeys(posts, 0)
        for post in to_read:
            self._waiting[archive.month(post)] += 1
        for name, count in self._waiting.items():
            if count == 0:
                self._put_away(name)

    def lay(self, reading: Reading) -> None:
        if reading.fragment:
            self._store.put_fragment(reading.name, reading.fragment)
        name = archive.month(reading.name)
        self._readings[name][reading.name] = reading
        self._waiting[name] -= 1
        if self._waiting[name] == 0:
            self._put_away(name)

    def _put_away(self, name: str) -> None:
        readings = self._readings.pop(name)
        records = [readings[post].record if post in readings else self._known[post] for post in self._posts[name]]
        faulty = {post: reading for post, reading in sorted(readings.items()) if not is_kept(reading)}
        kept = [record for record in records if record and record.article.name not in faulty]
        if kept or not faulty:
            self.months[name] = month.put_together(name, kept, self._files, is_settled=not faulty)
        self._store.put_month(name, self.months.get(name), Records.of(kept, self._files))
        if faulty:  # they are for this build only
            everything = month.put_together(name, filter(None, records), self._files, is_settled=False)
            self.months[name] = msgspec.structs.replace(everything, problems=self.months[name].problems if kept else ())
            self.problems += [problem for reading in faulty.values() for problem in reading.problems]
