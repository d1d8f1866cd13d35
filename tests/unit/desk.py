"""What the unit tests share: a bulletin read and checked in this process, and what it says of its posts."""

import re
from datetime import UTC, datetime
from html import unescape

from bulletin import build, problems, settings
from bulletin.body import Fragment
from bulletin.edition import Edition
from bulletin.problems import Problem
from project import NOON, Project

NOW = datetime.fromtimestamp(int(NOON), UTC)


def prepare(project: Project, now: datetime = NOW) -> tuple[Edition, list[Problem]]:
    """All posts of the project, read and checked as `check` and `build` do it."""
    return build.prepare(settings.load(project.folder / "mkdocs.yml"), now)


def findings(project: Project) -> list[tuple[int, str, str]]:
    """Line, key and code of everything that is wrong with the posts."""
    return sorted((item.line, item.key, item.code) for item in prepare(project)[1])


def report(project: Project) -> str:
    """The text that `check` prints."""
    return problems.as_text(prepare(project)[1])


def fragment(project: Project, name: str = "2026/06/a.md") -> Fragment:
    return prepare(project)[0].fragments[name]


def text_of(markup: str) -> str:
    """What a reader sees of some HTML, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(?:svg|script)\b.*?</(?:svg|script)>|<[^>]*>", " ", markup, flags=re.DOTALL))).strip()
