"""How a command ends: its messages about errors, and its exit code."""

import sys
from pathlib import Path

from .. import refusal
from ..settings.settings import Settings
from ..stylebook import words

_PROJECT = Path(__file__).resolve().parents[3]


def project_file() -> Path:
    """The `mkdocs.yml` in the current folder or the nearest one above it, or else the engine's own."""
    here = Path.cwd()
    files = (folder / "mkdocs.yml" for folder in (here, *here.parents))
    return next((file for file in files if file.is_file()), _PROJECT / "mkdocs.yml")


def folder_of(error: OSError, current: Settings) -> str:
    """The folder that could not be written to, as an editor knows it."""
    return shown(Path(error.filename).parent, current) if error.filename else current.posts.name


def shown(path: Path, current: Settings) -> str:
    """A path of the bulletin as an editor knows it, from the folder of mkdocs.yml on."""
    return path.relative_to(current.project).as_posix()


def fail(error: Exception, written: Path | str) -> int:
    """Says why a command can't go on. `written` is the folder that it was writing to."""
    return say(refusal.sentence(error, project_file().parent, Path(written)))


def stopped() -> int:
    """Says that somebody has stopped the command."""
    print(words.terminal()["stopped"], file=sys.stderr)
    return 2


def say(message: str) -> int:
    """Says that a command can't be done, and returns its exit code."""
    print(f"{words.sentence('arguments.error')}{message}", file=sys.stderr)
    return 2
