"""Reads posts: turns a file into an article with its text typeset, or reports what is wrong with the file.

A PostRecord is what an earlier build learned about a post. The parts of it that still hold are not worked out again.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import msgspec

from .. import view_count
from ..articles.article import Article
from ..machine import crash, digest
from ..posts import post, post_folder, walk
from ..posts.file_states import FileStates
from ..posts.post import Post
from ..posts.post_folder import PostFolder, TooLargeError
from ..problems import Problem, has_errors, problem
from ..settings.settings import Settings
from ..stylebook import numbers, words
from ..typesetting.typesetter import TypesetBody, Typesetter
from . import post_article

_TEXT_KEYS = {
    "title",
    "lead",
    "image",
    "source",
    "attachments",
    "corrections",
    "changes",
    "withdrawn",
    "removed",
}
"""Front-matter keys that shape the fragment (the title only through how it is spoken). A change of any other key leaves
the text as it is.
"""


class PostRecord(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the last reading of a post gave.

    `source_digest` is that of the file without the number of views, `text_digest` that of everything from which the
    fragment is made. `depends_on` are the files beside the post on which the fragment depends, with their states.
    """

    article: Article
    stamp: int
    source_digest: bytes
    text_digest: bytes
    depends_on: tuple[tuple[str, bytes | None], ...]
    front_problems: tuple[Problem, ...]
    body_problems: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.front_problems + self.body_problems


class ReadPost(msgspec.Struct, frozen=True, gc=False):
    """The result of reading one post: its record, if the file is a post at all, and its fragment in MessagePack, if it
    was typeset anew.
    """

    name: str
    record: PostRecord | None
    fragment: bytes | None
    problems: tuple[Problem, ...]

    @property
    def may_be_kept(self) -> bool:
        """Whether the next build may use the record. A post with errors is read again each time, since its problems may
        depend on anything.
        """
        return self.record is not None and not has_errors(self.problems)


class PostReader:
    """Reads posts, all with one typesetter. `records` are those of earlier builds, by the name of the post."""

    def __init__(self, settings: Settings, folder: PostFolder, states: FileStates, records: Mapping[str, PostRecord]):
        self._settings = settings
        self._folder = folder
        self._states = states
        self._records = records

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._settings, self._folder, self._states)

    def is_unchanged(self, name: str) -> bool:
        """Whether the record of a post still tells everything, so that the post's file need not be opened."""
        record = self._records.get(name)
        if record is None or record.stamp != self._folder.files[name] or record.stamp == walk.TOO_NEW:
            return False
        return self._still_holds(record)

    def read(self, name: str) -> ReadPost:
        """Reads, checks and typesets one post. A record with errors serves this build only.

        Whatever goes wrong becomes a problem of this post, and the other posts are still read.
        """
        problems: list[Problem] = []
        try:
            return self._read(name, problems)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except OSError as error:
            failure = problem("cannot-read-file", post.file(name), reason=words.reason(error))
        except TooLargeError as error:
            size, longest = map(numbers.file_size, (error.size, post_folder.LARGEST_POST))
            failure = problem("post-too-large", post.file(name), size=size, longest=longest)
        except BaseException as error:  # panics of Rust libraries are not Exceptions
            error.add_note(f"posts/{name}")
            crash.keep(self._settings.cache, error)
            failure = problem(
                "nested-too-deep" if isinstance(error, RecursionError) else "post-not-read", post.file(name)
            )
        self.__dict__.pop("_typesetter", None)  # an interrupted typesetter may be unusable
        return ReadPost(name, None, None, (*problems, failure))

    def _read(self, name: str, problems: list[Problem]) -> ReadPost:
        """Reads one post. `problems` collects the problems met on the way, in case reading fails."""
        stamp, data = self._folder.files[name], self._folder.read(name)
        quick_read, old = view_count.read_quickly(data), self._records.get(name)
        if old and not self._still_holds(old):
            old = None
        # Every night the views of many posts change, and nothing else.
        if old and old.source_digest == quick_read.source_digest:
            article = (
                old.article
                if quick_read.views is None
                else msgspec.structs.replace(old.article, views=quick_read.views)
            )
            return ReadPost(name, msgspec.structs.replace(old, article=article, stamp=stamp), None, old.problems)
        if old and old.source_digest == digest.of(data):
            return ReadPost(name, msgspec.structs.replace(old, stamp=stamp), None, old.problems)
        current, parse_problems = post.parse(name, data, self._settings.categories, self._settings.series)
        problems += parse_problems
        if current is None:
            return ReadPost(name, None, None, tuple(problems))
        is_reliable = quick_read.views == current.front.views and quick_read.line < current.body_line
        source_digest = quick_read.source_digest if is_reliable else digest.of(data)
        text_digest = _text_digest(current)
        if old and old.text_digest == text_digest:
            facts = old.article.facts
            article = post_article.of(current, facts, facts.fragment)
            record = PostRecord(
                article, stamp, source_digest, text_digest, old.depends_on, tuple(problems), old.body_problems
            )
            return ReadPost(name, record, None, record.problems)
        body = _with_lines_of_file(self._typesetter.set(current), current)
        fragment_digest = digest.of_values(body.fragment)
        article = post_article.of(current, body, fragment_digest)
        record = PostRecord(article, stamp, source_digest, text_digest, body.depends_on, tuple(problems), body.problems)
        fragment = msgspec.msgpack.encode(msgspec.structs.replace(body.fragment, digest=fragment_digest))
        return ReadPost(name, record, fragment, record.problems)

    def _still_holds(self, record: PostRecord) -> bool:
        return all(self._states.state(name) == state for name, state in record.depends_on)


def _text_digest(current: Post) -> bytes:
    """The digest of everything from which a fragment is made. The first line of the body counts too, since problems
    name lines.
    """
    front = current.front.model_dump(mode="json", include=_TEXT_KEYS)
    return digest.of_values(
        current.name, current.body_line, current.break_lines, current.live_lines, current.body, front
    )


def _with_lines_of_file(body: TypesetBody, current: Post) -> TypesetBody:
    """The body with line numbers of the file, which differ from the body's where Word's line breaks added lines."""
    if not (current.break_lines or current.live_lines):
        return body
    problems = tuple(replace(item, line=current.line_of_file(item.line)) for item in body.problems)
    links = tuple(msgspec.structs.replace(link, line=current.line_of_file(link.line)) for link in body.links)
    return replace(body, problems=problems, links=links)
