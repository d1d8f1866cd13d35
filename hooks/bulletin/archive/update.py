"""The update of the archive: finds out which posts have changed since the last build, reads them, and takes the rest
from the store.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from ..machine import workers
from ..machine.progress import Progress
from ..posts import post_folder
from ..posts.file_states import FileStates
from ..posts.post_folder import PostFolder
from ..problems import Problem
from ..settings.settings import Settings
from .month import Month, MonthRecords
from .month import of_records as month_of_records
from .post_reader import PostReader, PostRecord, ReadPost
from .store import Store

_BATCH = 10_000
"""Posts that are read together, at least. What earlier builds learned about them takes two kilobytes each."""


@dataclass(frozen=True)
class Archive:
    """The months of all readable posts, oldest first, and the problems of the posts. `posts` counts all posts, `opened`
    names those whose files had to be opened.
    """

    folder: PostFolder
    months: Mapping[str, Month]
    problems: tuple[Problem, ...]
    posts: int
    opened: frozenset[str]


def update(settings: Settings, list_folder: Callable[[], PostFolder], store: Store, progress: Progress) -> Archive:
    """Reads the posts that have changed since the store was written, and brings the store up to date. Raises
    CacheError.

    `list_folder` gives the files of `posts/`, which another process may list while the store is read here.
    """
    store.forget_months_unless(settings.typesetting_digest)
    months = dict(store.months())
    folder = list_folder()
    states = FileStates(
        folder, {item.name: (item.stamp, item.digest) for month in months.values() for item in month.files}
    )
    unchanged = {name for name, month in months.items() if _is_unchanged(name, month, folder, states)}
    posts = _posts_of_other_months(folder, unchanged)
    known_posts = {article.name for name in months.keys() - unchanged for article in months[name].articles}
    store.drop_fragments(known_posts - folder.files.keys())
    for name in months.keys() - unchanged - posts.keys():  # the month's last post is gone
        del months[name]
        store.put_month(name, None)
    reading = _Reading(settings, folder, states, store, months)
    count = sum(map(len, posts.values()))
    for _ in progress.follow("read", (name for batch in _batches(posts) for name in reading.read(batch)), count):
        pass
    store.cache.commit()
    problems = reading.problems + [problem for name in sorted(months) for problem in months[name].problems]
    count += sum(len(months[name].articles) for name in unchanged)
    return Archive(
        folder, {name: months[name] for name in sorted(months)}, tuple(problems), count, frozenset(reading.opened)
    )


def _batches(posts: dict[str, list[str]]) -> Iterator[dict[str, list[str]]]:
    """Groups of months whose posts are read together, oldest first."""
    batch: dict[str, list[str]] = {}
    count = 0
    for name in posts:
        batch[name] = posts[name]
        count += len(posts[name])
        if count >= _BATCH:
            yield batch
            batch, count = {}, 0
    if batch:
        yield batch


def _is_unchanged(name: str, month: Month, folder: PostFolder, states: FileStates) -> bool:
    """Whether a stored month still tells everything about its posts, so that none of their files need be opened."""
    if (
        not month.listing
        or month.listing != folder.listings.get(name)
        or any(article.name not in folder.files for article in month.articles)
    ):
        return False
    return all(states.state(file) == state for file, state in month.outside_states)


def _posts_of_other_months(folder: PostFolder, unchanged: set[str]) -> dict[str, list[str]]:
    """The posts of all months except the unchanged ones, by month, oldest first."""
    posts: dict[str, list[str]] = defaultdict(list)
    for name in folder.files:
        if (month_name := post_folder.month(name)) not in unchanged and post_folder.is_post(name):
            posts[month_name].append(name)
    return posts


class _Reading:
    """Reads the posts of some months after others, and puts these into `months`. `problems` are those of posts with
    errors, `opened` the posts whose files had to be opened.
    """

    def __init__(
        self, settings: Settings, folder: PostFolder, states: FileStates, store: Store, months: dict[str, Month]
    ):
        self.problems: list[Problem] = []
        self.opened: list[str] = []
        self._settings = settings
        self._folder = folder
        self._states = states
        self._store = store
        self._months = months

    def read(self, batch: dict[str, list[str]]) -> Iterator[str]:
        """Reads those posts of some months that have changed. Yields the names of all of them as they get done."""
        records: dict[str, PostRecord] = {}
        for name in batch.keys() & self._months.keys():
            month_records = self._store.records(name)
            records |= {record.article.name: record for record in month_records.records}
            self._states.digests |= {item.name: (item.stamp, item.digest) for item in month_records.files}
        reader = PostReader(self._settings, self._folder, self._states, records)
        names = [post for month_posts in batch.values() for post in month_posts]
        names_to_read = [post for post in names if not reader.is_unchanged(post)]
        assembly = _Assembly(batch, records, names_to_read, self._folder, self._store)
        yield from set(names).difference(names_to_read)

        def read_one(number: int) -> bytes:
            return msgspec.msgpack.encode(reader.read(names_to_read[number]))

        for content in workers.share(read_one, len(names_to_read)):
            result = _decode(content)
            assembly.add(result)
            yield result.name
        self._months.update(assembly.months)
        self.problems += assembly.problems
        self.opened += names_to_read


class _Assembly:
    """Collects read posts until their month is complete, and stores each month at once. So a build of the whole archive
    needs no more memory than its articles do.
    """

    def __init__(
        self,
        posts: dict[str, list[str]],
        records: dict[str, PostRecord],
        names_to_read: list[str],
        folder: PostFolder,
        store: Store,
    ):
        self.months: dict[str, Month] = {}
        self.problems: list[Problem] = []
        """The problems of posts with errors. Those of other posts are kept with their month."""
        self._posts = posts
        self._records = records
        self._folder = folder
        self._store = store
        self._results: dict[str, dict[str, ReadPost]] = {name: {} for name in posts}
        self._missing_counts = dict.fromkeys(posts, 0)
        for post in names_to_read:
            self._missing_counts[post_folder.month(post)] += 1
        for name, count in self._missing_counts.items():
            if count == 0:
                self._complete(name)

    def add(self, result: ReadPost) -> None:
        """Adds the result of reading one post."""
        if result.fragment:
            self._store.put_fragment(result.name, result.fragment)
        name = post_folder.month(result.name)
        self._results[name][result.name] = result
        self._missing_counts[name] -= 1
        if self._missing_counts[name] == 0:
            self._complete(name)

    def _complete(self, name: str) -> None:
        results = self._results.pop(name)
        records = [results[post].record if post in results else self._records[post] for post in self._posts[name]]
        faulty = {post: result for post, result in sorted(results.items()) if not result.may_be_kept}
        sound_records = [record for record in records if record and record.article.name not in faulty]
        if sound_records or not faulty:
            self.months[name] = month_of_records(name, sound_records, self._folder, is_complete=not faulty)
        self._store.put_month(name, self.months.get(name), MonthRecords.of(sound_records, self._folder))
        if faulty:  # posts with errors serve this build only
            whole_month = month_of_records(name, filter(None, records), self._folder, is_complete=False)
            self.months[name] = msgspec.structs.replace(
                whole_month, problems=self.months[name].problems if sound_records else ()
            )
            self.problems += [problem for result in faulty.values() for problem in result.problems]


_decode = msgspec.msgpack.Decoder(ReadPost).decode
