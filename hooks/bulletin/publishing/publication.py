"""The publication of releases on a server: build, check, send, switch."""

import getpass
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..edition.edition import Edition
from ..machine import provenance
from ..press.target import Target
from ..settings.settings import Settings
from ..stylebook import dates, numbers, words
from . import compressed, parcel, server
from .parcel import Parcel, PublishError
from .release import Release, Releases
from .server import Server, ServerError


@dataclass(frozen=True)
class _Ground:
    """What a new release stands on: the releases that are there, and the one that it is made from, if any."""

    releases: Releases
    base: Release | None


def publish(current: Settings, file: Path, edition: Edition, now: datetime, host: Server) -> str:
    """Puts the state of the bulletin online, and returns a sentence that says so.

    Raises PublishError and ServerError; then the release before is still online.
    """
    begun, name = time.monotonic(), server.tag(current.project)
    releases = host.begin(current.site_url, name)
    commit = _commit(current.project)
    if held := _held(releases, commit):
        return held
    with parcel.target(current) as target:
        ground = _Ground(releases, _base(target, releases))
    with tempfile.TemporaryDirectory(dir=current.cache / "publishing", prefix="parcel-") as folder:
        packed = parcel.pack(file, Path(folder, "files"))
        release = _release(commit, edition, now, ground, packed)
        if packed.is_empty and ground.base and ground.base.name == releases.current:
            host.make_up_for_reload()
            return words.sentence("publish.same", name=releases.current)
        try:
            _send(host, name, ground, packed, Path(folder, "twins"), release, current)
        except (PublishError, ServerError):
            _abandon(host, name)
            raise
        with parcel.target(current) as target:
            target.confirm(packed.receipt)
    facts = {"changed": len(packed.changed), "deleted": len(packed.deleted), "articles": release.articles}
    return words.sentence(
        "publish.done", name=release.name, place=host.place, seconds=numbers.decimal(time.monotonic() - begun), **facts
    )


def _held(releases: Releases, commit: str) -> str:
    """Why nothing is published after a rollback: nobody has committed anything since. Otherwise a timer would bring
    back at once what somebody has just taken back.
    """
    online = releases.online
    if online is None or online is releases.all[-1]:
        return ""
    newest = releases.all[-1]
    if not commit or newest.commit != commit:
        return ""
    return words.sentence("publish.held", name=online.name, newest=newest.name)


def _base(target: Target, releases: Releases) -> Release | None:
    """The release on the server that is as the cache knows the target. If there is none, the cache forgets the target,
    and the next release is made from nothing.
    """
    unconfirmed = target.unconfirmed()
    base = releases.with_receipt(unconfirmed.receipt)
    if base:  # it went online, and then this machine died
        target.confirm(unconfirmed.receipt)
        return base
    base = releases.with_receipt(unconfirmed.arrived)
    if base is None and target.ledger().sections:
        target.forget()
    return base


def _send(
    host: Server, name: str, ground: _Ground, packed: Parcel, twins: Path, release: Release, current: Settings
) -> None:
    keep = current.bulletin.publish.keep if current.bulletin.publish else 0
    base, releases = ground.base, ground.releases
    spare = releases.spare(base, keep) if base else None
    host.prepare(name, release.base, spare[0].name if spare else "", spare[1] if spare else ())
    kinds = list(zip(packed.folders, (False, True, True), strict=True))
    made = compressed.make(kinds, packed.changed, twins)
    twins.mkdir(exist_ok=True)
    old_twins = set(compressed.of([*packed.changed, *packed.deleted])).difference(made)
    deleted = [*packed.deleted, *sorted(old_twins)]
    host.send(name, [*packed.folders, twins], [*packed.changed, *made], deleted)
    host.switch(name, release, releases.to_delete(release, keep, spare[0] if spare else None))


def _abandon(host: Server, name: str) -> None:
    with suppress(ServerError):  # the next run clears away what this one has left
        host.abandon(name)


def _release(commit: str, edition: Edition, now: datetime, ground: _Ground, packed: Parcel) -> Release:
    return Release(
        number=ground.releases.next_number,
        time=dates.seconds(now),
        articles=len(edition.catalogue.articles),
        commit=commit,
        who=f"{getpass.getuser()}@{os.uname().nodename}",
        receipt=packed.receipt.hex(),
        base=ground.base.name if ground.base else "",
        before=ground.releases.current,
        gone=frozenset([*edition.removed_addresses, *edition.deleted]),
    )


def _commit(project: Path) -> str:
    """The short name of the last commit, with `+` if the project differs from it; empty without Git."""
    try:
        head = provenance.git(project, "rev-parse", "--short", "HEAD")
        changes = provenance.git(project, "status", "--porcelain")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if head.returncode:
        return ""
    return head.stdout.decode().strip() + ("+" if changes.stdout.strip() else "")


def roll_back(host: Server, name: str | None) -> str:
    """Brings an earlier release back, and returns a sentence that says so. Raises ServerError."""
    releases = host.releases()
    online = releases.online
    chosen = releases.by_name.get(name) if name else releases.before(online) if online else None
    if chosen is None:
        known: Sequence[str] = [release.name for release in releases.all]
        raise ServerError(words.sentence("publish.no_release", known=", ".join(known) or "–"))
    if online and not online.gone <= chosen.gone:
        raise ServerError(words.sentence("publish.reveals", name=chosen.name))
    host.rollback(chosen.name)
    moment = dates.minute(dates.moment(chosen.time))
    return words.sentence("publish.rolled_back", name=chosen.name, moment=moment, articles=chosen.articles)
