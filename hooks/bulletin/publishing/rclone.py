"""A store of objects, through rclone. The keys come from the environment and go nowhere else."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from ..settings.publication import Store
from ..stylebook import words
from .marker import Headers

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_REMOTE = "bantin"
_OPTIONS = (f"--config={os.devnull}", "--retries=2", "--low-level-retries=3", "--contimeout=20s", "--timeout=120s")
_NOT_THERE = frozenset({3, 4})
"""rclone's exit codes for a folder and for a file that does not exist."""
_KINDS = {
    "keys": ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "Forbidden", "StatusCode: 403"),
    "clock": ("RequestTimeTooSkewed",),
    "bucket": ("NoSuchBucket", "directory not found"),
    "unreachable": ("no such host", "connection refused", "i/o timeout", "network is unreachable", "Client.Timeout"),
    "full": ("InsufficientStorage", "StorageFull", "StatusCode: 507", "QuotaExceeded"),
}
"""What rclone says of a failure. The first kind that fits counts."""


class StoreError(Exception):
    """The store can't do what it was asked. The message is a sentence for whoever publishes."""


class _Stat(msgspec.Struct, rename="pascal"):
    """An object in a listing with its metadata."""

    path: str
    metadata: dict[str, str] = {}


class Rclone:
    """A bucket of a store, or a folder of it. Every method raises StoreError."""

    def __init__(self, store: Store, mark: str):
        self._store = store
        self._mark = mark
        """What every object of this bulletin bears, so that it can be told from those of others."""
        if missing := [name for name in KEYS if not os.environ.get(name)]:
            raise StoreError(words.sentence("publish.store.no_keys", names=", ".join(missing)))

    @property
    def place(self) -> str:
        """The bucket as messages show it."""
        return f"{self._store.bucket}/{self._store.prefix}".rstrip("/")

    def read(self, path: str) -> bytes | None:
        """The content of an object; None if there is none."""
        done = self._run("cat", self._at(path))
        if done.returncode in _NOT_THERE or (done.returncode and b"not found" in done.stderr):
            return None
        self._check(done)
        return done.stdout if done.stdout or self._exists(path) else None

    def _exists(self, path: str) -> bool:
        return bool(self._checked("lsf", self._at(path)))

    def is_empty(self) -> bool:
        """Whether there is no object at all. Some stores keep folders without objects, which don't count."""
        at_the_top = self._checked("lsf", "--files-only", "--max-depth", "1", self._at(""))
        return not (at_the_top or self._checked("lsf", "-R", "--files-only", "--fast-list", self._at(""))).strip()

    def listing(self) -> bytes:
        """All objects with size and MD5, a line each, as `build --listing` reads it."""
        return self._checked(
            "lsf", "-R", "--files-only", "--format", "psh", "--hash", "MD5", "--fast-list", self._at("")
        )

    def headers(self) -> dict[str, Headers]:
        """What each object is sent with. The store is asked once for each of them."""
        content = self._checked("lsjson", "-R", "--files-only", "-M", "--no-modtime", self._at(""))
        return {
            stat.path: Headers(stat.metadata.get("content-type", ""), stat.metadata.get("cache-control", ""))
            for stat in msgspec.json.decode(content, type=list[_Stat])
        }

    def own(self, paths: Iterable[str]) -> set[str]:
        """Those of the objects that bear the mark of this bulletin."""
        with _list(paths) as file:
            options = ("--files-from-raw", str(file), "--no-modtime")
            content = self._checked("lsjson", "-R", "--files-only", "-M", *options, self._at(""))
        return {
            stat.path
            for stat in msgspec.json.decode(content, type=list[_Stat])
            if stat.metadata.get("ban-tin") == self._mark
        }

    def put(self, folder: Path, paths: Iterable[str], headers: Headers) -> None:
        """Uploads files of one kind, whatever the store has at their paths."""
        with _list(paths) as file:
            self._checked(
                "copy", str(folder), self._at(""),
                "--files-from-raw", str(file), "--no-check-dest", "--s3-no-head",
                "--transfers", "16", "--checkers", "16",
                "--header-upload", f"Content-Type: {headers.content_type}",
                "--header-upload", f"Cache-Control: {headers.cache}",
                "--header-upload", f"x-amz-meta-ban-tin: {self._mark}",
            )  # fmt: skip

    def delete(self, paths: Iterable[str]) -> None:
        with _list(paths) as file:
            self._checked("delete", self._at(""), "--files-from-raw", str(file), "--checkers", "16")

    def _at(self, path: str) -> str:
        return f"{_REMOTE}:{self._store.bucket}/{self._store.prefix}{path}"

    def _checked(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        self._check(done)
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [_program(), *arguments, *_OPTIONS]
        try:
            return subprocess.run(command, env=os.environ | self._remote(), capture_output=True, check=False)
        except OSError as error:
            raise StoreError(words.sentence("publish.store.no_rclone")) from error

    def _check(self, done: subprocess.CompletedProcess[bytes]) -> None:
        if done.returncode == 0:
            return
        said = done.stderr.decode("utf-8", "replace")
        for name in KEYS:
            said = said.replace(os.environ[name], "***")
        kind = next((kind for kind, signs in _KINDS.items() if any(sign in said for sign in signs)), "other")
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        facts = {"place": self.place, "reason": lines[-1] if lines else done.returncode}
        raise StoreError(words.sentence(f"publish.store.{kind}", endpoint=self._store.endpoint or "S3", **facts))

    def _remote(self) -> dict[str, str]:
        """The remote as rclone's variables, so that no key stands in a command line or in a file."""
        options = {
            "TYPE": "s3",
            "PROVIDER": "Other" if self._store.endpoint else "AWS",
            "ENV_AUTH": "true",
            "ENDPOINT": self._store.endpoint or "",
            "REGION": self._store.region or "",
            "NO_CHECK_BUCKET": "true",
        }
        return {f"RCLONE_CONFIG_{_REMOTE.upper()}_{name}": value for name, value in options.items() if value}


def _program() -> str:
    beside = Path(sys.executable).with_name("rclone")
    return str(beside) if beside.is_file() else shutil.which("rclone") or "rclone"


@contextmanager
def _list(paths: Iterable[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        file = Path(folder, "paths")
        file.write_bytes("".join([f"{path}\n" for path in paths]).encode("utf-8", "surrogateescape"))
        yield file
