"""A target: the store or server that has the site. A build can't look at it, so its ledger says what it has.

The ledger says it from the moment when a build has made the files. Until somebody confirms that they have arrived, they
are kept as unconfirmed, and the next build makes them again: an upload may fail, or stop half-way.

The stamp of a file in this ledger is made of its size and its MD5, which every store can list.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..machine.cache import Cache
from .ledger import Ledger, holds_folders
from .listing import Listed
from .survey import Survey

_NAME = Path("target")
"""Stands for a site folder. No ledger of a real one has this name, since those are absolute."""
_TABLE, _ROW = "target", "unconfirmed"
_SUM_BITS = 32
"""Bits of the MD5 in a stamp."""


def stamp(content: bytes) -> int:
    """The stamp of a file: its size, followed by 32 bits of its MD5."""
    return _joined(len(content), hashlib.md5(content, usedforsecurity=False).digest())


class Unconfirmed(msgspec.Struct, frozen=True, array_like=True):
    """What may have arrived at the target and may not: files that are new there, files that changed, and files to be
    deleted.

    `receipt` is a random number that the last shipment has as well. It stays when that is confirmed, and the lists
    become empty. `arrived` is the receipt of the last shipment that was confirmed.
    """

    receipt: bytes = b""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    arrived: bytes = b""

    @property
    def count(self) -> int:
        """The number of files."""
        return len(self.new) + len(self.changed) + len(self.deleted)


class Differences(NamedTuple):
    """How a listing differs from the ledger: files that the target lacks, files with other bytes, files that no build
    made.
    """

    missing: frozenset[str]
    altered: frozenset[str]
    foreign: frozenset[str]


class Target:
    """The target as the cache knows it. All methods raise CacheError when the cache is broken."""

    def __init__(self, cache: Cache):
        self._cache = cache
        self._table = cache.table(_TABLE)

    def ledger(self) -> Ledger:
        return Ledger(self._cache, _NAME)

    def unconfirmed(self) -> Unconfirmed:
        content = self._table.get(_ROW)
        return msgspec.msgpack.decode(content, type=Unconfirmed) if content else Unconfirmed()

    def differences(self, listing: Mapping[str, Listed]) -> Differences:
        """Compares the target's own listing with the ledger."""
        stamps = self._stamps()
        return Differences(
            frozenset(stamps.keys() - listing.keys()),
            frozenset(path for path, listed in listing.items() if path in stamps and not _may_be(listed, stamps[path])),
            frozenset(listing.keys() - stamps.keys()),
        )

    def survey(self, listing: Mapping[str, Listed] | None) -> Survey:
        """What has to be made or deleted again: what is unconfirmed, and what a listing says if there is one."""
        unconfirmed, known = self.unconfirmed(), self._stamps().keys()
        paths = {*unconfirmed.new, *unconfirmed.changed, *unconfirmed.deleted}
        altered, foreign = paths & known, paths - known
        if listing is not None:
            found = self.differences(listing)
            altered |= found.missing | found.altered
            foreign = set(found.foreign)
        sections = {
            name
            for name, section in self.ledger().stamps().items()
            if altered and not altered.isdisjoint(section.paths)
        }
        return Survey(frozenset(altered), frozenset(sections), tuple(sorted(foreign)))

    def expect(self, unconfirmed: Unconfirmed, ledger: Ledger) -> None:
        """Records what is on its way to the target, and commits it together with all changes of the ledger."""
        self._table.put(_ROW, msgspec.msgpack.encode(unconfirmed))
        ledger.commit()
        self._cache.commit()  # the ledger itself may be unchanged

    def confirm(self, receipt: bytes) -> Unconfirmed | None:
        """Records that a shipment has arrived, and returns what was unconfirmed.

        None if the receipt isn't that of the last shipment: then nothing is recorded.
        """
        unconfirmed = self.unconfirmed()
        if not receipt or receipt != unconfirmed.receipt:
            return None
        self._table.put(_ROW, msgspec.msgpack.encode(Unconfirmed(receipt, arrived=receipt)))
        self._cache.commit()
        return unconfirmed

    def paths(self) -> list[str]:
        """The paths of all files that the target has as far as the ledger knows."""
        return list(self._stamps())

    def doubt(self, paths: Iterable[str]) -> None:
        """Records that the target may have these files otherwise than the ledger says, so that they are made again."""
        known = self.unconfirmed()
        changed = tuple(sorted({*known.changed, *paths} - set(known.new)))
        self._table.put(_ROW, msgspec.msgpack.encode(msgspec.structs.replace(known, changed=changed)))
        self._cache.commit()

    def forget(self) -> None:
        """Forgets what the target has: the next shipment is a whole site."""
        ledger = self.ledger()
        for name in list(ledger.sections):
            ledger.drop(name)
        self._table.put(_ROW, msgspec.msgpack.encode(Unconfirmed()))
        ledger.commit()
        self._cache.commit()

    def _stamps(self) -> dict[str, int]:
        """The stamps of all files in the ledger, by path."""
        return {
            path: file_stamp
            for name, section in self.ledger().stamps().items()
            if not holds_folders(name)
            for path, file_stamp in zip(section.paths, section.stamps, strict=True)
        }


def _joined(size: int, md5: bytes) -> int:
    return size << _SUM_BITS | int.from_bytes(md5[: _SUM_BITS // 8])


def _may_be(listed: Listed, file_stamp: int) -> bool:
    """Whether a listed file may be the one with that stamp, as far as the listing says."""
    size, file_sum = file_stamp >> _SUM_BITS, file_stamp & (1 << _SUM_BITS) - 1
    return (listed.size is None or listed.size == size) and (
        listed.md5 is None or int.from_bytes(listed.md5[: _SUM_BITS // 8]) == file_sum
    )
