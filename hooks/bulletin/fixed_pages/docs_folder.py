"""The fixed pages: what lies in `docs/`, looked at before MkDocs reads or copies any of it."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from pathspec import GitIgnoreSpec

from ..posts import manuscript
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..stylebook import addresses, words

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for a page."""
_NOT_PUBLISHED = GitIgnoreSpec.from_lines([".*", "/templates/"])
"""What MkDocs leaves out before it asks `exclude_docs`."""
_ROOMS = frozenset({addresses.ARCHIVE, addresses.ALERTS, addresses.OFFLINE})
_LISTS = ("tac-gia/", "tu-khoa/", "tim-kiem/", "trang/")
"""Folders that the engine fills with pages of its own."""
_OF_A_MONTH = re.compile(r"\d{4}/(?:index\.html|\d{2}/.*)|sitemap-[^/]*\.xml")


@dataclass(frozen=True)
class FixedPages:
    """`outputs` are the files of the site that `docs/` asks for, with the source of each; `problems` what is wrong with
    the sources.
    """

    outputs: dict[str, str]
    problems: tuple[Problem, ...]


def load(settings: Settings) -> FixedPages:
    """Walks `docs/`. Links that lead out of it are problems, and nothing behind them is looked at."""
    walk = _Walk(settings)
    outputs: dict[str, str] = {}
    for path in sorted(walk.files("", frozenset({os.path.realpath(settings.docs)})), key=_place):
        file = walk.shown(path)
        walk.problems += _content(settings.docs / path, file)
        output = unicodedata.normalize("NFC", _output(path))
        if output in outputs:
            walk.problems.append(problem("fixed-page-twice", file, first=outputs[output], address=_address(output)))
        elif owner := _owner(output, settings):
            walk.problems.append(problem("fixed-page-taken", file, owner=owner, address=_address(output)))
        else:
            outputs[output] = file
    walk.problems += _files_in_the_way(outputs, settings)
    return FixedPages(outputs, tuple(walk.problems))


def _place(path: str) -> tuple[bool, str]:
    """A page stands before its folder's readme."""
    return path.rpartition("/")[2] == "README.md", path


class _Walk:
    """A look at the files that MkDocs would publish."""

    def __init__(self, settings: Settings):
        self._docs, self._root = settings.docs, os.path.realpath(settings.docs)
        self._name = os.path.relpath(settings.docs, settings.project).replace(os.sep, "/")
        self._left_out = _NOT_PUBLISHED + settings.not_published
        self.problems: list[Problem] = []

    def shown(self, path: str) -> str:
        """A file as messages name it."""
        return f"{self._name}/{unicodedata.normalize('NFC', path)}".removesuffix("/")

    def files(self, folder: str, above: frozenset[str]) -> Iterator[str]:
        """Those that can be published, by their paths below `docs/`. `above` are the real folders that one came
        through.
        """
        try:
            entries = sorted(os.scandir(self._docs / folder), key=attrgetter("name"))
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(_unreadable(self.shown(folder), error))
            return
        for entry in entries:
            path, real = f"{folder}{entry.name}", os.path.realpath(entry.path)
            is_folder = os.path.isdir(entry.path)
            if self._left_out.match_file(path) and not is_folder:
                continue
            if entry.is_symlink() and not self._may_lead_to(real):
                self._report("fixed-page-link", path)
            elif re.search(r"[\ud800-\udfff]", entry.name):
                self._report("fixed-page-name", path)
            elif is_folder and real in above:
                self._report("fixed-page-circle", path)
            elif is_folder:
                yield from self.files(f"{path}/", above | {real})
            elif os.path.isfile(entry.path):
                yield path
            else:
                self._report(
                    "fixed-page-dead-link" if entry.is_symlink() and not os.path.exists(real) else "fixed-page-special",
                    path,
                )

    def _may_lead_to(self, real: str) -> bool:
        """Whether a link's target is published, too: neither another folder's nor a page that is kept back."""
        inside = os.path.relpath(real, self._root)
        return inside == "." or not (inside.startswith("..") or self._left_out.match_file(inside))

    def _report(self, code: str, path: str) -> None:
        self.problems.append(problem(code, self.shown(path)))


def _content(path: Path, file: str) -> list[Problem]:
    """What keeps a file from being published: it can't be read, or is a page whose letters can't."""
    try:
        with open(path, "rb") as opened:
            data = opened.read() if path.name.endswith(_PAGES) else None
    except OSError as error:
        return [_unreadable(file, error)]
    if data is None or not data.strip():
        return []
    return [one for one in manuscript.decode(data, file)[1] if one.severity == "error"]


def _unreadable(file: str, error: OSError) -> Problem:
    return problem("fixed-page-unreadable", file, reason=words.reason(error))


def _output(relative: str) -> str:
    """Where MkDocs puts a file of `docs/`."""
    folder, _, name = relative.rpartition("/")
    stem, ending = os.path.splitext(name)
    if ending not in _PAGES:
        return relative
    place = f"{folder}/" if folder else ""
    return f"{place}index.html" if stem in ("index", "README") else f"{place}{stem}/index.html"


def _owner(output: str, settings: Settings) -> str:
    """What of the bulletin's own stands at an address; empty where nothing does."""
    if output in {addresses.output(file) for file in addresses.FILES | _ROOMS}:
        return words.sentence("owners.bulletin")
    first, _, rest = output.partition("/")
    if first in settings.categories and (rest in ("", "index.html", "rss.xml") or rest.startswith("trang/")):
        return words.sentence("owners.category", name=settings.categories[first])
    if output.startswith(_LISTS):
        return words.sentence("owners.list")
    return words.sentence("owners.month") if _OF_A_MONTH.fullmatch(output) else ""


def _files_in_the_way(outputs: dict[str, str], settings: Settings) -> Iterator[Problem]:
    """A file without an ending can't stand where a folder of other pages has to."""
    folders = {parent: file for output, file in outputs.items() for parent in _parents(output)}
    for output, file in outputs.items():
        if output in folders:
            yield problem("fixed-page-twice", file, first=folders[output], address=f"/{output}")
        elif output in settings.categories or output in addresses.RESERVED or re.fullmatch(r"\d{4}(?:/\d{2})?", output):
            yield problem("fixed-page-taken", file, owner=words.sentence("owners.bulletin"), address=f"/{output}")


def _parents(output: str) -> Iterator[str]:
    while "/" in output:
        output = output.rpartition("/")[0]
        yield output


def _address(output: str) -> str:
    return "/" + re.sub(r"(^|/)index\.html$", r"\1", output)
