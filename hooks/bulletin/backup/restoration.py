"""Restoration: a bulletin out of an unpacked backup.

This file travels in every backup as `restore.py` and runs there by itself, on a machine that has Python and git and
nothing else. So it imports the standard library only, and finds its sentences beside it.

Nothing in a backup is taken on trust: each file is checked against the digest in the manifest, and nothing is ever
written outside the new folder but the key, which has one place of its own.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

FOLDER = "sao-luu"
"""What an archive unpacks to."""
MANIFEST, BUNDLE, KEY, FILES, SENTENCES = "manifest.json", "kho.bundle", "cache-key", "tep", "sentences.json"
FORMAT = 1
KEPT_SETTINGS = re.compile(r"remote\.[\w.-]+\.(?:url|fetch)|branch\.[\w./-]+\.(?:remote|merge)|user\.(?:name|email)")
"""The settings of a repository that a backup keeps: where to pull from. All others could name programs to run."""
_MOST_BYTES = 100_000_000
"""Of a manifest."""
_SPARE = "refs/backup/head"
"""Keeps the commit while no branch leads to it."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

Say = Callable[..., str]
"""The sentence under a key, with facts filled in."""


class RestoreError(Exception):
    """Nothing was restored. `key` names the sentence that says why."""

    def __init__(self, key: str, **facts: object):
        super().__init__(key)
        self.key, self.facts = key, facts


class Restored(NamedTuple):
    """`key` is what became of the key of the cache: `placed`, `same`, `kept` (another one was there) or `none`."""

    name: str
    url: str
    commit: str
    files: int
    key: str


def restore(source: Path, target: Path) -> Restored:
    """Makes a bulletin in the folder `target`, which must not be there yet or be empty. Raises RestoreError."""
    manifest = _manifest(source)
    _check_contents(source, manifest)
    target = Path(os.path.abspath(target))
    try:
        if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
            raise RestoreError("target_taken", folder=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            _clone(source / BUNDLE, work, manifest)
            _lay_over(source / FILES, work, manifest)
            work.chmod(0o777 & ~_umask())
            if target.exists():
                target.rmdir()
            work.rename(target)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        key = _place_key(source / KEY) if manifest["key"] else "none"
    except OSError as error:
        raise not_written(target, error) from None
    changed = len(manifest["files"]) + len(manifest["deleted"])
    return Restored(manifest["name"], manifest["url"], manifest["commit"], changed, key)


def not_written(folder: Path, error: OSError) -> RestoreError:
    return RestoreError("not_written", folder=folder, code=errno.errorcode.get(error.errno or 0, ""))


def digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs git in a folder, whatever repository a hook's variables lead to. Raises OSError where there is no git."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    safe = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "advice.detachedHead=false", "core.quotePath=false")
    options = [part for setting in safe for part in ("-c", setting)]
    return subprocess.run(
        ["git", *options, *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last line that git wrote, which says what went wrong."""
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return "".join(letter if letter.isprintable() else "?" for letter in lines[-1]) if lines else str(done.returncode)


def _manifest(source: Path) -> dict[str, Any]:
    try:
        file = source / MANIFEST
        if file.stat().st_size > _MOST_BYTES:
            raise RestoreError("no_backup", folder=source)
        manifest = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise RestoreError("no_backup", folder=source) from None
    texts = ("name", "url", "commit", "bundle", "branch")
    is_sound = (
        isinstance(manifest, dict)
        and all(isinstance(manifest.get(key), str) for key in texts)
        and _COMMIT.fullmatch(manifest["commit"])
        and isinstance(manifest.get("key"), str | None)
        and _all_texts(manifest.get("deleted"))
        and isinstance(manifest.get("settings"), list)
        and all(_all_texts(pair) and len(pair) == 2 for pair in manifest["settings"])
        and isinstance(manifest.get("files"), dict)
        and all(_all_texts(entry) and len(entry) == 2 and entry[1] in ("", "x") for entry in manifest["files"].values())
    )
    if not isinstance(manifest, dict) or manifest.get("format", FORMAT) != FORMAT:
        raise RestoreError("other_format")
    if not is_sound:
        raise RestoreError("no_backup", folder=source)
    return manifest


def _all_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _check_contents(source: Path, manifest: Mapping[str, Any]) -> None:
    """Raises RestoreError for a file that is not as the manifest says, and for one with a place elsewhere."""
    for name in (*manifest["files"], *manifest["deleted"]):
        if not is_safe(name):
            raise RestoreError("unsafe_path", path=_printable(name))
    wanted = {BUNDLE: manifest["bundle"]} | {f"{FILES}/{name}": entry[0] for name, entry in manifest["files"].items()}
    if manifest["key"]:
        wanted[KEY] = manifest["key"]
    for name, digest in wanted.items():
        file = source / name
        try:
            is_there = not _through_link(source, name) and file.is_file() and digest_of(file) == digest
        except OSError:
            is_there = False
        if not is_there:
            raise RestoreError("damaged", path=_printable(name))


def is_safe(name: str) -> bool:
    """Whether a path stays below the folder that it is relative to, and out of the repository itself."""
    parts = name.split("/")
    return "\\" not in name and "\0" not in name and all(
        part not in ("", ".", "..") and part.lower() != ".git" for part in parts
    )  # fmt: skip


def _through_link(folder: Path, name: str) -> bool:
    """Whether a step of a path, or its end, is a symbolic link."""
    parts = name.split("/")
    return any((folder / "/".join(parts[:count])).is_symlink() for count in range(1, len(parts) + 1))


def _clone(bundle: Path, work: Path, manifest: Mapping[str, Any]) -> None:
    """All branches and tags as they were, with the working tree of the last commit."""
    head: tuple[str, ...] = ("symbolic-ref", "HEAD", f"refs/heads/{manifest['branch']}")
    if not manifest["branch"]:
        head = ("update-ref", "--no-deref", "HEAD", manifest["commit"])
    steps: list[tuple[str, ...]] = [
        ("init", "--quiet"),
        ("fetch", "--quiet", "--update-head-ok", "--no-write-fetch-head", str(bundle.resolve()), "+refs/*:refs/*",
         f"+HEAD:{_SPARE}"),
        head,
        ("reset", "--quiet", "--hard", manifest["commit"]),
        ("update-ref", "-d", _SPARE),
    ]  # fmt: skip
    steps += [("config", key, value) for key, value in manifest["settings"] if KEPT_SETTINGS.fullmatch(key)]
    for step in steps:
        try:
            done = git(work, *step)
        except OSError:
            raise RestoreError("no_git") from None
        if done.returncode:
            raise RestoreError("git_failed", said=said(done))


def _lay_over(files: Path, work: Path, manifest: Mapping[str, Any]) -> None:
    """The work that was not committed."""
    for name in manifest["deleted"]:
        if not _through_link(work, name.rpartition("/")[0] or name):
            with suppress(FileNotFoundError, IsADirectoryError):
                (work / name).unlink()
    for name, (_, mode) in manifest["files"].items():
        parent = name.rpartition("/")[0]
        if parent and _through_link(work, parent):
            raise RestoreError("unsafe_path", path=_printable(name))
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_symlink():
            file.unlink()
        shutil.copyfile(files / name, file)
        if mode:
            file.chmod(0o777 & ~_umask())


def _place_key(key: Path) -> str:
    """The key goes where a build looks for it (platformdirs' `user_state_path`), unless one is there already."""
    file = _state_folder() / "bulletin" / "cache-key"
    content = key.read_bytes()
    if file.exists():
        return "same" if file.read_bytes() == content else "kept"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(content)
    return "placed"


def _state_folder() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    given = os.environ.get("XDG_STATE_HOME", "").strip()
    return Path(given) if given else Path.home() / ".local" / "state"


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def sayer(sentences: Mapping[str, Any]) -> Say:
    """Says what stands in a tree of sentences."""

    def say(key: str, /, **facts: object) -> str:
        entry: Any = sentences
        for step in key.split("."):
            entry = entry[step]
        return str(entry.format(**facts))

    return say


def report(restored: Restored, folder: Path, say: Say) -> str:
    """What a person is told at the end."""
    facts = {**restored._asdict(), "commit": restored.commit[:12], "folder": folder}
    return "\n".join([say("done", **facts), say(f"keys.{restored.key}"), say("next", folder=folder)])


def refusal(error: RestoreError, sentences: Mapping[str, Any]) -> str:
    """Why nothing was restored."""
    reasons = sentences["reasons"]
    reason = reasons.get(error.facts.get("code"), reasons["other"])
    return sayer(sentences)(error.key, **error.facts, reason=reason)


def main() -> NoReturn:
    """`python3 sao-luu/restore.py FOLDER`"""
    here = Path(__file__).resolve().parent
    sentences = json.loads((here / SENTENCES).read_text(encoding="utf-8"))
    try:
        if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
            print(sentences["usage"], file=sys.stderr)
            sys.exit(2)
        target = Path(sys.argv[1])
        print(report(restore(here, target), target, sayer(sentences)))
    except RestoreError as error:
        print(refusal(error, sentences), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(sentences["stopped"], file=sys.stderr)
        sys.exit(2)
    sys.exit(0)


if __name__ == "__main__":
    main()
