"""The folder `docs/` of the fixed pages, checked before MkDocs reads or copies any of its files."""

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

_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of the files that MkDocs takes for pages."""
_NOT_PUBLISHED = GitIgnoreSpec.from_lines([".*", "/templates/"])
"""Files that MkDocs leaves out before it applies `exclude_docs`."""
_FIXED_ADDRESSES = frozenset({addresses.ARCHIVE, addresses.ALERTS, addresses.OFFLINE})
_LIST_FOLDERS = ("tac-gia/", "tu-khoa/", "tim-kiem/", "trang/")
"""Folders that the engine fills with pages of its own."""
_MONTH_OUTPUT = re.compile(r"\d{4}/(?:index\.html|\d{2}/.*)|sitemap-[^/]*\.xml")


@dataclass(frozen=True)
class FixedPages:
    """The files that `docs/` contributes to the site. `outputs` maps each output path to its source, `problems` are
    those of the sources.
    """

    outputs: dict[str, str]
    problems: tuple[Problem, ...]


def load(settings: Settings) -> FixedPages:
    """Walks `docs/`. A link that leads out of the folder is a problem, and its target is not read."""
    walk = _Walk(settings)
    outputs: dict[str, str] = {}
    for path in sorted(walk.files("", frozenset({os.path.realpath(settings.docs)})), key=_sort_key):
        file = walk.display_path(path)
        walk.problems += _content_problems(settings.docs / path, file)
        output = unicodedata.normalize("NFC", _output(path))
        if output in outputs:
            walk.problems.append(problem("fixed-page-twice", file, first=outputs[output], address=_address(output)))
        elif owner := _owner(output, settings):
            walk.problems.append(problem("fixed-page-taken", file, owner=owner, address=_address(output)))
        else:
            outputs[output] = file
    walk.problems += _files_in_the_way(outputs, settings)
    return FixedPages(outputs, tuple(walk.problems))


def _sort_key(path: str) -> tuple[bool, str]:
    """Sorts a page before the readme of its folder."""
    return path.rpartition("/")[2] == "README.md", path


class _Walk:
    """The walk through the files that MkDocs would publish."""

    def __init__(self, settings: Settings):
        self._docs, self._root = settings.docs, os.path.realpath(settings.docs)
        self._name = os.path.relpath(settings.docs, settings.project).replace(os.sep, "/")
        self._left_out = _NOT_PUBLISHED + settings.not_published
        self.problems: list[Problem] = []

    def display_path(self, path: str) -> str:
        """The path of a file as messages show it."""
        return f"{self._name}/{unicodedata.normalize('NFC', path)}".removesuffix("/")

    def files(self, folder: str, above: frozenset[str]) -> Iterator[str]:
        """The paths, below `docs/`, of the files that can be published. `above` are the real paths of the folders
        around `folder`.
        """
        try:
            entries = sorted(os.scandir(self._docs / folder), key=attrgetter("name"))
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(_unreadable(self.display_path(folder), error))
            return
        for entry in entries:
            path, real_path = f"{folder}{entry.name}", os.path.realpath(entry.path)
            is_folder = os.path.isdir(entry.path)
            if self._left_out.match_file(path) and not is_folder:
                continue
            if entry.is_symlink() and not self._may_lead_to(real_path):
                self._report("fixed-page-link", path)
            elif re.search(r"[\ud800-\udfff]", entry.name):
                self._report("fixed-page-name", path)
            elif is_folder and real_path in above:
                self._report("fixed-page-circle", path)
            elif is_folder:
                yield from self.files(f"{path}/", above | {real_path})
            elif os.path.isfile(entry.path):
                yield path
            else:
                self._report(
                    "fixed-page-dead-link"
                    if entry.is_symlink() and not os.path.exists(real_path)
                    else "fixed-page-special",
                    path,
                )

    def _may_lead_to(self, real_path: str) -> bool:
        """Whether a link may lead to a real path: one in `docs/` that is published too."""
        relative = os.path.relpath(real_path, self._root)
        return relative == "." or not (relative.startswith("..") or self._left_out.match_file(relative))

    def _report(self, code: str, path: str) -> None:
        self.problems.append(problem(code, self.display_path(path)))


def _content_problems(path: Path, file: str) -> list[Problem]:
    """The problems that keep a file from being published: it can't be read, or it is a page whose text can't be
    decoded.
    """
    try:
        with open(path, "rb") as stream:
            data = stream.read() if path.name.endswith(_PAGE_ENDINGS) else None
    except OSError as error:
        return [_unreadable(file, error)]
    if data is None or not data.strip():
        return []
    return [item for item in manuscript.decode(data, file)[1] if item.severity == "error"]


def _unreadable(file: str, error: OSError) -> Problem:
    return problem("fixed-page-unreadable", file, reason=words.reason(error))


def _output(relative: str) -> str:
    """The output path at which MkDocs puts a file of `docs/`."""
    folder, _, name = relative.rpartition("/")
    stem, ending = os.path.splitext(name)
    if ending not in _PAGE_ENDINGS:
        return relative
    prefix = f"{folder}/" if folder else ""
    return f"{prefix}index.html" if stem in ("index", "README") else f"{prefix}{stem}/index.html"


def _owner(output: str, settings: Settings) -> str:
    """The part of the bulletin to which an output path belongs, as messages name it; empty if it is free."""
    if output in {addresses.output(file) for file in addresses.FILES | _FIXED_ADDRESSES}:
        return words.sentence("owners.bulletin")
    first, _, rest = output.partition("/")
    if first in settings.categories and (rest in ("", "index.html", "rss.xml") or rest.startswith("trang/")):
        return words.sentence("owners.category", name=settings.categories[first])
    if output.startswith(_LIST_FOLDERS):
        return words.sentence("owners.list")
    return words.sentence("owners.month") if _MONTH_OUTPUT.fullmatch(output) else ""


def _files_in_the_way(outputs: dict[str, str], settings: Settings) -> Iterator[Problem]:
    """Reports files without an ending whose output path has to be a folder of other pages."""
    folders = {parent: file for output, file in outputs.items() for parent in _parents(output)}
    for output, file in outputs.items():
        if output in folders:
            yield problem("fixed-page-twice", file, first=folders[output], address=f"/{output}")
        elif output in settings.categories or output in addresses.RESERVED or re.fullmatch(r"\d{4}(?:/\d{2})?", output):
            yield problem("fixed-page-taken", file, owner=words.sentence("owners.bulletin"), address=f"/{output}")


def _parents(output: str) -> Iterator[str]:
    """The folders above an output, the innermost first."""
    while "/" in output:
        output = output.rpartition("/")[0]
        yield output


def _address(output: str) -> str:
    """The address of an output, with a slash in front."""
    return "/" + re.sub(r"(^|/)index\.html$", r"\1", output)
