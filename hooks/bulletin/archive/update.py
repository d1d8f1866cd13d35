"""Brings the archive up to date: finds out which posts have changed since the last build, reads them, and remembers the
rest.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from ..machine import workers
from ..machine.progress import Progress
from ..posts import post_folder
from ..posts.file_states import FileStates
from ..posts.post_folder import PostFolder
from ..problems import Problem
from ..settings.settings import Settings
from . import month
from .month import Month, MonthRecords
from .post_reader import PostReader, PostRecord, ReadPost
from .store import Store


@dataclass(frozen=True)
class Archive:
    """The months of all posts that could be read, oldest first, and what is wrong with the posts. `posts` is the number
    of all posts, `opened` the number of those whose files had to be opened.
    """

    folder: PostFolder
    months: Mapping[str, Month]
    problems: tuple[Problem, ...]
    posts: int
    opened: int


def update(settings: Settings, list_folder: Callable[[], PostFolder], store: Store, progress: Progress) -> Archive:
    """Reads what has changed since the store was written, and writes it into the store. Raises CacheError.

    `list_folder` gives the folder's files, which may be listed in another process while the store is read here.
    """
    store.forget_months_unless(settings.typesetting_digest)
    months = dict(store.months())
    folder = list_folder()
    states = FileStates(
        folder, {item.name: (item.stamp, item.digest) for known in months.values() for item in known.files}
    )
    unchanged = {name for name, known in months.items() if _is_unchanged(name, known, folder, states)}
    posts = _posts_of_other_months(folder, unchanged)
    records: dict[str, PostRecord] = {}
    for name in sorted(months.keys() - unchanged):
        kept = store.records(name)
        records |= {record.article.name: record for record in kept.records}
        states.known |= {item.name: (item.stamp, item.digest) for item in kept.files}
    reader = PostReader(settings, folder, states, records)
    to_read = [post for names in posts.values() for post in names if not reader.is_unchanged(post)]

    def read(number: int) -> bytes:
        return msgspec.msgpack.encode(reader.read(to_read[number]))

    for name in months.keys() - unchanged - posts.keys():  # the last post is gone
        del months[name]
        store.put_month(name, None)
    gathering = _Gathering(posts, records, to_read, folder, store)
    for encoded in progress.follow("read", workers.share(read, len(to_read)), len(to_read)):
        gathering.add(_decode(encoded))
    store.drop_fragments(records.keys() - folder.files.keys())
    months |= gathering.months
    store.cache.commit()
    problems = [*gathering.problems, *(problem for name in sorted(months) for problem in months[name].problems)]
    count = sum(len(months[name].articles) for name in unchanged) + sum(map(len, posts.values()))
    return Archive(folder, {name: months[name] for name in sorted(months)}, tuple(problems), count, len(to_read))


def _is_unchanged(name: str, known: Month, folder: PostFolder, states: FileStates) -> bool:
    """Whether a month still tells everything of its posts, so that none of their files need be opened."""
    if (
        not known.listing
        or known.listing != folder.listings.get(name)
        or any(article.name not in folder.files for article in known.articles)
    ):
        return False
    return all(states.state(file) == state for file, state in known.outside)


def _posts_of_other_months(folder: PostFolder, unchanged: set[str]) -> dict[str, list[str]]:
    """The posts of all months but the unchanged ones, by month, oldest first."""
    posts: dict[str, list[str]] = defaultdict(list)
    for name in folder.files:
        if (month_name := post_folder.month(name)) not in unchanged and post_folder.is_post(name):
            posts[month_name].append(name)
    return posts


class _Gathering:
    """Collects read posts until their month is complete, and stores each month at once, so that a build of the whole
    archive needs no more memory than its articles do.
    """

    def __init__(
        self,
        posts: dict[str, list[str]],
        records: dict[str, PostRecord],
        to_read: list[str],
        folder: PostFolder,
        store: Store,
    ):
        self.months: dict[str, Month] = {}
        self.problems: list[Problem] = []
        """Of posts with errors; what is said of the others is kept with their month."""
        self._posts = posts
        self._records = records
        self._folder = folder
        self._store = store
        self._read: dict[str, dict[str, ReadPost]] = {name: {} for name in posts}
        self._waiting_for = dict.fromkeys(posts, 0)
        for post in to_read:
            self._waiting_for[post_folder.month(post)] += 1
        for name, count in self._waiting_for.items():
            if count == 0:
                self._complete(name)

    def add(self, read: ReadPost) -> None:
        if read.fragment:
            self._store.put_fragment(read.name, read.fragment)
        name = post_folder.month(read.name)
        self._read[name][read.name] = read
        self._waiting_for[name] -= 1
        if self._waiting_for[name] == 0:
            self._complete(name)

    def _complete(self, name: str) -> None:
        read = self._read.pop(name)
        records = [read[post].record if post in read else self._records[post] for post in self._posts[name]]
        faulty = {post: one for post, one in sorted(read.items()) if not one.may_be_kept}
        kept = [record for record in records if record and record.article.name not in faulty]
        if kept or not faulty:
            self.months[name] = month.of_records(name, kept, self._folder, is_complete=not faulty)
        self._store.put_month(name, self.months.get(name), MonthRecords.of(kept, self._folder))
        if faulty:  # they are for this build only
            everything = month.of_records(name, filter(None, records), self._folder, is_complete=False)
            self.months[name] = msgspec.structs.replace(everything, problems=self.months[name].problems if kept else ())
            self.problems += [problem for one in faulty.values() for problem in one.problems]


_decode = msgspec.msgpack.Decoder(ReadPost).decode
