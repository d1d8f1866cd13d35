"""The ledger of a site folder: what builds have left there, section by section, so that a build looks up only what it changes.

A section is a part of the site that is planned as a whole (see sections.py). Folders have sections of their own, by the
place where they lie, since one folder may hold files of several sections. A build that changed something calls `enter`
and `enter_folders`, and `commit` at its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
        entry = self.sections.get(section)
        if entry is None:
            return {}
        found = self._store.ledger(self._folder, section)
        if found is None or found[0] != entry.seal:
            raise StoreError(f"ledger {self._folder} {section}")
        return _decode(found[1])

    def everything(self) -> Iterator[tuple[str, Outputs]]:
        return ((section, self.outputs(section)) for section in self.sections)

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
        seal = self._store.put_ledger(self._folder, section, msgspec.msgpack.encode(outputs))
        self.sections[section] = Entry(made_of, len(outputs), seal)


def _place(folder: str) -> str:
    """The section of a folder: that of the month in whose folder it lies, or the one for all others."""
    month = _MONTH.match(folder)
    return month[0] if month else _ELSEWHERE


_decode = msgspec.msgpack.Decoder(Outputs).decode
_decode_index = msgspec.msgpack.Decoder(dict[str, Entry]).decode
