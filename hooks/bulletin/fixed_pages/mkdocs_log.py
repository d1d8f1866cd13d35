"""MkDocs' log: what it would say of the fixed pages and their menu in a strict build, as problems with file
and line.
"""

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
        r"Doc file '(?P<page>.*)' contains a link '(?P<value>.*?)', but the target(?: '.*')? is not found .*?(?:Did you mean '(?P<nearest>.*)'\?)?$"
    ),
    "fixed-page-dead-anchor": re.compile(
        r"Doc file '(?P<page>.*)' contains a link '(?P<value>.*?)', but (?:there is no such|the doc '.*' does not contain an) anchor"
    ),
    "menu-dead-reference": re.compile(
        r"A (?:reference|relative path) to '(?P<value>.*?)' is included in the 'nav' configuration"
    ),
}
_SAID = re.compile(r"^(?:WARNING|ERROR) +- +(.*)$", re.MULTILINE)


def problems(settings: Settings, file: Path) -> list[Problem]:
    """Lets MkDocs print all pages and publish none. It needs a process of its own, since only it can load the seam."""
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}  # lines stay whole
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(file)]
    environment |= {"BULLETIN_CHECK": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    said = _SAID.findall(done.stderr)
    if done.returncode and not said:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-1:]
    return list(_problems(settings, file, said)) if done.returncode else []


def _problems(settings: Settings, file: Path, said: list[str]) -> Iterator[Problem]:
    for text in dict.fromkeys(said):
        code, found = next(
            ((code, found) for code, kind in _KINDS.items() if (found := kind.search(text))), ("mkdocs-warning", None)
        )
        if found is None:
            yield problem(code, file.name, text=text)
            continue
        facts = found.groupdict()
        source = settings.docs / facts["page"] if facts.get("page") else file
        name = Path(os.path.relpath(source, settings.project)).as_posix()
        yield problem(code, name, _line(source, facts["value"]), value=facts["value"], nearest=facts.get("nearest"))


def _line(file: Path, value: str) -> int:
    """Where a text stands first."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if value in line), 1)
