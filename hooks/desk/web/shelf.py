"""The shelf: the headline of every published post, for lists and for search. 20,000 of them take some megabytes."""

import re
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import yaml
from bulletin.search import spelling
from bulletin.stylebook import dates

from ..git.repository import MAIN, Repository

_POST = re.compile(r"posts/(\d{4})/(\d{2})/([^/]+)\.md")
_LINE = {key: re.compile(rf"^{key}:[ \t]*(.*?)[ \t\r]*$(?!\n[ \t])", re.MULTILINE) for key in ("title", "date")}
"""A key whose value ends with its line."""
_PLAIN = re.compile(r"[^\W_][^#:\"']*|[^\W_](?:[^#:]|:(?=\S)|(?<=\S)#)*")
"""A value that YAML reads as it stands."""


class Headline(NamedTuple):
    """A published post in a list. `sought` is its title as the search spells it, with spaces around each word."""

    path: str
    blob: str
    title: str
    when: datetime
    sought: str

    @property
    def key(self) -> str:
        return self.path.removeprefix("posts/").removesuffix(".md")

    @property
    def month(self) -> str:
        """`2026-12`, from the folder."""
        return self.key[:7].replace("/", "-")


class Shelf:
    """The published posts, read anew when `main` has moved. Safe to use from several threads."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._lock = threading.Lock()
        self._tip: str | None = None
        self._known: dict[str, Headline] = {}
        self._ordered: Sequence[Headline] = ()

    def headlines(self) -> Sequence[Headline]:
        """All of them, the newest first."""
        with self._lock:
            tip = self._repository.tip(MAIN)
            if tip != self._tip:
                self._ordered = tuple(sorted(self._read(tip), key=lambda item: (item.when, item.path), reverse=True))
                self._known = {item.path + item.blob: item for item in self._ordered}
                self._tip = tip
            return self._ordered

    def _read(self, tip: str | None) -> Iterator[Headline]:
        if tip is None:
            return
        found = [(path, blob) for path, blob in self._repository.blobs(tip, "posts") if _POST.fullmatch(path)]
        unknown = []
        for path, blob in found:
            if known := self._known.get(path + blob):
                yield known
            else:
                unknown.append((path, blob))
        contents = self._repository.read_blobs(blob for _, blob in unknown)
        for (path, blob), content in zip(unknown, contents, strict=True):
            yield _headline(path, blob, content)

    def find(self, text: str, month: str = "") -> list[Headline]:
        """The headlines with all words of `text`, spelled with their accents or without. The last may be unfinished."""
        wanted = [_spelled(word) for word in spelling.words(text)]
        return [
            item
            for item in self.headlines()
            if (not month or item.month == month) and all(word in item.sought for word in wanted)
        ]

    def months(self) -> dict[str, int]:
        """The number of posts of each month, the newest first."""
        counts: dict[str, int] = {}
        for item in self.headlines():
            counts[item.month] = counts.get(item.month, 0) + 1
        return dict(sorted(counts.items(), reverse=True))

    def front_matters(self, count: int) -> list[tuple[Headline, str]]:
        """The newest posts with their front matter alone: Decap's list shows nothing of a text, and asks again for the
        whole post when somebody opens it.
        """
        chosen = self.headlines()[:count]
        contents = self._repository.read_blobs(item.blob for item in chosen)
        return [(item, f"---\n{_front(content)}---\n") for item, content in zip(chosen, contents, strict=True)]


def _front(content: bytes) -> str:
    """The lines between the fences; none if there are no fences."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if not text.startswith("---\n"):
        return ""
    end = text.find("\n---", 3)
    return text[4 : end + 1] if end >= 0 else ""


def _headline(path: str, blob: str, content: bytes) -> Headline:
    match = _POST.fullmatch(path)
    assert match
    year, month, name = match.groups()
    front = _front(content)
    title = _value(front, "title") or name
    try:
        when = dates.parse(_value(front, "date"))
    except dates.DateError:
        when = dates.parse(f"{year}-{max(1, min(12, int(month))):02}-01 00:00")
    sought = " ".join(["", *map(_whole, spelling.words(title)), ""])
    return Headline(path, blob, title, when, sought)


def _value(front: str, key: str) -> str:
    """The value of a key as text. Most values are read without YAML, which would take twenty times as long."""
    found = _LINE[key].search(front)
    if found and _PLAIN.fullmatch(found[1]):
        return found[1]
    try:
        values = yaml.load(front, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return ""
    return " ".join(str(values.get(key) or "").split()) if isinstance(values, dict) else ""


class _Loader(yaml.CBaseLoader):
    """Leaves every value a text."""


@lru_cache(65_536)
def _whole(word: str) -> str:
    return spelling.spell(word).replace("`", "")


def _spelled(word: str) -> str:
    """What a title holds if it has the word: the whole word if it was typed with accents, else its beginning."""
    whole = _whole(word)
    return f" {whole[:-1]}" if whole.endswith("q") else f" {whole} "
