"""The publication in a store: what the store lacks is packed, sent in the order that never leads nowhere, and noted."""

import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from ..machine import digest
from ..press import listing
from ..press.listing import Listed
from ..press.target import Target
from ..settings.settings import Settings
from ..stylebook import addresses, numbers, words
from . import marker, parcel
from .marker import MARKER, Marker
from .parcel import Parcel, PublishError
from .rclone import Rclone, StoreError


def publish(current: Settings, file: Path, articles: int, compares: bool) -> str:
    """Puts the state of the bulletin into the store, and returns what there is to say of it.

    With `compares`, all objects are compared with what builds have made for the store; otherwise only what has changed
    is asked about. Raises PublishError and StoreError. Whatever had arrived by then is whole, and the next run sends
    the rest.
    """
    begun, place = time.monotonic(), current.bulletin.publish
    assert place is not None and place.store is not None, "the caller has asked"
    store = Rclone(place.store, digest.of(current.site_url.encode()).hex()[:16])
    known = _marker(store, current.site_url)
    with tempfile.TemporaryDirectory(dir=current.cache / "publishing", prefix="parcel-") as scratch:
        listing_file = ""
        with parcel.target(current) as target:
            if compares or not _is_up_to_date(target, known):
                listing_file = str(Path(scratch, "listing"))
                Path(listing_file).write_bytes(_listing(store, known, compares))
            elif known.table != marker.table():
                target.doubt([path for path in target.paths() if known.sends_otherwise(path)])
        packed = parcel.pack(file, Path(scratch, "files"), listing_file)
        # The build would delete whatever else is there. With a listing, that may be another's.
        own = store.own(packed.deleted) if listing_file and packed.deleted else set(packed.deleted)
        deleted = [path for path in packed.deleted if path in own]
        foreign = [path for path in packed.deleted if path not in own]
        if packed.changed or deleted or known.table != marker.table():
            _send(store, packed, deleted)
            _note(store, known.after(packed.receipt, packed.changed), Path(scratch))
            with parcel.target(current) as target:
                target.confirm(packed.receipt)
            _purge(place.store.purge, [*packed.changed, *deleted], current, Path(scratch))
    is_same = not packed.changed and not deleted
    facts = {"changed": len(packed.changed), "deleted": len(deleted), "articles": articles, "place": store.place}
    seconds = numbers.decimal(time.monotonic() - begun)
    said = [words.sentence("publish.store.same" if is_same else "publish.store.done", seconds=seconds, **facts)]
    if foreign:
        said.append(words.sentence("publish.store.foreign", count=len(foreign), first=foreign[0]))
    return "\n".join(said)


def _marker(store: Rclone, site: str) -> Marker:
    """The marker of the bucket. An empty bucket is taken into use. Raises StoreError if it is another's."""
    content = store.read(MARKER)
    if content is not None:
        known = Marker.of(content)
        if known is None or known.site != site:
            raise StoreError(words.sentence("publish.store.other_site", place=store.place, marker=MARKER))
        return known
    if not store.is_empty():
        raise StoreError(words.sentence("publish.store.taken", place=store.place))
    known = Marker(site)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as scratch:
        _note(store, known, Path(scratch))
    return known


def _is_up_to_date(target: Target, known: Marker) -> bool:
    """Whether the cache knows the store as it is: nobody else has published there since."""
    unconfirmed = target.unconfirmed()
    if not known.receipt or not target.ledger().sections:
        return False
    if unconfirmed.receipt.hex() == known.receipt:  # it arrived, and then this machine died
        target.confirm(unconfirmed.receipt)
        return True
    return unconfirmed.arrived.hex() == known.receipt


def _listing(store: Rclone, known: Marker, asks_for_headers: bool) -> bytes:
    """The list of all objects for the build. Objects that are sent with other headers than they should get a false MD5,
    so that they are made again: no store changes headers alone.
    """
    listed = listing.read(store.listing())
    if asks_for_headers:
        wrong = {path for path, headers in store.headers().items() if headers != marker.headers(path)}
    elif known.receipt and known.table != marker.table():
        wrong = {path for path in listed if known.sends_otherwise(path)}
    else:
        wrong = set()
    lines = "".join([_line(path, item, path in wrong) for path, item in listed.items()])
    return lines.encode("utf-8", "surrogateescape")


def _line(path: str, item: Listed, is_wrong: bool) -> str:
    md5 = bytes(16) if is_wrong else item.md5
    return f"{path};{item.size};{md5.hex() if md5 else ''}\n"


def _send(store: Rclone, packed: Parcel, deleted: Sequence[str]) -> None:
    for folder in packed.folders:
        here = [path for path in packed.changed if (folder / path).is_file()]
        for paths in _waves(here):
            by_headers = sorted(paths, key=marker.headers)
            for headers, some in groupby(by_headers, key=marker.headers):
                store.put(folder, some, headers)
    if deleted:
        store.delete(deleted)


def _waves(paths: Iterable[str]) -> Iterable[list[str]]:
    """Files below folders first, then those at the root: the front page, feeds, sitemaps, the worker. They lead to
    everything else.
    """
    paths = list(paths)
    return [
        wave for wave in ([path for path in paths if ("/" not in path) == is_last] for is_last in (False, True)) if wave
    ]


def _note(store: Rclone, known: Marker, scratch: Path) -> None:
    (scratch / MARKER).write_bytes(known.content())
    store.put(scratch, [MARKER], marker.HEADERS)


def _purge(command: Sequence[str], paths: Sequence[str], current: Settings, scratch: Path) -> None:
    """Tells the CDN, by the owner's command, which URLs have changed. Raises PublishError."""
    if not command or not paths:
        return
    file = scratch / "purge.txt"
    file.write_text("".join([f"{current.full_url(addresses.of_output(path))}\n" for path in paths]), encoding="utf-8")
    try:
        done = subprocess.run(
            [part.replace("{paths}", str(file)) for part in command], capture_output=True, check=False, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PublishError(words.sentence("publish.store.not_purged", reason=error)) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else done.returncode
        raise PublishError(words.sentence("publish.store.not_purged", reason=reason))
