"""What a new version of the software wants changed in the bulletin's own files, which no upgrade touches."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ..problems import Problem, problem
from ..settings import settings_file
from ..settings.settings import Settings

_BASE = "hooks/base.yml"
_OF_THE_SOFTWARE = ("theme", "markdown_extensions", "plugins", "hooks", "watch", "dev_addr", "validation")
_NOTICES = "thong-bao"


class Wish(NamedTuple):
    """`code` is that of the problem, whose remedy says what to do; `since` the version that began to want it.

    `facts` gives what the message names when the bulletin has not followed yet, None when all is well; `line` is
    a beginning of the line of the settings to show.
    """

    since: str
    code: str
    facts: Callable[[Settings, Path], dict[str, str] | None]
    line: str


def _notices(current: Settings, file: Path) -> dict[str, str] | None:
    is_open = _NOTICES in current.categories and "notices" not in current.bulletin.model_fields_set
    return {"category": _NOTICES} if is_open else None


def _inherited(current: Settings, file: Path) -> dict[str, str] | None:
    if current.project / _BASE in settings_file.read(file).files:
        return None
    return {"base": _BASE, "keys": ", ".join(_OF_THE_SOFTWARE)}


def _authority(current: Settings, file: Path) -> dict[str, str] | None:
    is_set = "id_authority" in current.bulletin.model_fields_set
    return None if is_set else {"host": urlsplit(current.site_url).hostname or ""}


WISHES = (
    Wish("0.7", "notices-not-named", _notices, "categories:"),
    Wish("0.7", "settings-not-inherited", _inherited, "theme:"),
    Wish("0.9", "no-id-authority", _authority, "categories:"),
)


def problems(current: Settings, file: Path) -> Iterator[Problem]:
    """A notice for each wish that is open; `file` is the one with the settings."""
    for wish in WISHES:
        facts = wish.facts(current, file)
        if facts is not None:
            yield problem(wish.code, file.name, _line(file, wish.line), since=wish.since, **facts)


def _line(file: Path, beginning: str) -> int:
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.lstrip().startswith(beginning)), 1)
