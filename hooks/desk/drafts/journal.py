"""The journal: who published, corrected or removed what, and when. It is main's history; the desk only adds to it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from bulletin.stylebook import dates

from .. import words
from ..git.repository import MAIN, Repository
from . import minutes
from .draft import Action

_FIELDS = ("%H", "%ct", "%an", "%ae", "%B")
_UNNOTED = "git"
"""The action of a commit that somebody made without the desk."""
_FORMULA = re.compile(r"[=+\-@\t\r]")
"""What a spreadsheet takes for the beginning of a formula (OWASP, «CSV Injection»)."""


class Entry(NamedTuple):
    """`who` and `email` are those of the editor, `writers` the names of the others who worked on the draft. `action` is
    that of an Action, or `git` for a commit made without the desk. `reason` is given where a post was withdrawn or
    removed.
    """

    when: datetime
    who: str
    email: str
    action: str
    post: str
    title: str
    writers: tuple[str, ...]
    reason: str
    commit: str

    @property
    def label(self) -> str:
        """The action in words."""
        return words.sentence(f"journal.actions.{self.action}")


class Journal:
    """The journal of a repository."""

    def __init__(self, repository: Repository):
        self._repository = repository

    def entries(self, since: datetime | None = None, until: datetime | None = None, most: int = 0) -> list[Entry]:
        """The entries of a time, the newest first; `most` is their largest number, 0 for all. `until` is excluded."""
        limits = [f"--max-count={most}"] if most else []
        limits += [f"--since-as-filter={int(since.timestamp())}"] if since else []
        limits += [f"--until={int(until.timestamp()) - 1}"] if until else []
        output = self._repository.git.run(
            "log",
            "--first-parent",
            "-m",
            "-z",
            "--name-only",
            f"--format=%x01{'%x02'.join(_FIELDS)}%x02",
            *limits,
            MAIN,
            "--",
            "posts",
        )
        return [_entry(record) for record in output.decode("utf-8", "replace").split("\1")[1:]]

    def csv(self, entries: Sequence[Entry]) -> bytes:
        """The entries as a table that a spreadsheet opens with its accents, and without running anything."""
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(words.block("journal.columns").values())
        for entry in entries:
            writer.writerow(map(_cell, _row(entry)))
        return file.getvalue().encode("utf-8-sig")

    def json(self, entries: Sequence[Entry]) -> bytes:
        """The entries as a list of objects, with times in ISO 8601."""
        rows = [entry._asdict() | {"when": dates.iso(entry.when), "label": entry.label} for entry in entries]
        return msgspec.json.format(msgspec.json.encode(rows), indent=1)


def _entry(record: str) -> Entry:
    commit, moment, name, email, text, files = record.split("\2", 5)
    facts = minutes.trailers(text)
    subject = text.partition("\n")[0]
    action = facts.get("Desk-Action", "")
    is_noted = action in set(Action)
    posts = sorted(path for path in files.strip("\0\n").split("\0") if path.endswith(".md"))
    return Entry(
        when=datetime.fromtimestamp(int(moment), UTC),
        who=name,
        email=email,
        action=action if is_noted else _UNNOTED,
        post=facts["Desk-Post"] if is_noted else ", ".join(posts),
        title=subject.partition(": ")[2] if is_noted else subject,
        writers=tuple(re.findall(r"^Co-authored-by: (.*) <", text, re.MULTILINE)) if is_noted else (),
        reason=facts.get("Desk-Reason", ""),
        commit=commit,
    )


def _row(entry: Entry) -> Iterator[str]:
    yield f"{dates.local(entry.when):%Y-%m-%d %H:%M:%S}"
    yield from (entry.who, entry.email, entry.label, entry.title, entry.post)
    yield ", ".join(entry.writers)
    yield from (entry.reason, entry.commit)


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
