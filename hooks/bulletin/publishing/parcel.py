"""A parcel: what a build has packed for the target, ready to be sent, and what is known of the target."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import build_process
from ..machine import build_lock, version
from ..machine.cache import Cache
from ..machine.progress import Progress
from ..press import shipment
from ..press.shipment import STEPS
from ..press.target import Target
from ..run import hold_lock
from ..settings.settings import Settings
from ..stylebook import words
from . import inspection


class PublishError(Exception):
    """Nothing went online. The message is a sentence for whoever publishes."""


class NotBuiltError(PublishError):
    """The build refused to go on, and said why."""


@dataclass(frozen=True)
class Parcel:
    """The files that the target lacks, and the paths that it has to delete."""

    folder: Path
    changed: list[str]
    """In the order in which they may arrive."""
    deleted: list[str]
    receipt: bytes

    @property
    def folders(self) -> list[Path]:
        """The folders of the files, in the order in which they may arrive."""
        return [self.folder / step for step in STEPS]

    @property
    def is_empty(self) -> bool:
        return not self.changed and not self.deleted


def pack(file: Path, folder: Path, listing_file: str = "") -> Parcel:
    """Builds what the target lacks, and inspects it. Raises PublishError."""
    if build_process.pack(file, folder, listing_file, says_what_next=False):
        raise NotBuiltError(words.sentence("publish.not_built"))
    parcel = Parcel(folder, shipment.changed(folder), shipment.deleted(folder), shipment.receipt(folder))
    if broken := inspection.broken(parcel.folders, parcel.changed):
        raise PublishError(words.sentence("publish.broken", count=len(broken), first=broken[0]))
    if going := [path for path in inspection.ENTRANCES if path in parcel.deleted]:
        raise PublishError(words.sentence("publish.entrance", path=going[0]))
    return parcel


@contextmanager
def alone(current: Settings) -> Iterator[Path]:
    """Lets nobody else publish this bulletin from here meanwhile, and yields a folder for parcels.

    Raises AnotherBuildError.
    """
    folder = current.cache / "publishing"
    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(quiet=False, **words.progress())
    text = words.sentence("publish.waiting")
    with build_lock.hold(folder, current.bulletin.wait_for_other_build, lambda: progress.say(text)):
        for left in folder.glob("parcel-*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield folder


@contextmanager
def target(current: Settings) -> Iterator[Target]:
    """What the cache knows of the target."""
    progress = Progress(quiet=False, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        yield Target(cache)
