"""The log of MkDocs: what a strict build says about fixed pages and their menu, as problems with file and line."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ..problems import Problem, problem
from ..settings.settings import Settings

_KINDS = {
    "fixed-page-dead-reference": re.compile(
        r"Doc file '(?P<page>.*)' contains a link '(?P<value>.*?)', but the target(?: '.*')? is not found "
        r".*?(?:Did you mean '(?P<nearest>.*)'\?)?$"
    ),
    "fixed-page-dead-anchor": re.compile(
        r"Doc file '(?P<page>.*)' contains a link '(?P<value>.*?)', "
        r"but (?:there is no such|the doc '.*' does not contain an) anchor"
    ),
    "menu-dead-reference": re.compile(
        r"A (?:reference|relative path) to '(?P<value>.*?)' is included in the 'nav' configuration"
    ),
}
_MESSAGE = re.compile(r"^(?:WARNING|ERROR) +- +(.*)$", re.MULTILINE)


def problems(settings: Settings, file: Path) -> list[Problem]:
    """Lets MkDocs render all pages without publishing any. This takes a process of its own, since only MkDocs can load
    the seam.
    """
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}  # COLUMNS would break lines
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(file)]
    environment |= {"BULLETIN_CHECK": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    messages = _MESSAGE.findall(process.stderr)
    if process.returncode and not messages:
        messages = [line for line in (process.stdout + process.stderr).splitlines() if line.strip()][-1:]
    return list(_problems(settings, file, messages)) if process.returncode else []


def _problems(settings: Settings, file: Path, messages: list[str]) -> Iterator[Problem]:
    for text in dict.fromkeys(messages):
        code, match = next(
            ((code, match) for code, pattern in _KINDS.items() if (match := pattern.search(text))),
            ("mkdocs-warning", None),
        )
        if match is None:
            yield problem(code, file.name, text=text)
            continue
        facts = match.groupdict()
        source = settings.docs / facts["page"] if facts.get("page") else file
        name = Path(os.path.relpath(source, settings.project)).as_posix()
        yield problem(code, name, _line(source, facts["value"]), value=facts["value"], nearest=facts.get("nearest"))


def _line(file: Path, value: str) -> int:
    """The first line with a text, or 1."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if value in line), 1)
