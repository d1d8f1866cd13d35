"""The archive: what is published, by title, date, category and authors, to be listed by month and searched.

Git has no index of titles. This one lies in a small file, is read again where a file's blob has changed, and may be
deleted at any time.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import yaml
from bulletin.posts import walk, yaml_lines
from bulletin.stylebook import dates, letters

from ..git.repository import Repository
from ..refusal import Refusal

_FRONT = re.compile(rb"\s*---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(rb"^(?:title|date|category|author)[ \t]*:[^\n]*\n(?:[ \t\r\n#-][^\n]*\n|\n)*", re.MULTILINE)
"""A key that is shown, with the lines that belong to it. To read only these takes a third of the time."""
_TABLES = """
CREATE TABLE IF NOT EXISTS posts (
    path TEXT PRIMARY KEY, blob TEXT, month TEXT, date TEXT, title TEXT, category TEXT, authors TEXT, letters TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_date ON posts (date DESC, path DESC);
CREATE INDEX IF NOT EXISTS by_month ON posts (month, date DESC, path DESC);
CREATE TABLE IF NOT EXISTS state (commit_name TEXT);
PRAGMA user_version = 1;
"""
_COLUMNS = "path, date, title, category, authors, blob"


class Line(NamedTuple):
    """One published post in a list. `date` is `2026-12-01 00:30` in Vietnam's time."""

    path: str
    date: str
    title: str
    category: str
    authors: str
    blob: str

    @property
    def key(self) -> str:
        return self.path.removeprefix("posts/").removesuffix(".md")


class Archive:
    """The archive of a repository, with its index in `file`. Several processes may use one file."""

    def __init__(self, repository: Repository, file: Path):
        self._repository = repository
        self._file = file

    def newest(self, count: int) -> list[Line]:
        return self._lines("ORDER BY date DESC, path DESC LIMIT ?", count)

    def months(self) -> list[tuple[str, int]]:
        """Each month such as `2026/12` with the number of its posts, the newest first."""
        with self._index() as index:
            return list(index.execute("SELECT month, count(*) FROM posts GROUP BY month ORDER BY month DESC"))

    def month(self, month: str) -> list[Line]:
        """The posts of a month such as `2026/12`, the newest first."""
        return self._lines("WHERE month = ? ORDER BY date DESC, path DESC", month)

    def search(self, text: str, count: int = 100, month: str = "") -> list[Line]:
        """The newest posts that hold every word of a text, or a longer word that begins so, in title, authors, category
        or file name; accents and capitals don't count.
        """
        wanted = [f" {word}" for word in plain(text).split()]
        conditions = ["instr(letters, ?) > 0"] * len(wanted) + (["month = ?"] if month else [])
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        return self._lines(f"{where}ORDER BY date DESC, path DESC LIMIT ?", *wanted, *([month] if month else []), count)

    def update(self) -> None:
        """Reads what has been published since the last time. Every list does it by itself."""
        with self._index():
            pass

    def _lines(self, clause: str, *values: object) -> list[Line]:
        with self._index() as index:
            return [Line(*row) for row in index.execute(f"SELECT {_COLUMNS} FROM posts {clause}", values)]

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        try:
            index = self._opened()
        except sqlite3.DatabaseError:  # broken, or of another version of the desk
            self._file.unlink(missing_ok=True)
            index = self._opened()
        with closing(index):
            yield index

    def _opened(self) -> sqlite3.Connection:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            index = sqlite3.connect(self._file, timeout=30)
            index.executescript(_TABLES)
            self._bring_up_to_date(index)
        except (OSError, sqlite3.OperationalError) as error:
            raise Refusal(507, "drafts_no_index", file=self._file, reason=str(error)) from None
        return index

    def _bring_up_to_date(self, index: sqlite3.Connection) -> None:
        tip = self._repository.main()
        known = index.execute("SELECT commit_name FROM state").fetchone()
        if known and known[0] == tip:
            return
        if known and self._repository.exists(known[0]):
            changes = self._repository.differences(known[0], tip)
        else:
            present = dict(index.execute("SELECT path, blob FROM posts"))
            blobs = {path: blob for path, blob in self._repository.blobs(tip, "posts") if _is_post(path)}
            changes = {path: blob for path, blob in blobs.items() if present.get(path) != blob}
            changes |= dict.fromkeys(present.keys() - blobs.keys())
        gone = [(path,) for path, blob in changes.items() if blob is None]
        new = {path: blob for path, blob in changes.items() if blob is not None and _is_post(path)}
        rows = list(self._rows(new))  # before anything is locked: the first time it takes seconds
        with index:
            index.executemany("DELETE FROM posts WHERE path = ?", gone)
            index.executemany("REPLACE INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            index.execute("DELETE FROM state")
            index.execute("INSERT INTO state VALUES (?)", (tip,))

    def _rows(self, posts: dict[str, str]) -> Iterator[tuple[str, ...]]:
        for (path, blob), content in zip(posts.items(), self._repository.read_blobs(posts.values()), strict=True):
            values = _front_matter(content)
            title, category = _text(values, "title"), _text(values, "category")
            authors = ", ".join(_names(values.get("author")))
            name = path.rpartition("/")[2].removesuffix(".md")
            date = _date(_text(values, "date"))
            found = " " + plain(f"{title} {authors} {category} {name}")
            yield path, blob, path[6:13], date, title or name, category, authors, found


def plain(text: str) -> str:
    """A text as it is searched: in small letters, without accents, đ as d, every sign a space."""
    marked = unicodedata.normalize("NFD", letters.spelled(text).casefold().replace("đ", "d"))
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in marked if not unicodedata.combining(sign))))


def _is_post(path: str) -> bool:
    return path.endswith(".md") and walk.POST_FOLDER.fullmatch(path[6:].rpartition("/")[0]) is not None


def _front_matter(content: bytes) -> dict[str, yaml_lines.Value]:
    """The outermost scalars and lists of a post; none where they can't be read."""
    match = _FRONT.match(content.removeprefix(b"\xef\xbb\xbf"))
    shown = b"".join(_KEY.findall(match[1])) if match else b""
    try:
        values, _, _ = yaml_lines.load(shown.decode().replace("\r\n", "\n"), "", 1)
    except (UnicodeDecodeError, yaml.YAMLError):
        values = None
    return values or {}


def _text(values: dict[str, yaml_lines.Value], key: str) -> str:
    value = values.get(key)
    return letters.visible(" ".join(value.split())) if isinstance(value, str) else ""


def _names(value: yaml_lines.Value) -> Iterable[str]:
    if isinstance(value, yaml_lines.Quoted):
        return [value]
    if isinstance(value, str):
        return [name.strip() for name in value.split(",")]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _date(text: str) -> str:
    try:
        return f"{dates.local(dates.parse(text)):%Y-%m-%d %H:%M}"
    except dates.DateError:
        return ""
