"""A generator's project with a corpus in it, and what is done to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from .article import Article, Reference
from .corpus import A_DAY, Corpus
from .generators import Generator
from .measurement import Measurement, measure


@dataclass(frozen=True)
class Expected:
    """A text that an article's page must have after a build."""

    place: Reference
    text: str


class WrongSite(Exception):
    """A build ended well, but not all of the site is there."""


class Site:
    """`operate` changes something, builds, and looks whether the change has come out. Before `clean` the site must be
    new, or deleted by `clear`.
    """

    def __init__(self, generator: Generator, corpus: Corpus, folder: Path) -> None:
        self.generator = generator
        self.folder = folder
        self._corpus = corpus
        self._published = corpus.size
        self._counted = 0
        self._corrected = corpus.size - min(365 * A_DAY, corpus.size * 9 // 10)
        """The next article to be corrected: one of a year ago, or where the corpus is younger, an early one."""
        self._changes: dict[str, Callable[[], Expected | None]] = {
            "clean": self._leave,
            "unchanged": self._leave,
            "correct": self.correct,
            "publish": self._publish,
            "views": self._count_views,
            "alert": self._announce,
            "alert over": self._lift,
        }
        folder.parent.mkdir(parents=True, exist_ok=True)
        generator.prepare(folder)

    def add(self, article: Article) -> None:
        self.generator.write(self.folder, article)

    def clear(self) -> None:
        self.generator.clear(self.folder)

    def operate(self, operation: str) -> Measurement:
        expected = self._changes[operation]()
        measurement = measure(self.generator.command(self.folder), self.folder, self.generator.environment(self.folder))
        if operation == "clean":
            self._check_all()
        elif expected and expected.text not in self.page(expected.place):
            raise WrongSite(
                f"{self.generator.name}: «{expected.text}» is missing from "
                f"{self.folder / self.generator.output / self.generator.pages(expected.place)[0]}"
            )
        return measurement

    def correct(self) -> Expected:
        """A paragraph more at the beginning of an old article, a different one each time."""
        article = self._corpus.article(self._corrected)
        self._corrected += 1
        correction = f"Đính chính mang mã {self._corrected}."
        self.add(replace(article, body=f"{correction}\n\n{article.body}"))
        return Expected(article.place, correction)

    @property
    def newest(self) -> Expected:
        """The title of the article that was published last, which only a complete site has."""
        article = self._corpus.article(self._published - 1)
        return Expected(article.place, article.title)

    def page(self, place: Reference) -> str:
        return (self._output / self.generator.pages(place)[0]).read_text(encoding="utf-8")

    def files(self) -> int:
        """How many files the site has."""
        return sum(1 for path in self._output.rglob("*") if path.is_file())

    def feeds(self) -> int:
        """How many of them are feeds."""
        return sum(1 for path in self._output.rglob("*.xml") if path.stem in ("rss", "index", "feed"))

    @property
    def _output(self) -> Path:
        return self.folder / self.generator.output

    def _leave(self) -> None:
        """Nothing changes."""

    def _publish(self) -> Expected:
        self.add(self._corpus.article(self._published))
        self._published += 1
        return self.newest

    def _announce(self) -> Expected:
        article = self._corpus.article(self._published)
        self.generator.announce(self.folder, article)
        self._published += 1
        return Expected(article.place, "Có hiệu lực đến")

    def _lift(self) -> Expected:
        """The article stays."""
        self.add(self._corpus.article(self._published - 1))
        return self.newest

    def _count_views(self) -> Expected:
        self.generator.count_views(self.folder)
        self._counted += 1
        oldest = self._corpus.article(0)
        return Expected(oldest.place, f"{oldest.views + self._counted:,}".replace(",", "."))

    def _check_all(self) -> None:
        places = (self._corpus.place(number) for number in range(self._published))
        files = [*self.generator.landmarks, *(page for place in places for page in self.generator.pages(place))]
        missing = [file for file in files if not (self._output / file).is_file()]
        if missing:
            raise WrongSite(
                f"{self.generator.name}: {len(missing)} of {len(files)} files are missing from {self._output}, "
                f"{missing[0]} for one"
            )
