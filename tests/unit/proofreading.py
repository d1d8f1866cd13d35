"""What the unit tests share: a bulletin read and checked in this process, and what it says of its posts."""

import os
import re
from collections.abc import Mapping
from contextlib import closing
from copy import deepcopy
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import mkdtemp

from bulletin import problems
from bulletin.articles.article import Article
from bulletin.articles.facts import Facts
from bulletin.articles.fragment import Fragment
from bulletin.build import Build
from bulletin.edition.edition import Edition
from bulletin.machine import version
from bulletin.machine.cache import Cache
from bulletin.machine.progress import Progress
from bulletin.posts import post as posts
from bulletin.posts import post_folder
from bulletin.posts.file_states import FileStates
from bulletin.problems import Problem
from bulletin.readership import totals
from bulletin.search.index import SearchIndex
from bulletin.settings import settings, settings_file
from bulletin.settings.settings import Settings
from bulletin.typesetting import links
from bulletin.typesetting.typesetter import TypesetBody, Typesetter
from project import NOON, ROOT, Project

NOW = datetime.fromtimestamp(int(NOON), UTC)
VERSION = version.current()
QUIET = Progress(quiet=True)


@cache
def _content(text: bytes, site_url: str | None) -> settings_file.Inherited:
    file = Project(Path(mkdtemp()) / "bulletin").folder / "mkdocs.yml"
    file.write_bytes(text)
    return settings_file.read(file)


def settings_of(folder: Path) -> Settings:
    """The settings of a bulletin. Those that inherit from the real engine are read once, since YAML takes longer than
    a few posts.
    """
    file = folder / "mkdocs.yml"
    text = file.read_bytes() if file.is_file() else b""
    if (folder / "hooks").resolve() != ROOT / "hooks" or text.count(b"INHERIT: hooks/base.yml\n") != 1 or b"$" in text:
        return settings.load(file)
    return settings.of(deepcopy(_content(text, os.environ.get("SITE_URL"))), file)


def prepare(project: Project, now: datetime = NOW) -> tuple[Edition, list[Problem]]:
    """All posts of the project, read and checked as `check` and `build` do it, with the project's own store."""
    current = settings_of(project.folder)
    with closing(Cache(current.cache, VERSION)) as cache:  # whoever asks for a text later opens it again
        build = Build(current, now, cache, project.site, QUIET)
        # A real build begins to list them in other processes, which cost more than the few posts of a test.
        listed = build.read(lambda: post_folder.load(current.posts))
        return build.edition, listed


COUNTING = "  bulletin:\n    view_counts: {file: luot-xem.json}\n"


def read_by(project: Project, readings: Mapping[str, int], day: str = "2026-06-20") -> None:
    """Adds readings of articles, given by address, to the file of the totals that COUNTING names."""
    file = project.folder / "luot-xem.json"
    kept = totals.load(file)
    for address, number in readings.items():
        kept.add(address, date.fromisoformat(day), number)
    kept.forget(NOW.date())
    totals.save(file, kept)


def indexed(edition: Edition) -> SearchIndex:
    """The search index of all articles."""
    index = SearchIndex(edition.settings.cache / "search", edition.splits, edition.fragment, edition.author_slugs)
    index.make(edition.splits, QUIET)
    return index


def findings(project: Project) -> list[tuple[int, str, str]]:
    """Line, key and code of everything that is wrong with the posts."""
    return sorted((item.line, item.key, item.code) for item in prepare(project)[1])


def report(project: Project) -> str:
    """The text that `check` prints."""
    return problems.as_text(prepare(project)[1])


def article(project: Project, name: str = "2026/06/a.md") -> Article:
    return next(one for one in prepare(project)[0].catalogue.articles if one.name == name)


def facts(project: Project, name: str = "2026/06/a.md") -> Facts:
    return article(project, name).facts


def fragment(project: Project, name: str = "2026/06/a.md") -> Fragment:
    return prepare(project)[0].fragments[name]


def body_of(project: Project, name: str = "2026/06/a.md") -> str:
    """The body of an article as its page prints it, with the links to other posts closed."""
    edition, _ = prepare(project)
    (found,) = [one for one in edition.catalogue.articles if one.name == name]
    return links.close_links(edition.fragments[name].body_html, dict(edition.links(found)))


@cache
def _typesetter() -> Typesetter:
    current = settings.load(Project(Path(mkdtemp()) / "bulletin").folder / "mkdocs.yml")
    files = post_folder.load(current.posts)
    return Typesetter(current, files, FileStates(files, {}))


def typeset(body: str) -> TypesetBody:
    """A body by itself, set without a project."""
    text = f"---\ntitle: Thử nghiệm\ndate: 2026-06-20 08:15\ncategory: thoi-su\nlead: Sa-pô.\n---\n{body}"
    written, _ = posts.parse("2026/06/a.md", text.encode(), {"thoi-su": "Thời sự"})
    assert written is not None
    return _typesetter().set(written)


def text_of(markup: str) -> str:
    """What a reader sees of some HTML, with single spaces."""
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<(?:svg|script)\b.*?</(?:svg|script)>|<[^>]*>", " ", markup, flags=re.DOTALL))
    ).strip()
