"""What MkDocs hands to the engine, caught from a real run of it: for tests that publish in their own process."""

import os
import pickle
import sys
from functools import cache
from pathlib import Path

import shared
import warm_python
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.machine import digest
from bulletin.machine.source_file import SourceFile
from project import NOON, Project

_CATCHER = """
import pickle, sys
from bulletin.build import Build

def keep(build, theme, search_waits):
    groups = (theme.shells, theme.fixed)
    printed = [{name: (shell.name, shell.html) for name, shell in group.items()} for group in groups]
    files = {path: open(file.path, "rb").read() for path, file in theme.files.items()}
    programs = dict(theme.programs)
    with open("theme", "wb") as out:
        pickle.dump((*printed, files, programs), out)
    return None, []

Build.publish = keep  # the seam hands its theme to this one instead
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""


@cache
def printed(settings: str) -> Theme:
    """The theme as MkDocs prints it under the text of a `mkdocs.yml`. Made once, since MkDocs takes its time."""
    folder = shared.made_once(f"theme-{digest.of(settings.encode()).hex()}", lambda folder: _print(folder, settings))
    shells, fixed, paths, programs = pickle.loads((folder / "theme").read_bytes())
    files = {path: SourceFile.at(str(folder / "files" / path)) for path in paths}
    return Theme(_made(shells), _made(fixed), files, programs)


def _print(folder: Path, settings: str) -> None:
    project = Project(folder / "bulletin")
    (project.folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    environment = os.environ | {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = warm_python.run([sys.executable, "-c", _CATCHER], project.folder, environment)
    assert done.returncode == 0, done.stdout + done.stderr
    shells, fixed, contents, programs = pickle.loads((project.folder / "theme").read_bytes())
    for path, content in contents.items():
        kept = folder / "files" / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
    (folder / "theme").write_bytes(pickle.dumps((shells, fixed, list(contents), programs)))


def _made(pickled: dict[str, tuple[str, str]]) -> dict[str, Shell]:
    return {name: Shell(*shell) for name, shell in pickled.items()}
