"""What every generator must be able to do to be measured."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from ..article import Article, Reference

SITES = Path(__file__).resolve().parents[1] / "sites"


class Generator(ABC):
    """One generator with its environment. A project folder of it is made by `prepare` and filled by `write`."""

    name: ClassVar[str]
    largest: ClassVar[int | None] = None
    """The size above which it would take hours."""
    operations: ClassVar[tuple[str, ...]] = ("clean", "unchanged", "correct", "publish")
    output: ClassVar[str]
    """The folder of the finished site, below the project folder."""
    caches: ClassVar[tuple[str, ...]] = ()
    """What it keeps for the next build; together with the site it is deleted before a clean one."""
    landmarks: ClassVar[tuple[str, ...]] = ("index.html", "sitemap.xml")
    """Files that a finished site has besides the articles."""

    @abstractmethod
    def install(self) -> None: ...

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def prepare(self, folder: Path) -> None:
        """Settings and templates, without articles."""

    @abstractmethod
    def write(self, folder: Path, article: Article) -> None:
        """Adds an article with its pictures, or writes it anew."""

    @abstractmethod
    def command(self, folder: Path) -> Sequence[str]:
        """Builds the site when it is run in the project folder."""

    def count_views(self, folder: Path) -> None:
        """Every article has been read once more. Called where `views` is one of the operations."""
        raise NotImplementedError

    def announce(self, folder: Path, article: Article) -> None:
        """Adds an article that is an emergency notice. Called where `alert` is one of the operations."""
        raise NotImplementedError

    def written(self, output: str) -> int | None:
        """How many files a build says it has written, where it says so."""
        return None

    def stages(self, folder: Path) -> dict[str, float] | None:
        """Seconds that each stage of the last build took, where the build says so."""
        return None

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {}

    def pages(self, place: Reference) -> tuple[str, ...]:
        """The files below `output` that an article is printed in; in the first one stands its text."""
        return (f"{place.date:%Y/%m}/{place.slug}/index.html",)

    def clear(self, folder: Path) -> None:
        """Deletes the site and the caches, so that the next build is a clean one."""
        for path in (folder / name for name in (self.output, *self.caches)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
