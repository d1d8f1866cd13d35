"""The store: what earlier builds found out, in one SQLite file. It saves time and is never needed for anything else."""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from . import digest
from .article import Fragment
from .copy_desk import Record

_LAYOUT = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE months (month TEXT PRIMARY KEY, digest BLOB, content BLOB);
CREATE TABLE fragments (name TEXT PRIMARY KEY, digest BLOB, content BLOB);
CREATE TABLE outputs (folder TEXT PRIMARY KEY, digest BLOB, content BLOB);
"""
_WAIT = 30
"""Seconds to wait for another process that is writing into the file this moment."""


_NONE = ("", Fragment("", "", 0, None, None, ()))


class StoreError(Exception):
    """The store can't be read or written; the text is SQLite's."""


class StoredFile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A picture or attachment below `posts/` with its stamp and the digest of its bytes."""

    name: str
    stamp: int
    digest: bytes


class Month(msgspec.Struct, frozen=True, gc=False):
    """What is known of a month's posts, and of the files beside them. A month is read and written as a whole."""

    records: tuple[Record, ...] = ()
    files: tuple[StoredFile, ...] = ()


Outputs = dict[str, tuple[bytes, int]]
"""What lies in a site folder, by path: the key of the page in a file, and the file's stamp on the disk (see site_survey.py). A folder has a slash at its end and no key."""


class Store(Mapping[str, Fragment]):
    """Maps post name to Fragment. Each process opens the file for itself, since SQLite must not be carried across a fork;
    only the one that made the store writes.

    Every method raises StoreError when the file turns out to be broken; `start_over` mends that. `lost` says why
    an earlier build's findings are not used, `times_lost` how often they were thrown away since the store was opened.
    """

    def __init__(self, folder: Path, version: bytes):
        """Opens the store in `folder`, or an empty one. `version` stands for everything that its contents were made by."""
        self._version = version
        self._owner = os.getpid()
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._decode_month = msgspec.msgpack.Decoder(Month).decode
        self._decode_fragment = msgspec.msgpack.Decoder(Fragment).decode
        self._decode_outputs = msgspec.msgpack.Decoder(Outputs).decode
        self._last: tuple[str, Fragment] = _NONE
        self.lost = ""
        self.times_lost = 0
        self.file = folder / "bulletin.sqlite"
        self._find_place()
        try:
            if not self.file.exists() or self.file.stat().st_size == 0:
                self._lay_out()
            elif self._fact("version") != version:
                self.start_over("version")
        except StoreError:
            self.start_over("broken")

    def start_over(self, reason: str) -> None:
        """Throws away what is on file. `reason` is `version` or `broken`."""
        self.lost = self.lost or reason
        self.times_lost += 1
        self.close()
        self._find_place()  # the folder may be what is broken
        for suffix in ("", "-journal"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        self._lay_out()

    def _find_place(self) -> None:
        """Makes the file's folder; where nothing can be written the file is a temporary one."""
        folder = self.file.parent
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.file if self.file.exists() else folder, os.W_OK) or not os.access(folder, os.W_OK):
            self._temporary = tempfile.TemporaryDirectory(prefix="bulletin-store-")
            self.file = Path(self._temporary.name, "bulletin.sqlite")
            self.lost = "read-only"

    def _lay_out(self) -> None:
        for statement in _LAYOUT.strip().split("\n"):
            self._run(statement)
        self._run("REPLACE INTO facts VALUES ('version', ?)", (self._version,))
        self.commit()

    def _fact(self, name: str) -> bytes | None:
        found = next(self._rows("SELECT value FROM facts WHERE name = ?", (name,)), None)
        return found[0] if found else None

    def keep_readings_of(self, reading: bytes) -> None:
        """Forgets all posts unless they were read under the settings that `reading` is the digest of."""
        if self._fact("reading") != reading:
            self._run("DELETE FROM months")
            self._run("REPLACE INTO facts VALUES ('reading', ?)", (reading,))

    def months(self) -> Iterator[tuple[str, Month]]:
        """All months on file, oldest first."""
        for month, sealed, content in self._rows("SELECT month, digest, content FROM months ORDER BY month"):
            if not _is_sound(content, sealed):
                raise StoreError(f"month {month}")
            yield month, self._decode_month(content)

    def put_months(self, months: Mapping[str, Month]) -> None:
        """Replaces some months; a month without records is forgotten."""
        for name, month in months.items():
            if month.records:
                content = msgspec.msgpack.encode(month)
                self._run("REPLACE INTO months VALUES (?, ?, ?)", (name, digest.of(content), content))
            else:
                self._run("DELETE FROM months WHERE month = ?", (name,))

    def put_fragment(self, name: str, content: bytes) -> None:
        """`content` is a Fragment in MessagePack."""
        self._last = _NONE
        self._run("REPLACE INTO fragments VALUES (?, ?, ?)", (name, digest.of(content), content))

    def drop_fragments(self, names: Iterable[str]) -> None:
        self._run_each("DELETE FROM fragments WHERE name = ?", ((name,) for name in names))

    def __getitem__(self, name: str) -> Fragment:
        if self._last[0] == name:  # an article's page and its print view are made one after the other
            return self._last[1]
        found = next(self._rows("SELECT digest, content FROM fragments WHERE name = ?", (name,)), None)
        if found is None or not _is_sound(found[1], found[0]):
            raise StoreError(f"fragment {name}")
        self._last = (name, self._decode_fragment(found[1]))
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._rows("SELECT name FROM fragments ORDER BY name"))

    def __len__(self) -> int:
        return next(self._rows("SELECT count(*) FROM fragments"))[0]

    def outputs(self, folder: Path) -> Outputs:
        """What was put into a site folder. All of it or nothing: a file that is forgotten would stay on the site for ever."""
        found = next(self._rows("SELECT digest, content FROM outputs WHERE folder = ?", (str(folder),)), None)
        if found is None:
            return {}
        if not _is_sound(found[1], found[0]):
            raise StoreError(f"outputs {folder}")
        return self._decode_outputs(found[1])

    def put_outputs(self, folder: Path, outputs: Outputs) -> None:
        """Keeps the state of a site folder. When that fails, the next build looks for itself what is there."""
        content = msgspec.msgpack.encode(outputs)
        try:
            self._run("REPLACE INTO outputs VALUES (?, ?, ?)", (str(folder), digest.of(content), content))
            self.commit()
        except StoreError:
            self.lost = "not-written"

    def commit(self) -> None:
        if self._connection:
            try:
                self._connection.commit()
            except sqlite3.Error as error:
                raise StoreError(str(error)) from error

    def close(self) -> None:
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        cursor = self._run(statement, values)
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error

    def _run_each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._run("SELECT 1")
        assert self._connection is not None
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            if self._connection is None or self._process != os.getpid():
                self._inherited = self._connection  # not to be closed here: that would end what the parent has begun
                self._process = os.getpid()
                # The owner's children only read. One that could write would make a file that isn't there any longer, and clear away
                # the owner's journal, which goes by the file's name.
                mode = "rwc" if self._process == self._owner else "ro"
                self._connection = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode={mode}", timeout=_WAIT, uri=True)
                # Not to wait for the disk: what a loss of power leaves half written, the digests give away.
                self._connection.execute("PRAGMA synchronous = OFF")
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error


def _is_sound(content: object, sealed: object) -> bool:
    return isinstance(content, bytes) and digest.of(content) == sealed
