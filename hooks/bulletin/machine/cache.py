"""The cache: one SQLite file in which builds keep what they found out. It saves time and decides nothing.

The file holds tables of bytes by name. Every row bears a seal (see seal.py), so a row that is damaged, that stands
under another name or that somebody else wrote is as good as none. The whole file may be deleted at any time.
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
"""Seconds to wait for another process that is writing into the file at this moment."""
_FACTS = "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"


class CacheError(Exception):
    """The cache can't be read or written. The text is SQLite's, or names what is missing or broken."""


class Cache:
    """The open file. Each process opens it for itself, since SQLite must not be carried across a fork; only the process
    that made the object writes.

    Every method raises CacheError when the file turns out to be broken; `start_over` mends that. `lost` says why the
    work of earlier builds is not used, `times_lost` how often it was thrown away since the file was opened.
    """

    def __init__(self, folder: Path, version: bytes):
        """Opens the file in `folder`, or an empty one. `version` stands for everything that its contents were
        made by.
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
        try:
            if not self.file.exists() or self.file.stat().st_size == 0:
                self._create()
            elif self._fact("version") != version:
                self.start_over("version")
            elif self._fact("seal") != seal.mark():
                self.start_over("foreign")
        except CacheError:
            self.start_over("broken")

    @property
    def folder(self) -> Path:
        """Where the file lies, and where other things may be kept: a temporary folder when nothing can be written where
        it should be.
        """
        return self.file.parent

    def table(self, name: str) -> "Table":
        """A table of the file, made if it is not there yet. A child process can read only tables that the owner has asked
        for before the fork.
        """
        if name not in self._tables:
            self._tables[name] = Table(self, name)
            try:
                self._tables[name].create()
            except CacheError:
                self.start_over("broken")
        return self._tables[name]

    def start_over(self, reason: str) -> None:
        """Throws away what is in the file. `reason` is `version`, `foreign` or `broken`. Raises CacheError in a child
        process: only the owner may do so.
        """
        if os.getpid() != self._owner:
            raise CacheError(reason)
        self.lost = self.lost or reason
        self.times_lost += 1
        self.close()
        self._find_folder()  # the folder may be what is broken
        for suffix in ("", "-journal"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        self._create()

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
                raise CacheError(str(error)) from error

    def close(self) -> None:
        """Closes the file; it opens itself again when it is asked for anything."""
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def run(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Runs one SQL statement."""
        try:
            return self._connected().execute(statement, values)
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def run_each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Runs one SQL statement with the values of each row."""
        try:
            self._connected().executemany(statement, rows)
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a SQL query gives."""
        cursor = self.run(statement, values)
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error

    def _find_folder(self) -> None:
        """Makes the file's folder. When nothing can be written there, the file is a temporary one."""
        folder = self.file.parent
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.file if self.file.exists() else folder, os.W_OK) or not os.access(folder, os.W_OK):
            self._temporary = tempfile.TemporaryDirectory(prefix="bulletin-cache-")
            self.file = Path(self._temporary.name, _FILE)
            self.lost = "read-only"

    def _create(self) -> None:
        self.run(_FACTS)
        self.run("REPLACE INTO facts VALUES ('version', ?), ('seal', ?)", (self._version, seal.mark()))
        for table in self._tables.values():
            table.create()
        self.commit()

    def _fact(self, name: str) -> bytes | None:
        row = next(self.rows("SELECT value FROM facts WHERE name = ?", (name,)), None)
        return row[0] if row else None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            self._inherited = self._connection  # not to be closed here: that would end what the parent has begun
            self._process = os.getpid()
            # The owner's children only read. One that could write would make a file that isn't there any longer, and
            # clear away the owner's journal, which goes by the file's name.
            mode = "rwc" if self._process == self._owner else "ro"
            self._connection = sqlite3.connect(
                f"{self.file.absolute().as_uri()}?mode={mode}", timeout=_PATIENCE, uri=True
            )
            # Not to wait for the disk: the seals give away what a loss of power leaves half written.
            self._connection.execute("PRAGMA synchronous = OFF")
        return self._connection


class Table:
    """Bytes by name, each with its seal. Made by `Cache.table`."""

    def __init__(self, cache: Cache, name: str):
        self._cache = cache
        self._name = name

    def create(self) -> None:
        self._cache.run(f'CREATE TABLE IF NOT EXISTS "{self._name}" (name TEXT PRIMARY KEY, seal BLOB, content BLOB)')

    def get(self, name: str) -> bytes | None:
        """The bytes under a name; None when there are none. Raises CacheError when they are not what was put there."""
        row = next(self._cache.rows(f'SELECT seal, content FROM "{self._name}" WHERE name = ?', (name,)), None)
        return self._checked(name, *row) if row else None

    def put(self, name: str, content: bytes | None) -> None:
        """Replaces the bytes under a name; None forgets them."""
        if content is None:
            self._cache.run(f'DELETE FROM "{self._name}" WHERE name = ?', (name,))
        else:
            self._cache.run(
                f'REPLACE INTO "{self._name}" VALUES (?, ?, ?)',
                (name, seal.of(f"{self._name} {name}", content), content),
            )

    def drop(self, names: Iterable[str]) -> None:
        """Forgets the bytes under several names."""
        self._cache.run_each(f'DELETE FROM "{self._name}" WHERE name = ?', ((name,) for name in names))

    def clear(self) -> None:
        """Forgets everything."""
        self._cache.run(f'DELETE FROM "{self._name}"')

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All names with their bytes, in the order of the names."""
        for name, mark, content in self._cache.rows(f'SELECT name, seal, content FROM "{self._name}" ORDER BY name'):
            yield name, self._checked(name, mark, content)

    def names(self) -> Iterator[str]:
        return (name for (name,) in self._cache.rows(f'SELECT name FROM "{self._name}" ORDER BY name'))

    def __len__(self) -> int:
        return int(next(self._cache.rows(f'SELECT count(*) FROM "{self._name}"'))[0])

    def _checked(self, name: str, mark: object, content: object) -> bytes:
        if isinstance(content, bytes) and seal.of(f"{self._name} {name}", content) == mark:
            return content
        raise CacheError(f"{self._name} {name}")
