"""A release: what is recorded of one state of the site that was put online."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Self

import msgspec

from ..stylebook import dates


class Release(msgspec.Struct, frozen=True, omit_defaults=True):
    """The record of a release. It lies on the server as a line of JSON."""

    number: int
    """Counted from 1. Releases are ordered by it, since a clock may be wrong."""
    time: int
    """Seconds since 1970."""
    articles: int
    commit: str
    """The short name of the commit, with `+` behind it if files were not committed; empty without Git."""
    who: str
    receipt: str
    """The receipt of the shipment that it was made with: two releases of one receipt are the same."""
    base: str
    """The name of the release that it was made from; empty if it was made from nothing."""
    before: str
    """The name of the release that was online before; empty if none was."""
    gone: frozenset[str] = frozenset()
    """What was taken out of the site for good. An earlier release that lacks one of these still has its text."""

    @property
    def name(self) -> str:
        """The name of its folder: `000123-20261129T220742`, the time in UTC."""
        return f"{self.number:06}-{dates.moment(self.time).astimezone(UTC):%Y%m%dT%H%M%S}"

    def to_json(self) -> str:
        return msgspec.json.encode(self, order="deterministic").decode()

    @classmethod
    def of(cls, line: str) -> Self | None:
        """Reads a record. None if the line is none."""
        try:
            return msgspec.json.decode(line.encode("utf-8", "surrogateescape"), type=cls)
        except msgspec.MsgspecError:
            return None


class Releases(msgspec.Struct, frozen=True):
    """The releases on a server, the oldest first."""

    all: tuple[Release, ...]
    current: str
    """The name of the one that is online; empty if there is none."""

    @classmethod
    def of(cls, printed: str) -> Self:
        """Reads what `server.sh` prints."""
        current, *lines = printed.split("\n")
        found = [release for line in lines if (release := Release.of(line))]
        return cls(tuple(sorted(found, key=lambda release: (release.number, release.time))), current)

    @property
    def by_name(self) -> Mapping[str, Release]:
        return {release.name: release for release in self.all}

    @property
    def online(self) -> Release | None:
        return self.by_name.get(self.current)

    @property
    def next_number(self) -> int:
        return self.all[-1].number + 1 if self.all else 1

    def with_receipt(self, receipt: bytes) -> Release | None:
        """The release that a shipment became."""
        return next((release for release in self.all if receipt and release.receipt == receipt.hex()), None)

    def before(self, release: Release) -> Release | None:
        """The release to go back to: the one that was online before this one, or else the next older one."""
        known = self.by_name.get(release.before)
        return known or next((other for other in reversed(self.all) if other.number < release.number), None)

    def spare(self, base: Release, keep: int) -> tuple[Release, Sequence[str]] | None:
        """A release that is no longer kept, and whose folder the next one may become; and the releases in whose changes
        it differs from the base. None if there is none.
        """
        oldest = self.all[0]
        if len(self.all) <= keep + 1 or oldest.name == self.current:
            return None
        names, known, step = [], self.by_name, base
        while step.number > oldest.number:
            names.append(step.name)
            if step.base == oldest.name:
                return oldest, names
            if step.base not in known:
                return None
            step = known[step.base]
        return None

    def to_delete(self, new: Release, keep: int, spare: Release | None) -> list[str]:
        """The names of the releases that end when a new one comes online: those with a text that is gone for good, and
        the oldest ones. One more than `keep` stays, for the next release to be made of.
        """
        left = [release for release in self.all if release != spare]
        revealing = [release for release in left if not new.gone <= release.gone]
        kept = [release for release in left if release not in revealing]
        return [release.name for release in [*revealing, *kept[: -(keep + 1)]]]
