"""The ledger of a site folder: the files that earlier builds wrote, section by section. A build looks up only the
sections that it changes.

The stamps of folders are kept in sections of their own, since one folder can hold files of several sections. One such
section holds the folders below a folder of the second level (`guides/python/`), and one holds all other folders.

The ledger also says which sections a build surveys, since a large site takes too long to be surveyed as a whole.

A build that changed something calls `enter` and `enter_folders`, and finally `commit`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from ..machine import digest
from ..machine.cache import Cache, CacheError
from . import survey
from .section import REST
from .survey import Survey

Outputs = dict[str, tuple[bytes, int]]
"""Recipe key and stamp of each file by its path. The path of a folder ends with a slash, and its key is empty."""

LEDGERS = "ledger"
"""The table of the cache that holds the ledgers of all site folders."""
_INDEX = ""
_LAST_SURVEYED = "<"
"""The row with the name of the section that the last build surveyed last."""
AT_ONCE = 50_000
"""Files that one build surveys: a tenth of a second's work."""
_OTHER_FOLDERS = "/"
_SECOND_LEVEL = re.compile(r"[^/]+/[^/]+/(?=.)")


class SectionEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An entry of the index: a section's digest, the number of its files, and the digest of its row."""

    digest: bytes
    files: int
    row: bytes


class _Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A section as it is stored: the path, stamp and key of each file at the same position of three lists."""

    paths: list[str]
    stamps: list[int]
    keys: list[bytes]


class SectionStamps(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A row whose keys stay packed, since they take longest to decode."""

    paths: list[str]
    stamps: list[int]
    keys: msgspec.Raw


class Ledger:
    """The ledger of one site folder. `sections` is its index. `turn` are the sections that this build surveys: all of
    them, unless the site is large. Then each build takes the next ones.

    All methods raise CacheError when a part of the ledger is missing or broken: a file that the ledger forgot would
    stay on the site for ever.
    """

    def __init__(self, cache: Cache, folder: Path):
        self._cache = cache
        self._table = cache.table(LEDGERS)
        self._folder = folder
        index = self._table.get(self._name(_INDEX))
        self.sections: dict[str, SectionEntry] = _decode_index(index) if index else {}
        self._folders: dict[str, dict[str, int | None]] = defaultdict(dict)
        self.turn = self._turn()
        self._surveys_in_turn = len(self.turn) < len(self.sections)
        self._is_changed = False

    def _turn(self) -> list[str]:
        if sum(entry.files for entry in self.sections.values()) <= AT_ONCE:
            return list(self.sections)
        turn = [name for name in (REST, _OTHER_FOLDERS) if name in self.sections]
        names = sorted(self.sections.keys() - turn)
        next_one = bisect_right(names, (self._table.get(self._name(_LAST_SURVEYED)) or b"").decode())
        count = 0
        for name in (*names[next_one:], *names[:next_one]):
            turn.append(name)
            count += self.sections[name].files
            if count >= AT_ONCE:
                break
        return turn

    def outputs(self, section: str) -> Outputs:
        """The outputs of a section; none when there is no such section."""
        if section not in self.sections:
            return {}
        row = _decode_row(self._content(section))
        return dict(zip(row.paths, zip(row.keys, row.stamps, strict=True), strict=True))

    def paths(self, section: str) -> list[str]:
        """The paths of a section's files or folders."""
        return _decode_stamps(self._content(section)).paths

    def survey(self) -> Survey:
        """Surveys what others have changed in the site folder since the last build: all of it, unless the part of a
        large site whose turn it is turns out to be intact.
        """
        if survey.is_intact(self._folder, self.stamps(self.turn)):
            return survey.NOTHING
        return survey.take(self._folder, self.stamps())

    def stamps(self, sections: Iterable[str] | None = None) -> dict[str, SectionStamps]:
        """The paths and stamps of some sections, or of all."""
        return {
            section: _decode_stamps(self._content(section))
            for section in (self.sections if sections is None else sections)
        }

    def enter(
        self, section: str, section_digest: bytes, keys: Mapping[str, bytes], new_stamps: Mapping[str, int]
    ) -> None:
        """Records the files of a section. `keys` has the key of each file, `new_stamps` the stamps of new files."""
        old_outputs, entry = self.outputs(section), self.sections.get(section)
        outputs = {
            path: (key, new_stamps[path] if path in new_stamps else old_outputs[path][1]) for path, key in keys.items()
        }
        if outputs != old_outputs or (entry and entry.digest != section_digest):
            self._write(section, section_digest, outputs)

    def drop(self, section: str) -> None:
        """Forgets a section that is no longer part of the site."""
        self._write(section, b"", {})

    def enter_folders(self, paths: Iterable[str]) -> None:
        """Records the present stamps of the folders in which files were written or deleted; `paths` are those files."""
        for folder, stamp in survey.folder_stamps(self._folder, paths).items():
            self._folders[_group(folder)][folder] = stamp
        for group in self._folders.keys() - {_OTHER_FOLDERS}:
            self._write_folders(group)

    def commit(self) -> None:
        """Makes all changes permanent."""
        if _OTHER_FOLDERS in self._folders:
            self._write_folders(_OTHER_FOLDERS)
        if self._is_changed:
            self._table.put(self._name(_INDEX), msgspec.msgpack.encode(self.sections))
        if self._surveys_in_turn:
            self._table.put(self._name(_LAST_SURVEYED), self.turn[-1].encode())
        if self._is_changed or self._surveys_in_turn:
            self._cache.commit()

    def give_up(self) -> None:
        """Discards all changes that were not committed."""
        self._cache.give_up()

    def _content(self, section: str) -> bytes:
        content = self._table.get(self._name(section))
        if content is None or digest.of(content) != self.sections[section].row:
            raise CacheError(f"ledger {self._folder} {section}")
        return content

    def _write_folders(self, group: str) -> None:
        old_outputs, new_stamps = self.outputs(group), self._folders.pop(group)
        outputs = old_outputs | {folder: (b"", stamp) for folder, stamp in new_stamps.items() if stamp is not None}
        for folder, stamp in new_stamps.items():
            if stamp is None:
                outputs.pop(folder, None)
        if outputs != old_outputs:
            self._write(group, b"", outputs)

    def _write(self, section: str, section_digest: bytes, outputs: Outputs) -> None:
        self._is_changed = True
        if not outputs:
            self.sections.pop(section, None)
            self._table.put(self._name(section), None)
            return
        row = _Row(list(outputs), [stamp for _, stamp in outputs.values()], [key for key, _ in outputs.values()])
        content = msgspec.msgpack.encode(row)
        self._table.put(self._name(section), content)
        self.sections[section] = SectionEntry(section_digest, len(outputs), digest.of(content))

    def _name(self, section: str) -> str:
        """The name of a section's row. One table holds the ledgers of all site folders."""
        return f"{self._folder}\n{section}"


def holds_folders(section: str) -> bool:
    """Whether a section of the ledger holds the stamps of folders."""
    return section.endswith("/")


def _group(folder: str) -> str:
    """The section in which the stamp of a folder is kept."""
    ancestor = _SECOND_LEVEL.match(folder)
    return ancestor[0] if ancestor else _OTHER_FOLDERS


_decode_row = msgspec.msgpack.Decoder(_Row).decode
_decode_stamps = msgspec.msgpack.Decoder(SectionStamps).decode
_decode_index = msgspec.msgpack.Decoder(dict[str, SectionEntry]).decode
