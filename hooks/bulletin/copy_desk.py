"""The copy desk: takes a post from its file to an article with its text set, or says what is wrong with it.

What an earlier build found out is a Record; whatever of it still holds is not worked out again.
"""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote

import msgspec

from . import archive, article, dates, digest, fault, media, post, words
from .archive import Archive, TooLarge
from .article import Alert, Article, Facts, Lines
from .body import TypesetBody, Typesetter
from .contents import Contents
from .post import Post
from .problems import Problem, has_errors, problem
from .settings import Settings

_TEXT = {"title", "lead", "image", "source", "attachments"}
"""The keys of the front matter that the text of an article is made of, besides the body; of the title, how it is spoken."""
_VIEWS = re.compile(rb"^views: (0|[1-9]\d{0,11})\r?$", re.MULTILINE)


class Record(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one post. `source` is the digest of its file without the number of views, `text` of what its fragment is made of,
    `asked` the files that the fragment depends on, with their states.
    """

    article: Article
    stamp: int
    source: bytes
    text: bytes
    asked: tuple[tuple[str, bytes | None], ...]
    front_problems: tuple[Problem, ...]
    body_problems: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.front_problems + self.body_problems


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What came of reading one post: its record, unless it is no post at all, and its fragment in MessagePack, if that was set anew."""

    name: str
    record: Record | None
    fragment: bytes | None
    problems: tuple[Problem, ...]


class CopyDesk:
    """Reads posts; one typesetter for all of them."""

    def __init__(self, settings: Settings, files: Archive, contents: Contents, records: Mapping[str, Record]):
        self._settings = settings
        self._archive = files
        self._contents = contents
        self._records = records

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._settings, self._archive, self._contents)

    def is_settled(self, name: str) -> bool:
        """Whether the record of a post still tells everything, so that its file need not be opened."""
        record = self._records.get(name)
        if record is None or record.stamp != self._archive.files[name] or record.stamp == archive.UNSETTLED:
            return False
        return self._holds(record)

    def read(self, name: str) -> Reading:
        """Reads, checks and sets one post. A record with errors is for this build only.

        Whatever goes wrong here is a problem of this post; the others are read all the same.
        """
        problems: list[Problem] = []
        try:
            return self._read(name, problems)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except OSError as error:
            found = problem("cannot-read-file", post.file(name), reason=words.reason(error))
        except TooLarge as error:
            size, longest = map(media.size_in_words, (error.size, archive.LARGEST_POST))
            found = problem("post-too-large", post.file(name), size=size, longest=longest)
        except BaseException as error:  # panics of Rust libraries are no Exceptions
            error.add_note(f"posts/{name}")
            fault.keep(self._settings.project, error)
            found = problem("nested-too-deep" if isinstance(error, RecursionError) else "post-not-read", post.file(name))
        self.__dict__.pop("_typesetter", None)  # what was interrupted in its middle may be of no use any more
        return Reading(name, None, None, (*problems, found))

    def _read(self, name: str, problems: list[Problem]) -> Reading:
        """`problems` takes up what is found on the way."""
        stamp, data = self._archive.files[name], self._archive.read(name)
        (source, views, line), old = _without_views(data), self._records.get(name)
        if old and not self._holds(old):
            old = None
        if old and old.source == source:  # every night the views of many posts change, and nothing else
            counted = old.article if views is None else msgspec.structs.replace(old.article, views=views)
            return Reading(name, msgspec.structs.replace(old, article=counted, stamp=stamp), None, old.problems)
        if old and old.source == digest.of(data):
            return Reading(name, msgspec.structs.replace(old, stamp=stamp), None, old.problems)
        written, found = post.parse(name, data, self._settings.categories)
        problems += found
        if written is None:
            return Reading(name, None, None, tuple(problems))
        if views != written.front.views or line >= written.body_line:  # a line that looks like it, or views written in another way
            source = digest.of(data)
        text = _text(written)
        if old and old.text == text:
            facts = old.article.facts
            record = Record(_article(written, facts, facts.fragment), stamp, source, text, old.asked, tuple(problems), old.body_problems)
            return Reading(name, record, None, record.problems)
        body = _in_file(self._typesetter.set(written), written)
        seal = digest.of_values(body.fragment)
        record = Record(_article(written, body, seal), stamp, source, text, body.asked, tuple(problems), body.problems)
        return Reading(name, record, msgspec.msgpack.encode(msgspec.structs.replace(body.fragment, seal=seal)), record.problems)

    def _holds(self, record: Record) -> bool:
        return all(self._contents.state(name) == state for name, state in record.asked)


def is_kept(reading: Reading) -> bool:
    """Posts with errors are read again until they have none: what is said of them may depend on anything."""
    return reading.record is not None and not has_errors(reading.problems)


def _without_views(data: bytes) -> tuple[bytes, int | None, int]:
    """The digest of a post's file without the number of its views, that number, and its line; of the whole file when there is none."""
    found = _VIEWS.search(data)
    if found is None:
        return digest.of(data), None, 0
    return digest.of(data[: found.start(1)] + data[found.end(1) :]), int(found[1]), data.count(b"\n", 0, found.start()) + 1


def _text(written: Post) -> bytes:
    """The digest of what a fragment is made of. The place of the body is in it for the sake of the problems' lines."""
    return digest.of_values(written.name, written.body_line, written.further, written.body, written.front.model_dump(mode="json", include=_TEXT))


def _in_file(body: TypesetBody, written: Post) -> TypesetBody:
    """The same with the lines of the file, where Word's line breaks made further ones in the body."""
    if not written.further:
        return body
    problems = tuple(replace(one, line=written.line_of_file(one.line)) for one in body.problems)
    links = tuple(msgspec.structs.replace(link, line=written.line_of_file(link.line)) for link in body.links)
    return replace(body, problems=problems, links=links)


def _article(written: Post, text: TypesetBody | Facts, seal: bytes) -> Article:
    """An article of a post and of its text, which may be that of an earlier build; `seal` is the text's."""
    front = written.front
    facts = Facts(
        title=front.title,
        lead=text.lead,
        updated=dates.seconds(front.updated) if front.updated else None,
        author=front.author,
        tags=front.tags,
        pinned=front.pinned,
        alert=Alert(front.alert.hazard, front.alert.level, front.alert.area, dates.seconds(front.alert.until)) if front.alert else None,
        thumbnail=text.thumbnail,
        media=text.media,
        links=text.links,
        site_links=text.site_links,
        anchors=text.anchors,
        charts=text.charts,
        lines=Lines(
            date=written.line("date"),
            updated=written.line("updated"),
            draft=written.line("draft"),
            slug=written.line("slug"),
            aliases=tuple(written.line("aliases", index) for index in range(len(front.aliases))),
            media=tuple(_asked_for(written, item.file) for item in text.media),
            body=written.body_line,
        ),
        fragment=seal,
    )
    published = dates.seconds(front.date)
    return article.sealed(written.name, written.address, published, front.category, front.views, front.draft, written.is_empty, front.aliases, facts)


def _asked_for(written: Post, file: str) -> tuple[int, str]:
    """Line and key where a post first asks for a file."""
    name = posixpath.basename(file)
    for index, item in enumerate(written.front.attachments):
        if unicodedata.normalize("NFC", posixpath.basename(item.file)) == name:
            return written.line("attachments", index, "file"), f"attachments.{index + 1}.file"
    places = [place for form in (name, quote(name)) if (place := written.body.find(form)) >= 0]
    return written.body_line + (written.body.count("\n", 0, min(places)) if places else 0), ""
