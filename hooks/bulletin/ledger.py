"""The ledger of a site folder: what builds have left there, section by section, so that a build looks up only what it changes.

A section is a part of the site that is planned as a whole (see sections.py). Folders have sections of their own, by the
place where they lie, since one folder may hold files of several sections. A build that changed something calls `enter`
and `enter_folders`, and `commit` at its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from . import site_survey
from .store import Store, StoreError

Outputs = dict[str, tuple[bytes, int]]
"""By path, the key of the page in a file and the file's stamp on the disk (see site_survey.py). A folder has a slash at its end and no key."""

_INDEX = ""
_ELSEWHERE = "/"
_MONTH = re.compile(r"\d{4}/\d{2}/(?=.)")


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the index says of a section: the digest of what its pages were made of, how many files it has, and the digest of the section itself."""

    digest: bytes
    files: int
    seal: bytes


class Sheet(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A section as it is stored."""

    paths: list[str]
    stamps: list[int]
    keys: list[bytes]


class Stamps(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The same for who asks for stamps only."""

    paths: list[str]
    stamps: list[int]
    keys: msgspec.Raw


class Ledger:
    """`sections` is the index. All methods raise StoreError when a part of the ledger is missing or broken: it is whole or
    it is none, since a file that is forgotten would stay on the site for ever.
    """

    def __init__(self, store: Store, folder: Path):
        self._store = store
        self._folder = folder
        index = store.ledger(folder, _INDEX)
        self.sections: dict[str, Entry] = _decode_index(index[1]) if index else {}
        self._folders: dict[str, dict[str, int | None]] = defaultdict(dict)
        self._is_changed = False

    def outputs(self, section: str) -> Outputs:
        """What is in one section; nothing when there is no such section."""
        if section not in self.sections:
            return {}
        sheet = _decode(self._content(section))
        return dict(zip(sheet.paths, zip(sheet.keys, sheet.stamps, strict=True), strict=True))

    def paths(self, section: str) -> list[str]:
        """Where the files and folders of one section stand."""
        return _decode_stamps(self._content(section)).paths

    def stamps(self) -> dict[str, Stamps]:
        """What all sections should look like on the disk."""
        return {section: _decode_stamps(self._content(section)) for section in self.sections}

    def _content(self, section: str) -> bytes:
        found = self._store.ledger(self._folder, section)
        if found is None or found[0] != self.sections[section].seal:
            raise StoreError(f"ledger {self._folder} {section}")
        return found[1]

    def enter(self, section: str, made_of: bytes, keys: Mapping[str, bytes], made: Mapping[str, int]) -> None:
        """Writes down which files a section has, and the stamps of those that were made just now."""
        known, entry = self.outputs(section), self.sections.get(section)
        outputs = {path: (key, made[path] if path in made else known[path][1]) for path, key in keys.items()}
        if outputs != known or (entry and entry.digest != made_of):
            self._write(section, made_of, outputs)

    def drop(self, section: str) -> None:
        """Forgets a section that is no longer of the site."""
        self._write(section, b"", {})

    def enter_folders(self, paths: Iterable[str]) -> None:
        """Writes down the present stamps of the folders in which something happened to some files."""
        for folder, stamp in site_survey.folder_stamps(self._folder, paths).items():
            self._folders[_place(folder)][folder] = stamp
        for place in self._folders.keys() - {_ELSEWHERE}:
            self._write_folders(place)

    def commit(self) -> None:
        if _ELSEWHERE in self._folders:
            self._write_folders(_ELSEWHERE)
        if self._is_changed:
            self._store.put_ledger(self._folder, _INDEX, msgspec.msgpack.encode(self.sections))
            self._store.commit()

    def _write_folders(self, place: str) -> None:
        known, stamps = self.outputs(place), self._folders.pop(place)
        outputs = known | {folder: (b"", stamp) for folder, stamp in stamps.items() if stamp is not None}
        for folder, stamp in stamps.items():
            if stamp is None:
                outputs.pop(folder, None)
        if outputs != known:
            self._write(place, b"", outputs)

    def _write(self, section: str, made_of: bytes, outputs: Outputs) -> None:
        self._is_changed = True
        if not outputs:
            self.sections.pop(section, None)
            self._store.put_ledger(self._folder, section, None)
            return
        sheet = Sheet(list(outputs), [stamp for _, stamp in outputs.values()], [key for key, _ in outputs.values()])
        seal = self._store.put_ledger(self._folder, section, msgspec.msgpack.encode(sheet))
        self.sections[section] = Entry(made_of, len(outputs), seal)


def _place(folder: str) -> str:
    """The section of a folder: that of the month in whose folder it lies, or the one for all others."""
    month = _MONTH.match(folder)
    return month[0] if month else _ELSEWHERE


_decode = msgspec.msgpack.Decoder(Sheet).decode
_decode_stamps = msgspec.msgpack.Decoder(Stamps).decode
_decode_index = msgspec.msgpack.Decoder(dict[str, Entry]).decode
