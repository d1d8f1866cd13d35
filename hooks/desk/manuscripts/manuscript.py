"""A manuscript: a post's whole file, as it is saved, compared with what others saved, and handed to the form."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from bulletin.stylebook import dates

from . import comparison, front_matter, meaning, source
from .source import Source
from .tree import Tree, Value

Values = dict[str, Value]
MergeText = Callable[[bytes, bytes, bytes], bytes | None]
"""Base, mine, theirs → all in one, or None if both changed the same lines."""
BODY = "body"
"""The name of the text below the front matter among conflicts."""
OWN_KEYS = "desk_"
"""Keys that begin so are the desk's own. They travel with the form and never reach a file."""
TOKEN = f"{OWN_KEYS}base"


class Manuscript(NamedTuple):
    """A file as its parts and its values. `own` are the values of the desk's own keys."""

    source: Source
    values: Values
    own: Values
    file: str

    @property
    def token(self) -> str:
        return str(self.own.get(TOKEN) or "")

    @property
    def moment(self) -> datetime | None:
        """When the post is published, in Vietnam's time; None while its date can't be read."""
        try:
            return dates.local(dates.parse(self.text_of("date")))
        except dates.DateError:
            return None

    def text_of(self, key: str) -> str:
        """A value that is a scalar, on one line; empty if it is missing."""
        value = self.values.get(key)
        return " ".join(value.split()) if isinstance(value, str) else ""


class Merged(NamedTuple):
    """`conflicts` are the keys, or BODY, that both sides changed. `data` keeps their version there."""

    data: bytes
    conflicts: tuple[str, ...]


def read(data: bytes | str, file: str) -> Manuscript:
    """Raises Refusal if the file has no front matter, or one that can't be read."""
    parts = source.split(data, file)
    values = Tree(parts.front, file).values
    own = {key: value for key, value in values.items() if key.startswith(OWN_KEYS)}
    return Manuscript(parts, {key: value for key, value in values.items() if key not in own}, own, file)


def fresh(mine: Manuscript) -> bytes:
    """The file of a new post."""
    body = mine.source.body.replace("\r\n", "\n").strip("\n")
    front = front_matter.rendered(mine.values)
    return f"---\n{front}---\n{body}\n".encode() if body else f"---\n{front}---\n".encode()


def merge(base: bytes, mine: Manuscript, theirs: bytes, merge_text: MergeText) -> Merged:
    """What changed from `base` to `mine`, applied to `theirs`. What nobody changed stays as it is written there."""
    before, other = read(base, mine.file), read(theirs, mine.file)
    my_values = {**mine.values}
    if "id" in before.values and meaning.of(my_values.get("id"), ("id",)) is None:
        my_values["id"] = before.values["id"]  # feeds know the post by it for ever, so no form takes it away
    values, conflicts = comparison.merge(before.values, my_values, other.values)
    front = front_matter.changed(other.source.front, values, mine.file, other.source.newline)
    body = _merged_body(before.source.body, mine.source.body, other.source.body, merge_text)
    if body is None:
        body, conflicts = other.source.body, (*conflicts, BODY)
    result = other.source._replace(front=front, body=_with_line_ends(body, other.source))
    if front and front[-1] not in "\r\n":
        result = result._replace(front=front + other.source.newline)
    return Merged(result.data, conflicts)


def for_form(data: bytes, token: str, file: str) -> str:
    """The file as the form gets it: with the desk's own key, and with values of the types that its fields expect. JSON
    is YAML too, and every reader takes it for the same.
    """
    post = read(data, file)
    values = {TOKEN: token, **meaning.plain(post.values)}
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"---\n{front}---\n{post.source.body}"


def _merged_body(before: str, mine: str, theirs: str, merge_text: MergeText) -> str | None:
    """The body of `theirs` with my changes. Blank lines at its ends don't count: the form takes and adds some."""
    old, new, other = (_plain(text) for text in (before, mine, theirs))
    if new in (old, other):
        return theirs
    if old != other:
        merged = merge_text(*(f"{text}\n".encode() for text in (old, new, other)))
        if merged is None:
            return None
        new = merged.decode().strip("\n")
    core = theirs.strip("\r\n")
    start = theirs.find(core) if core else 0
    end = theirs[start + len(core) :] or "\n"
    return theirs[:start] + new + end


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") if text.strip() else ""


def _with_line_ends(body: str, original: Source) -> str:
    """The body with the line ends of the file, unless it is the body of the file."""
    if body == original.body or original.newline == "\n":
        return body
    return body.replace("\r\n", "\n").replace("\n", "\r\n")
