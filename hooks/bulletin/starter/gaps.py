"""Gaps: places in settings and fixed pages that `init` could not fill in, found again until somebody does."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..fixed_pages import docs_folder
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..stylebook import words


def marked(what: str) -> str:
    """A gap, with what belongs into it: `[CẦN ĐIỀN: số điện thoại]`."""
    return words.sentence("gap", what=what)


def is_marked(text: str) -> bool:
    return re.fullmatch(_pattern(), text) is not None


def problems(settings: Settings, file: Path) -> list[Problem]:
    """A warning for each gap; `file` is the one with the settings."""
    outputs = docs_folder.load(settings).outputs.values()
    sources = [file, *(settings.docs.parent / page for page in sorted(outputs) if page.endswith(".md"))]
    return [one for source in sources for one in _in_file(source, settings)]


def _in_file(file: Path, settings: Settings) -> Iterator[Problem]:
    name = file.relative_to(settings.project).as_posix() if file.is_relative_to(settings.project) else file.name
    text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig", errors="replace"))
    for number, line in enumerate(text.splitlines(), 1):
        for found in re.finditer(_pattern(), line):
            yield problem("not-filled-in", name, number, value=found[1], mark=marked("…"))


def _pattern() -> str:
    before, after = map(re.escape, words.sentence("gap").split("{what}"))
    return rf"{before}([^\[\]\n]+){after}"
