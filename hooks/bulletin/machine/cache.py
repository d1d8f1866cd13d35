"""The cache: one SQLite file in which builds keep results for later builds. It saves time and decides nothing.

The file holds tables that map names to bytes. Every row bears a seal (see seal.py), so a row that is damaged, was moved
to another name or was written by somebody else is rejected. The whole file may be deleted at any time.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import seal

_FILE = "bulletin.sqlite"
_PATIENCE = 30
"""Seconds to wait while another process writes into the file."""
_CREATE_FACTS = "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"


class CacheError(Exception):
    """The cache can't be read or written. The message is SQLite's, or names the missing or broken part."""


class CacheUnfitError(CacheError):
    """The contents of the cache can't be used. The message is the reason, or `missing` when there are none."""


class Cache:
    """The open cache file.

    Each process opens the file for itself, since an SQLite connection must not be carried across a fork. Only the
    process that created the object writes.

    Every method raises CacheError when the file turns out to be broken; `start_over` repairs that. `lost` says why
    cached results are lost: `version`, `foreign`, `keyless`, `broken`, `read-only` or `not-written`; it is empty
    otherwise. `keyless` is `foreign` where the environment gives no key for the seals.
    `times_lost` counts how often the contents were discarded since the file was opened.
    """

    def __init__(self, folder: Path, version: bytes, is_needed: bool = False):
        """Opens the file in `folder`, or creates it. `version` is a digest of everything that shapes its contents.

        A cache that `is_needed` is not replaced by an empty one: raises CacheUnfitError instead.
        """
        self._version = version
        self._owner = os.getpid()
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._tables: dict[str, Table] = {}
        self.lost = ""
        self.times_lost = 0
        self.file = folder / _FILE
        self._find_folder()
        reason = self._reason_to_start_over()
        if reason and is_needed:
            self.close()
            raise CacheUnfitError(reason)
        if reason == "missing":
            self._create()
        elif reason:
            self.start_over(reason)

    @property
    def folder(self) -> Path:
        """The folder of the cache file, where other things may be kept too.

        It is a temporary folder when the intended one can't be written to.
        """
        return self.file.parent

    def table(self, name: str) -> "Table":
        """A table of the file, created if necessary. A child process can read only tables that the owner has opened
        before the fork.
        """
        if name not in self._tables:
            self._tables[name] = Table(self, name)
            try:
                self._tables[name].create()
            except CacheError:
                self.start_over("broken")
        return self._tables[name]

    def start_over(self, reason: str) -> None:
        """Discards the contents of the file. `reason` is `version`, `foreign`, `keyless` or `broken`. Raises CacheError
        in a child process: only the owner may do so.
        """
        if os.getpid() != self._owner:
            raise CacheError(reason)
        self.lost = self.lost or reason
        self.times_lost += 1
        self.close()
        self._find_folder()  # the folder itself may be the broken part
        for suffix in ("", "-journal"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        self._create()

    def give_up(self) -> None:
        """Discards uncommitted changes. The next build works out again what this one could not keep."""
        self.lost = "not-written"
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.rollback()

    def commit(self) -> None:
        if self._connection:
            try:
                self._connection.commit()
            except sqlite3.Error as error:
                raise CacheError(str(error)) from error

    def close(self) -> None:
        """Closes the file. The next access opens it again."""
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def run(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Runs one SQL statement."""
        try:
            return self._open_connection().execute(statement, values)
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def run_each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Runs one SQL statement with the values of each row."""
        try:
            self._open_connection().executemany(statement, rows)
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Runs an SQL query and yields its rows."""
        cursor = self.run(statement, values)
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def _reason_to_start_over(self) -> str:
        """Why the contents of the file can't be used; empty when they can."""
        try:
            if not self.file.exists() or self.file.stat().st_size == 0:
                return "missing"
            if self._fact("version") != self._version:
                return "version"
            if self._fact("seal") != seal.key_mark():
                return "foreign" if seal.is_key_given() else "keyless"
        except CacheError:
            return "broken"
        return ""

    def _find_folder(self) -> None:
        """Creates the folder of the file. Where nothing can be written, a temporary file takes its place."""
        folder = self.file.parent
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.file if self.file.exists() else folder, os.W_OK) or not os.access(folder, os.W_OK):
            self._temporary = tempfile.TemporaryDirectory(prefix="bulletin-cache-")
            self.file = Path(self._temporary.name, _FILE)
            self.lost = "read-only"

    def _create(self) -> None:
        self.run(_CREATE_FACTS)
        self.run("REPLACE INTO facts VALUES ('version', ?), ('seal', ?)", (self._version, seal.key_mark()))
        for table in self._tables.values():
            table.create()
        self.commit()

    def _fact(self, name: str) -> bytes | None:
        row = next(self.rows("SELECT value FROM facts WHERE name = ?", (name,)), None)
        return row[0] if row else None

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            # Kept open: closing it in a child would end the transaction that the parent has begun.
            self._inherited = self._connection
            self._process = os.getpid()
            # The owner's children only read. A child that could write would create the file again when it was deleted,
            # and would remove the owner's journal, which SQLite finds by the file's name.
            mode = "rwc" if self._process == self._owner else "ro"
            self._connection = sqlite3.connect(
                f"{self.file.absolute().as_uri()}?mode={mode}", timeout=_PATIENCE, uri=True
            )
            # Don't wait for the disk: the seals reveal what a loss of power leaves half written.
            self._connection.execute("PRAGMA synchronous = OFF")
            # Not every SQLite overwrites what is deleted, and what is taken back for good must leave nothing behind.
            self._connection.execute("PRAGMA secure_delete = ON")
        return self._connection


class Table:
    """A table that maps names to bytes, each with its seal. `Cache.table` creates it."""

    def __init__(self, cache: Cache, name: str):
        self._cache = cache
        self._name = name

    def create(self) -> None:
        self._cache.run(f'CREATE TABLE IF NOT EXISTS "{self._name}" (name TEXT PRIMARY KEY, seal BLOB, content BLOB)')

    def get(self, name: str) -> bytes | None:
        """The bytes under a name, or None. Raises CacheError when their seal doesn't match."""
        row = next(self._cache.rows(f'SELECT seal, content FROM "{self._name}" WHERE name = ?', (name,)), None)
        return self._verify(name, *row) if row else None

    def put(self, name: str, content: bytes | None) -> bytes | None:
        """Replaces the bytes under a name, and returns their seal. None deletes them."""
        if content is None:
            self._cache.run(f'DELETE FROM "{self._name}" WHERE name = ?', (name,))
            return None
        row_seal = seal.of(f"{self._name} {name}", content)
        self._cache.run(f'REPLACE INTO "{self._name}" VALUES (?, ?, ?)', (name, row_seal, content))
        return row_seal

    def drop(self, names: Iterable[str]) -> None:
        """Deletes the bytes under several names."""
        self._cache.run_each(f'DELETE FROM "{self._name}" WHERE name = ?', ((name,) for name in names))

    def clear(self) -> None:
        """Deletes everything."""
        self._cache.run(f'DELETE FROM "{self._name}"')

    def seals(self) -> list[tuple[str, bytes]]:
        """All names with the seals of their bytes, sorted by name. Equal seals stand for equal bytes."""
        return list(self._cache.rows(f'SELECT name, seal FROM "{self._name}" ORDER BY name'))

    def names(self) -> Iterator[str]:
        return (name for (name,) in self._cache.rows(f'SELECT name FROM "{self._name}" ORDER BY name'))

    def __len__(self) -> int:
        return int(next(self._cache.rows(f'SELECT count(*) FROM "{self._name}"'))[0])

    def _verify(self, name: str, row_seal: object, content: object) -> bytes:
        if isinstance(content, bytes) and seal.of(f"{self._name} {name}", content) == row_seal:
            return content
        raise CacheError(f"{self._name} {name}")
