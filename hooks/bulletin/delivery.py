"""The delivery to a target: what is recorded of an upload, and how the target's own listing is compared with that."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .machine import provenance, version
from .machine.cache import Cache, CacheUnfitError
from .machine.progress import Progress
from .press import listing, shipment
from .press.target import Target
from .run import hold_lock
from .settings.settings import Settings
from .stylebook import words


class DeliveryError(Exception):
    """A command about a target can't be done. The message is a sentence for whoever runs it."""


def confirm(folder: Path, current: Settings) -> None:
    """Records that the shipment in a folder has arrived at the target, and says so."""
    receipt = shipment.receipt(folder)
    if not receipt:
        raise DeliveryError(words.sentence("delivery.no_receipt", folder=folder))
    with _cache(current) as cache:
        confirmed = Target(cache).confirm(receipt)
    if confirmed is None:
        raise DeliveryError(words.sentence("delivery.other_receipt", folder=folder))
    changed = len(confirmed.new) + len(confirmed.changed)
    print(words.sentence("delivery.confirmed", changed=changed, deleted=len(confirmed.deleted)))


def compare(listing_file: str, current: Settings) -> bool:
    """Prints how a target's listing differs from what builds have made for it. Returns whether it is the same."""
    listed = listing.read(listing.content(listing_file))
    with _cache(current) as cache:
        target = Target(cache)
        if not target.ledger().sections:
            raise DeliveryError(words.sentence("delivery.no_ledger"))
        differences, unconfirmed = target.differences(listed)._asdict(), target.unconfirmed()
    for kind, paths in differences.items():
        for path in sorted(paths):
            print(f"{path}: {words.terminal()['delivery']['kinds'][kind]}")
    if unconfirmed.count:
        print(words.sentence("delivery.unconfirmed", count=unconfirmed.count))
    counts = {kind: len(paths) for kind, paths in differences.items()}
    is_same = not any(counts.values())
    print(words.sentence("delivery.same" if is_same else "delivery.different", files=len(listed), **counts))
    return is_same


@contextmanager
def _cache(current: Settings) -> Iterator[Cache]:
    """The cache, held so that no build changes it meanwhile. What it knows must not get lost here."""
    provenance.check(current.project)
    with hold_lock(current, Progress(quiet=False, **words.progress())):
        try:
            cache = Cache(current.cache, version.current(), is_needed=True)
        except CacheUnfitError as error:
            raise DeliveryError(words.sentence(f"delivery.unfit.{error}")) from error
        with closing(cache):
            yield cache
