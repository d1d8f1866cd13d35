"""What one build publishes from: the edition (what the newsroom wrote) and the theme (how MkDocs dresses it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from . import digest
from .archive import Archive
from .article import Article, Fragment
from .catalogue import Catalogue
from .settings import Settings
from .shells import Shell


@dataclass(frozen=True)
class Edition:
    """`fragments` is keyed by post name and holds the unpublished posts too; the catalogue does not. `read` is the number of posts that had to be opened for it."""

    settings: Settings
    archive: Archive
    catalogue: Catalogue
    fragments: Mapping[str, Fragment]
    now: datetime
    read: int

    def text(self, article: Article) -> "Text":
        return Text(article, self.fragments)


class Text(NamedTuple):
    """An article as its print view and feeds print it. Its fragment is fetched when the page is made."""

    article: Article
    fragments: Mapping[str, Fragment]

    @property
    def digest(self) -> bytes:
        return self.article.text

    def read(self) -> Fragment:
        return self.fragments[self.article.name]


class Cards(tuple[Article, ...]):
    """Articles of which a page prints the cards."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.card for article in self]))


class Headlines(tuple[Article, ...]):
    """Articles of which a page prints no more than title, time, address and category."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.headline for article in self]))


class SourceFile(NamedTuple):
    """A file that is published as it is."""

    path: str
    digest: bytes

    @classmethod
    def at(cls, path: str) -> "SourceFile":
        return cls(path, digest.of(_bytes(path)))

    def read(self) -> bytes:
        return _bytes(self.path)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@dataclass(frozen=True)
class Theme:
    """What MkDocs hands over: a shell for each page kind, the pages of `docs/` by address, and static files by path."""

    shells: Mapping[str, Shell]
    fixed: Mapping[str, Shell]
    files: Mapping[str, SourceFile]
