"""The site folder. The only module that writes into it."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Written:
    """How many files a build wrote, deleted and left as they were."""

    written: int
    deleted: int
    untouched: int


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Makes `folder` hold exactly these files. A file whose bytes are right already is not touched.

    Each file is written beside its place and renamed into it, so no reader ever gets half a page; what no
    longer belongs is deleted last. Names at the top that begin with a dot (`.git`, `.well-known`) are not ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = untouched = 0
    kept: set[str] = set()
    for path, content in files:
        kept.add(path)
        target = folder / path
        if target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content:
            untouched += 1
            continue
        _replace(target, content, folder)
        written += 1
    return Written(written, _delete_others(folder, kept), untouched)


def _replace(target: Path, content: bytes, folder: Path) -> None:
    # What stood there as a folder (or a file where a folder must be now) makes way.
    for parent in reversed(target.relative_to(folder).parents[:-1]):
        if (folder / parent).is_file() or (folder / parent).is_symlink():
            (folder / parent).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _delete_others(folder: Path, kept: set[str]) -> int:
    deleted = 0
    for here, _, names in os.walk(folder, topdown=False):
        relative = Path(here).relative_to(folder)
        if relative.parts and relative.parts[0].startswith("."):
            continue
        for name in names:
            path = (relative / name).as_posix()
            if path not in kept and not (here == str(folder) and name.startswith(".") and not name.startswith(".new-")):
                os.unlink(Path(here, name))
                deleted += 1
        if relative.parts and not os.listdir(here):
            os.rmdir(here)
    return deleted
