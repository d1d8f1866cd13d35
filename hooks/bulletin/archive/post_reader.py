"""Reads a post: takes it from its file to an article with its text set, or says what is wrong with it.

What an earlier build found out about a post is a PostRecord; whatever of it still holds is not worked out again.
"""

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote

import msgspec

from .. import article, view_count
from ..article import Alert, Article, Facts, Lines
from ..machine import crash, digest
from ..posts import post, post_folder, walk
from ..posts.file_states import FileStates
from ..posts.post import Post
from ..posts.post_folder import PostFolder, TooLargeError
from ..problems import Problem, has_errors, problem
from ..settings.settings import Settings
from ..stylebook import dates, numbers, words
from ..typesetting.typesetter import TypesetBody, Typesetter

_TEXT_KEYS = {"title", "lead", "image", "source", "attachments"}
"""Front-matter keys that shape the fragment (the title only through how it is spoken). A change of any other key does
not set the text again.
"""


class PostRecord(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one post.

    `source_digest` is the digest of its file without the number of views, `text_digest` that of everything its fragment
    is made of, `depends_on` are the files beside it that the fragment depends on, with their states.
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
    """The result of reading one post: its record, if it is a post at all, and its fragment in MessagePack, if that was
    set anew.
    """

    name: str
    record: PostRecord | None
    fragment: bytes | None
    problems: tuple[Problem, ...]

    @property
    def may_be_kept(self) -> bool:
        """A post with errors is read again until it has none: what is said of it may depend on anything."""
        return self.record is not None and not has_errors(self.problems)


class PostReader:
    """Reads posts, with one typesetter for all of them. `records` are those of earlier builds, by post name."""

    def __init__(self, settings: Settings, folder: PostFolder, states: FileStates, records: Mapping[str, PostRecord]):
        self._settings = settings
        self._folder = folder
        self._states = states
        self._records = records

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._settings, self._folder, self._states)

    def is_unchanged(self, name: str) -> bool:
        """Whether the record of a post still tells everything, so that its file need not be opened."""
        record = self._records.get(name)
        if record is None or record.stamp != self._folder.files[name] or record.stamp == walk.TOO_NEW:
            return False
        return self._still_holds(record)

    def read(self, name: str) -> ReadPost:
        """Reads, checks and typesets one post. A record with errors is for this build only.

        Whatever goes wrong here is a problem of this post; the others are read all the same.
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
        except BaseException as error:  # panics of Rust libraries are no Exceptions
            error.add_note(f"posts/{name}")
            crash.keep(self._settings.cache, error)
            failure = problem(
                "nested-too-deep" if isinstance(error, RecursionError) else "post-not-read", post.file(name)
            )
        self.__dict__.pop("_typesetter", None)  # one that was interrupted may be of no use any more
        return ReadPost(name, None, None, (*problems, failure))

    def _read(self, name: str, problems: list[Problem]) -> ReadPost:
        """`problems` collects what is found on the way, in case reading fails."""
        stamp, data = self._folder.files[name], self._folder.read(name)
        quick, old = view_count.read_quickly(data), self._records.get(name)
        if old and not self._still_holds(old):
            old = None
        if (
            old and old.source_digest == quick.source_digest
        ):  # every night the views of many posts change, and nothing else
            counted = old.article if quick.views is None else msgspec.structs.replace(old.article, views=quick.views)
            return ReadPost(name, msgspec.structs.replace(old, article=counted, stamp=stamp), None, old.problems)
        if old and old.source_digest == digest.of(data):
            return ReadPost(name, msgspec.structs.replace(old, stamp=stamp), None, old.problems)
        parsed, further = post.parse(name, data, self._settings.categories)
        problems += further
        if parsed is None:
            return ReadPost(name, None, None, tuple(problems))
        is_right = quick.views == parsed.front.views and quick.line < parsed.body_line
        source_digest = quick.source_digest if is_right else digest.of(data)
        text_digest = _text_digest(parsed)
        if old and old.text_digest == text_digest:
            facts = old.article.facts
            article = _article(parsed, facts, facts.fragment)
            record = PostRecord(
                article, stamp, source_digest, text_digest, old.depends_on, tuple(problems), old.body_problems
            )
            return ReadPost(name, record, None, record.problems)
        body = _with_lines_of_file(self._typesetter.set(parsed), parsed)
        fragment_digest = digest.of_values(body.fragment)
        article = _article(parsed, body, fragment_digest)
        record = PostRecord(article, stamp, source_digest, text_digest, body.depends_on, tuple(problems), body.problems)
        fragment = msgspec.msgpack.encode(msgspec.structs.replace(body.fragment, digest=fragment_digest))
        return ReadPost(name, record, fragment, record.problems)

    def _still_holds(self, record: PostRecord) -> bool:
        return all(self._states.state(name) == state for name, state in record.depends_on)


def _text_digest(parsed: Post) -> bytes:
    """The digest of everything a fragment is made of. The first line of the body counts too, for the sake of the
    problems' lines.
    """
    front = parsed.front.model_dump(mode="json", include=_TEXT_KEYS)
    return digest.of_values(parsed.name, parsed.body_line, parsed.further, parsed.body, front)


def _with_lines_of_file(body: TypesetBody, parsed: Post) -> TypesetBody:
    """The same body with the lines of the file, where Word's line breaks made further lines in the body."""
    if not parsed.further:
        return body
    problems = tuple(replace(one, line=parsed.line_of_file(one.line)) for one in body.problems)
    links = tuple(msgspec.structs.replace(link, line=parsed.line_of_file(link.line)) for link in body.links)
    return replace(body, problems=problems, links=links)


def _article(parsed: Post, text: TypesetBody | Facts, fragment_digest: bytes) -> Article:
    """The article of a post and of its text, which may be that of an earlier build."""
    front = parsed.front
    facts = Facts(
        title=front.title,
        lead=text.lead,
        updated=dates.seconds(front.updated) if front.updated else None,
        author=front.author,
        tags=front.tags,
        pinned=front.pinned,
        alert=Alert(front.alert.hazard, front.alert.level, front.alert.area, dates.seconds(front.alert.until))
        if front.alert
        else None,
        thumbnail=text.thumbnail,
        media=text.media,
        links=text.links,
        site_links=text.site_links,
        anchors=text.anchors,
        charts=text.charts,
        lines=Lines(
            date=parsed.line("date"),
            updated=parsed.line("updated"),
            draft=parsed.line("draft"),
            slug=parsed.line("slug"),
            aliases=tuple(parsed.line("aliases", index) for index in range(len(front.aliases))),
            media=tuple(_first_use(parsed, item.file) for item in text.media),
            body=parsed.body_line,
        ),
        fragment=fragment_digest,
    )
    return article.with_digests(
        name=parsed.name,
        address=parsed.address,
        published=dates.seconds(front.date),
        category=front.category,
        views=front.views,
        draft=front.draft,
        empty=parsed.is_empty,
        aliases=front.aliases,
        facts=facts,
    )


def _first_use(parsed: Post, file: str) -> tuple[int, str]:
    """Line and key where a post first asks for a file."""
    name = posixpath.basename(file)
    for index, item in enumerate(parsed.front.attachments):
        if unicodedata.normalize("NFC", posixpath.basename(item.file)) == name:
            return parsed.line("attachments", index, "file"), f"attachments.{index + 1}.file"
    positions = [position for form in (name, quote(name)) if (position := parsed.body.find(form)) >= 0]
    return parsed.body_line + (parsed.body.count("\n", 0, min(positions)) if positions else 0), ""
