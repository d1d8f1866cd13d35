"""The exchange: new files take the places of the sample's, which go to where the tests look for them; all or nothing.

Everything new is written aside first, so what is left is a dozen renames. What has been renamed so far can be read from
the folder aside; an exchange that was ended in the midst of them, by whatever, is taken back by the next one.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from .own_files import FOLDERS, SETTINGS

NEWSPAPER = Path("tests", "newspaper")
"""Where the sample is kept."""
_ASIDE = ".new-bulletin"
_NEW, _BEFORE, _SAMPLE, _ADDED = "new", "before", "newspaper", "added.txt"


def make(project: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` put the new files into a folder, and then those into the project."""
    take_back(project)
    aside = Path(tempfile.mkdtemp(prefix=f"{_ASIDE}-", dir=project))
    try:
        write(aside / _NEW)
        _keep_old_files(project, aside)
        aside.rename(project / _ASIDE)
        _move(project, project / _ASIDE)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        take_back(project)
        raise
    shutil.rmtree(project / _ASIDE, ignore_errors=True)


def take_back(project: Path) -> bool:
    """Undoes an exchange that did not come to its end; says whether there was one."""
    for unfinished in project.glob(f"{_ASIDE}-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    aside = project / _ASIDE
    is_begun = (aside / _SAMPLE).is_dir()
    if is_begun:
        _move_back(project, aside)
    shutil.rmtree(aside, ignore_errors=True)
    return is_begun


def _keep_old_files(project: Path, aside: Path) -> None:
    """Copies of the files that will be replaced; folders are renamed, and need none."""
    (aside / _SAMPLE).mkdir()
    shutil.copy2(project / SETTINGS, aside / _SAMPLE)
    added = []
    for name in _files(aside / _NEW):
        if not (project / name).exists():
            added.append(name)
            continue
        (aside / _BEFORE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(project / name, aside / _BEFORE / name)
    (aside / _ADDED).write_text("\n".join(added), encoding="utf-8")


def _move(project: Path, aside: Path) -> None:
    for folder in FOLDERS:
        if (project / folder).exists():
            (project / folder).rename(aside / _SAMPLE / folder)
        (aside / _NEW / folder).rename(project / folder)
    for name in _files(aside / _NEW):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(aside / _NEW / name, project / name)
    (project / NEWSPAPER).parent.mkdir(exist_ok=True)
    (aside / _SAMPLE).rename(project / NEWSPAPER)


def _move_back(project: Path, aside: Path) -> None:
    for name in (aside / _ADDED).read_text(encoding="utf-8").splitlines():
        (project / name).unlink(missing_ok=True)
    for name in _files(aside / _BEFORE):
        os.replace(aside / _BEFORE / name, project / name)
    for folder in FOLDERS:
        if not (aside / _NEW / folder).exists():
            (project / folder).rename(aside / _NEW / folder)
        if (aside / _SAMPLE / folder).exists():
            (aside / _SAMPLE / folder).rename(project / folder)


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder that are exchanged one by one."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] not in FOLDERS:
            yield name.as_posix()
