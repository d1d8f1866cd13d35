"""The shelf of recordings: their files in the cache folder, and an index of them in the cache file.

A recording lies in the folder as `<key>.<digest>.<seconds>.<size>.<seal>.opus`. The index maps each article to the key
of its recording, so that no text is prepared twice, and each key to what the name of the file says. So a build knows
recordings whose files it doesn't have: what is on the site already need not be read again on a machine without them.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..machine import digest, seal, shelf
from ..machine.cache import Cache, CacheError

_NAME = re.compile(r"([0-9a-f]{16}\.[0-9a-f]{16}\.\d+\.\d+)\.([0-9a-f]+)\.\w+")
_TABLE = _INDEX = "recordings"


class RecordingLost(CacheError):
    """A recording in the cache is gone or damaged; others may be too."""


class Recording(NamedTuple):
    """An article read aloud. Its file belongs on the shelf, but may be missing there."""

    path: str
    digest: bytes
    seconds: int
    size: int

    @property
    def key(self) -> str:
        return Path(self.path).name.partition(".")[0]

    @property
    def format(self) -> str:
        return self.path.rpartition(".")[2]

    def read(self) -> bytes:
        """Returns the bytes of the recording. Raises RecordingLost if the file is missing or changed."""
        try:
            content = Path(self.path).read_bytes()
        except OSError as error:
            raise RecordingLost(str(error)) from error
        if digest.of(content) != self.digest:
            raise RecordingLost(self.path)
        return content


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """The key of each article's recording by the digest of the article, and digest, seconds and size by key."""

    keys: dict[bytes, str]
    facts: dict[str, tuple[bytes, int, int]]


class RecordingShelf:
    """The shelf in one cache. Its methods raise CacheError when the cache is broken."""

    def __init__(self, cache: Cache):
        self._cache = cache
        self._folder = cache.folder / "audio"

    @property
    def keys(self) -> dict[bytes, str]:
        """The key of each article's recording, by a digest of the article."""
        return self._index.keys

    def recordings(self, file_format: str) -> dict[str, Recording]:
        """All recordings that were made earlier, by key. Those of files go before those of the index."""
        of_index = {
            key: self._recording(key, content_digest, seconds, size, file_format)
            for key, (content_digest, seconds, size) in self._index.facts.items()
        }
        files = self._folder.iterdir() if self._folder.is_dir() else ()
        return of_index | {path.name.partition(".")[0]: _of_file(path) for path in files if is_own(path.name)}

    def add(self, key: str, content: bytes, seconds: int, file_format: str) -> Recording:
        """Puts a new recording on the shelf. Raises OSError."""
        recording = self._recording(key, digest.of(content), seconds, len(content), file_format)
        shelf.write_whole(Path(recording.path), content)
        return recording

    def keep(self, keys: dict[bytes, str], recordings: Iterable[Recording]) -> None:
        """Enters everything that is in use into the index, and deletes all other files."""
        used = list(recordings)
        if self._folder.is_dir():
            shelf.delete_others(self._folder, {Path(recording.path).name for recording in used})
        new_index = _Index(keys, {one.key: (one.digest, one.seconds, one.size) for one in used})
        if new_index != self._index:
            self._put(new_index)

    def forget_missing(self, wanted: Iterable[Recording]) -> bool:
        """Forgets those of the wanted recordings whose files are missing, so that they are made again. Returns whether
        there were any.
        """
        missing = {recording.key for recording in wanted if not Path(recording.path).is_file()}
        if missing:
            index = self._index
            self._put(_Index(index.keys, {key: facts for key, facts in index.facts.items() if key not in missing}))
        return bool(missing)

    def discard_broken(self) -> None:
        """Deletes every file whose content does not match its name, so that `forget_missing` finds it missing."""
        for path in self._folder.glob("*.*"):
            try:
                is_whole = digest.of(path.read_bytes()).hex() == path.name.split(".")[1]
            except OSError:
                is_whole = False
            if not is_whole:
                with suppress(OSError):
                    path.unlink()

    def _recording(self, key: str, content_digest: bytes, seconds: int, size: int, file_format: str) -> Recording:
        name = f"{key}.{content_digest.hex()}.{seconds}.{size}"
        return Recording(str(self._folder / f"{name}.{seal_of(name)}.{file_format}"), content_digest, seconds, size)

    @cached_property
    def _index(self) -> _Index:
        """The index. While it is empty, all keys are computed anew, and the names of the files say the rest."""
        content = self._cache.table(_TABLE).get(_INDEX)
        return msgspec.msgpack.decode(content, type=_Index) if content else _Index({}, {})

    def _put(self, index: _Index) -> None:
        self._cache.table(_TABLE).put(_INDEX, msgspec.msgpack.encode(index))
        self._cache.commit()
        self._index = index


def seal_of(name: str) -> str:
    """The seal of a file, made of the part of its name before the seal."""
    return seal.of("recording", name.encode()).hex()


def is_own(name: str) -> bool:
    """Whether a file's name is that of a recording made with this machine's key."""
    match = _NAME.fullmatch(name)
    return match is not None and seal_of(match[1]) == match[2]


def _of_file(path: Path) -> Recording:
    _, content_digest, seconds, size, _, _ = path.name.split(".")
    return Recording(str(path), bytes.fromhex(content_digest), int(seconds), int(size))
