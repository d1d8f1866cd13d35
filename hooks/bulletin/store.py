"""The store: what earlier builds found out, in one SQLite file. It saves time and is never needed for anything else."""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from . import seal
from .article import Fragment
from .month import Month, Records

_LAYOUT = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE months (name TEXT PRIMARY KEY, seal BLOB, content BLOB, records_seal BLOB, records BLOB);
CREATE TABLE fragments (name TEXT PRIMARY KEY, seal BLOB, content BLOB);
CREATE TABLE ledgers (folder TEXT, section TEXT, seal BLOB, content BLOB, PRIMARY KEY (folder, section));
"""
_WAIT = 30
"""Seconds to wait for another process that is writing into the file this moment."""


_NONE = ("", Fragment("", "", 0, None, None, ()))


class StoreError(Exception):
    """The store can't be read or written; the text is SQLite's."""


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
        self._decode_records = msgspec.msgpack.Decoder(Records).decode
        self._decode_fragment = msgspec.msgpack.Decoder(Fragment).decode
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
            elif self._fact("seal") != seal.mark():
                self.start_over("foreign")
        except StoreError:
            self.start_over("broken")

    def start_over(self, reason: str) -> None:
        """Throws away what is on file. `reason` is `version`, `foreign` or `broken`."""
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
        self._run("REPLACE INTO facts VALUES ('version', ?), ('seal', ?)", (self._version, seal.mark()))
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
        for name, mark, content in self._rows("SELECT name, seal, content FROM months ORDER BY name"):
            yield name, self._decode_month(_sound(content, mark, f"month {name}"))

    def records(self, month: str) -> Records:
        """What is known of the posts of a month that is on file."""
        found = next(self._rows("SELECT records_seal, records FROM months WHERE name = ?", (month,)), (b"", b""))
        return self._decode_records(_sound(found[1], found[0], f"records {month}"))

    def put_month(self, name: str, month: Month | None, records: Records | None = None) -> None:
        """Replaces a month and its records; None forgets it."""
        if month is None:
            self._run("DELETE FROM months WHERE name = ?", (name,))
            return
        content, kept = msgspec.msgpack.encode(month), msgspec.msgpack.encode(records)
        self._run("REPLACE INTO months VALUES (?, ?, ?, ?, ?)", (name, seal.of(f"month {name}", content), content, seal.of(f"records {name}", kept), kept))

    def put_fragment(self, name: str, content: bytes) -> None:
        """`content` is a Fragment in MessagePack."""
        self._last = _NONE
        self._run("REPLACE INTO fragments VALUES (?, ?, ?)", (name, seal.of(f"fragment {name}", content), content))

    def drop_fragments(self, names: Iterable[str]) -> None:
        self._run_each("DELETE FROM fragments WHERE name = ?", ((name,) for name in names))

    def __getitem__(self, name: str) -> Fragment:
        if self._last[0] == name:  # an article's page and its print view are made one after the other
            return self._last[1]
        found = next(self._rows("SELECT seal, content FROM fragments WHERE name = ?", (name,)), None)
        mark, content = found or (None, None)
        self._last = (name, self._decode_fragment(_sound(content, mark, f"fragment {name}")))
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._rows("SELECT name FROM fragments ORDER BY name"))

    def __len__(self) -> int:
        return next(self._rows("SELECT count(*) FROM fragments"))[0]

    def ledger(self, folder: Path, section: str) -> tuple[bytes, bytes] | None:
        """A section of the ledger of a site folder, with its seal, as it was put; see ledger.py."""
        found = next(self._rows("SELECT seal, content FROM ledgers WHERE folder = ? AND section = ?", (str(folder), section)), None)
        return (found[0], _sound(found[1], found[0], f"ledger {folder} {section}")) if found else None

    def put_ledger(self, folder: Path, section: str, content: bytes | None) -> bytes:
        """Replaces a section of the ledger of a site folder, and gives its seal; None forgets it."""
        if content is None:
            self._run("DELETE FROM ledgers WHERE folder = ? AND section = ?", (str(folder), section))
            return b""
        mark = seal.of(f"ledger {folder} {section}", content)
        self._run("REPLACE INTO ledgers VALUES (?, ?, ?, ?)", (str(folder), section, mark, content))
        return mark

    def give_up(self) -> None:
        """Takes back what was not committed. The next build finds out for itself what this one could not keep."""
        self.lost = "not-written"
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.rollback()

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


def _sound(content: object, mark: object, what: str) -> bytes:
    if isinstance(content, bytes) and seal.of(what, content) == mark:
        return content
    raise StoreError(what)
