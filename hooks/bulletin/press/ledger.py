"""The ledger of a site folder: which files earlier builds wrote, section by section, so that a build looks up only what
it changes.

The stamps of folders are kept apart, since one folder can hold files of several sections: those below a folder of two
steps (`2020/06/`) together, and all others. A build that changed something calls `enter` and `enter_folders`, and at
its end `commit`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from ..machine import digest
from ..machine.cache import Cache, CacheError
from . import survey

Outputs = dict[str, tuple[bytes, int]]
"""By path, the key of the file's recipe, and the file's stamp. A folder has a slash at its end and an empty key."""

LEDGERS = "ledger"
"""The table of the cache that holds the ledgers of all site folders."""
_INDEX = ""
_OTHER_FOLDERS = "/"
_TWO_STEPS = re.compile(r"[^/]+/[^/]+/(?=.)")


class SectionEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the index says of a section: the digest of what its files were made of, how many they are, and the digest of
    its row.
    """

    digest: bytes
    files: int
    row: bytes


class _Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A section as it is stored."""

    paths: list[str]
    stamps: list[int]
    keys: list[bytes]


class KnownStamps(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The same row without its keys, which take longest to decode."""

    paths: list[str]
    stamps: list[int]
    keys: msgspec.Raw


class Ledger:
    """`sections` is the index. All methods raise CacheError when a part of the ledger is missing or broken: a file that
    was forgotten would stay on the site for ever.
    """

    def __init__(self, cache: Cache, folder: Path):
        self._cache = cache
        self._table = cache.table(LEDGERS)
        self._folder = folder
        index = self._table.get(self._name(_INDEX))
        self.sections: dict[str, SectionEntry] = _decode_index(index) if index else {}
        self._folders: dict[str, dict[str, int | None]] = defaultdict(dict)
        self._is_changed = False

    def outputs(self, section: str) -> Outputs:
        """What is in one section; nothing when there is no such section."""
        if section not in self.sections:
            return {}
        row = _decode_row(self._content(section))
        return dict(zip(row.paths, zip(row.keys, row.stamps, strict=True), strict=True))

    def paths(self, section: str) -> list[str]:
        """The paths of one section's files or folders."""
        return _decode_stamps(self._content(section)).paths

    def stamps(self) -> dict[str, KnownStamps]:
        """The stamps of all sections."""
        return {section: _decode_stamps(self._content(section)) for section in self.sections}

    def enter(self, section: str, made_of: bytes, keys: Mapping[str, bytes], written: Mapping[str, int]) -> None:
        """Records which files a section has. `written` are the stamps of those that were made just now."""
        known, entry = self.outputs(section), self.sections.get(section)
        outputs = {path: (key, written[path] if path in written else known[path][1]) for path, key in keys.items()}
        if outputs != known or (entry and entry.digest != made_of):
            self._write(section, made_of, outputs)

    def drop(self, section: str) -> None:
        """Forgets a section that is no longer part of the site."""
        self._write(section, b"", {})

    def enter_folders(self, paths: Iterable[str]) -> None:
        """Records the present stamps of the folders in which files were written or deleted."""
        for folder, stamp in survey.folder_stamps(self._folder, paths).items():
            self._folders[_group(folder)][folder] = stamp
        for group in self._folders.keys() - {_OTHER_FOLDERS}:
            self._write_folders(group)

    def commit(self) -> None:
        if _OTHER_FOLDERS in self._folders:
            self._write_folders(_OTHER_FOLDERS)
        if self._is_changed:
            self._table.put(self._name(_INDEX), msgspec.msgpack.encode(self.sections))
            self._cache.commit()

    def give_up(self) -> None:
        """Takes back what was not committed."""
        self._cache.give_up()

    def _content(self, section: str) -> bytes:
        content = self._table.get(self._name(section))
        if content is None or digest.of(content) != self.sections[section].row:
            raise CacheError(f"ledger {self._folder} {section}")
        return content

    def _write_folders(self, group: str) -> None:
        known, changed = self.outputs(group), self._folders.pop(group)
        outputs = known | {folder: (b"", stamp) for folder, stamp in changed.items() if stamp is not None}
        for folder, stamp in changed.items():
            if stamp is None:
                outputs.pop(folder, None)
        if outputs != known:
            self._write(group, b"", outputs)

    def _write(self, section: str, made_of: bytes, outputs: Outputs) -> None:
        self._is_changed = True
        if not outputs:
            self.sections.pop(section, None)
            self._table.put(self._name(section), None)
            return
        row = _Row(list(outputs), [stamp for _, stamp in outputs.values()], [key for key, _ in outputs.values()])
        content = msgspec.msgpack.encode(row)
        self._table.put(self._name(section), content)
        self.sections[section] = SectionEntry(made_of, len(outputs), digest.of(content))

    def _name(self, section: str) -> str:
        """The name of a row: one table holds the ledgers of all site folders."""
        return f"{self._folder}\n{section}"


def is_of_folders(section: str) -> bool:
    """Whether a section of the ledger holds the stamps of folders."""
    return section.endswith("/")


def _group(folder: str) -> str:
    """The section in which the stamp of a folder is kept."""
    steps = _TWO_STEPS.match(folder)
    return steps[0] if steps else _OTHER_FOLDERS


_decode_row = msgspec.msgpack.Decoder(_Row).decode
_decode_stamps = msgspec.msgpack.Decoder(KnownStamps).decode
_decode_index = msgspec.msgpack.Decoder(dict[str, SectionEntry]).decode
