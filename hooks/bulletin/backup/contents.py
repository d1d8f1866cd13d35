"""The contents of a backup: what cannot be made again, gathered in a folder as it will be unpacked.

Kept are the repository with all branches, the work that is not committed, the counted views, and the key of the cache.
Not kept are the site and `.cache/`, which any machine makes again. That holds for the ledger, too: its stamps are those
of one machine's files, and what it guards, git guards (`continuity.py`).
"""

import errno
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..machine import seal
from ..settings.settings import Settings
from ..stylebook import words
from . import restoration
from .repository import BackupError, Repository
from .restoration import BUNDLE, FILES, FORMAT, KEY, MANIFEST, SENTENCES, digest_of, git, said

_SCRIPT, _GUIDE = "restore.py", "doc.txt"


@dataclass(frozen=True)
class Contents:
    """`files` is the count of those that are not committed, `views` the path of the counted views; `lost` tells what
    could not be kept.
    """

    repository: Repository
    files: int
    views: str | None
    has_key: bool
    lost: tuple[str, ...]


def sentences() -> dict[str, Any]:
    """What a restoration may have to say."""
    return {**words.terminal()["backup"]["restore"], "reasons": words.terminal()["reasons"]}


def gather(folder: Path, found: Repository, current: Settings) -> Contents:
    """Raises BackupError and OSError."""
    folder.mkdir()
    _bundle(found, folder)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "name": current.site_name,
        "url": current.site_url,
        "commit": found.commit,
        "branch": found.branch,
        "settings": found.settings(),
        "bundle": digest_of(folder / BUNDLE),
        "files": {},
        "deleted": [],
        "key": None,
    }
    lost = list[str]()
    views = _views(current, found, lost)
    for name in sorted({*found.uncommitted(), *([views] if views else [])}):
        _keep(found.top, name, folder / FILES, manifest, lost)
    key = seal.key_file()
    if not seal.is_key_given() and key.is_file():
        shutil.copyfile(key, folder / KEY)
        manifest["key"] = digest_of(folder / KEY)
    _write(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    _write(folder / SENTENCES, json.dumps(sentences(), ensure_ascii=False, indent=1))
    _write(folder / _GUIDE, words.sentence("backup.guide", name=current.site_name, url=current.site_url))
    shutil.copyfile(str(restoration.__file__), folder / _SCRIPT)
    kept = len(manifest["files"]) + len(manifest["deleted"])
    return Contents(found, kept, views, bool(manifest["key"]), tuple(lost))


def _bundle(found: Repository, folder: Path) -> None:
    """All branches, and everything that they lead to. A clone shows that nothing in it is missing or broken."""
    trial = folder.parent / "thu"
    for step in (
        ("-c", "pack.threads=1", "bundle", "create", "--quiet", str(folder / BUNDLE), "--all", "HEAD"),
        ("clone", "--quiet", "--mirror", str(folder / BUNDLE), str(trial)),
    ):
        done = git(found.top, *step)
        if done.returncode:
            if shutil.disk_usage(folder).free < found.bytes_of_objects() or b"Disk quota" in done.stderr:
                raise OSError(errno.ENOSPC, said(done))  # git does not always say so
            raise BackupError(words.sentence("backup.broken_repository", said=said(done)))
    shutil.rmtree(trial)


def _views(current: Settings, found: Repository, lost: list[str]) -> str | None:
    """The path of the file with the counted views, from the folder of the repository on."""
    if current.bulletin.view_counts is None:
        return None
    file = current.project / current.bulletin.view_counts.file
    if not file.exists():
        return None
    if file.resolve().is_relative_to(found.top.resolve()):
        return file.resolve().relative_to(found.top.resolve()).as_posix()
    lost.append(words.sentence("backup.views_elsewhere", file=file))
    return None


def _keep(top: Path, name: str, files: Path, manifest: dict[str, Any], lost: list[str]) -> None:
    """Copies a file that is not committed, as it is now."""
    source = top / name
    try:
        name.encode()
    except UnicodeEncodeError:
        lost.append(words.sentence("backup.odd_name", file=ascii(name)))
        return
    if not os.path.lexists(source):
        manifest["deleted"].append(name)
    elif source.is_symlink() or not source.is_file() or not restoration.is_safe(name):
        lost.append(words.sentence("backup.no_file", file=name))
    else:
        copy = files / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(source, os.R_OK):
            raise BackupError(words.sentence("backup.no_right", file=name))
        shutil.copyfile(source, copy)
        manifest["files"][name] = [digest_of(copy), "x" if os.access(source, os.X_OK) else ""]


def _write(file: Path, text: str) -> None:
    file.write_text(text + "\n", encoding="utf-8")
