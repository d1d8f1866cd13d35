"""A shipment: the files that a target lacks, in a folder, ready for any program that copies folders.

    1-files/          files that link to nothing (pictures, styles)
    2-new-pages/      pages at new addresses, and files by which a program finds others
    3-changed-pages/  pages that replace others, and lists of pages
    changed.txt       all of these paths, in this order
    deleted.txt       what has to be deleted afterwards
    receipt           shows the cache which shipment has arrived

Each of the three folders is laid out like the site. Copied one after the other, they keep every link good; see
site_folder.py for the order.
"""

import os
import secrets
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from ..machine import workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from . import listing, target
from .ledger import Ledger
from .listing import Listed
from .plan import Plan
from .press import STAGE, RunResult
from .site_folder import OutsideSite, Rules, SiteFolder, ending
from .survey import Survey
from .target import Target, Unconfirmed

FILES, NEW_PAGES, CHANGED_PAGES = STEPS = ("1-files", "2-new-pages", "3-changed-pages")
CHANGED, DELETED, _RECEIPT = "changed.txt", "deleted.txt", "receipt"
_STAGING = ".new-"


class FolderTakenError(Exception):
    """The folder for a shipment holds something else. The message is its path."""


class NotRecordedError(Exception):
    """The cache can't be written to, so that nothing would tell the next build what is on its way to the target."""


@dataclass(frozen=True)
class Shipment:
    """A shipment in a folder, for a target. `listing` is what the target itself says that it has."""

    folder: Path
    target: Target
    listing: Mapping[str, Listed] | None

    def check(self) -> None:
        """Raises FolderTakenError unless the folder is empty or holds an earlier shipment."""
        if self.folder.exists() and not all(map(_is_own, os.listdir(self.folder))):
            raise FolderTakenError(self.folder)

    def ledger(self) -> Ledger:
        return self.target.ledger()

    def survey(self) -> Survey:
        return self.target.survey(self.listing)

    def run(self, plan: Plan, ledger: Ledger, survey: Survey, rules: Rules, progress: Progress) -> RunResult:
        """Makes the files of a plan, and enters them in the ledger of the target as unconfirmed.

        Raises CacheError, OSError, NotRecordedError, and whatever a recipe raises. The folder is then empty.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.check()
        for name in os.listdir(self.folder):
            _delete(self.folder / name)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self.folder))
        mask = os.umask(0o022)  # a web server must be able to read what arrives
        try:
            packer = _Packer(plan, ledger, survey, rules, self, staging)
            unconfirmed = packer.pack(progress)
            self._record(plan, ledger, packer.stamps, unconfirmed)
            for name in (*STEPS, CHANGED, DELETED, _RECEIPT):  # a shipment is whole when it has its receipt
                os.replace(staging / name, self.folder / name)
        except OutsideSite as error:
            raise CacheError(str(error)) from error
        finally:
            os.umask(mask)
            shutil.rmtree(staging, ignore_errors=True)
        count = sum(packer.is_packed)
        return RunResult(len(plan), count, len(plan.deleted), len(plan) + plan.untouched - count)

    def _record(self, plan: Plan, ledger: Ledger, stamps: "array[int]", unconfirmed: Unconfirmed) -> None:
        try:
            for section_plan, new_stamps in plan.with_stamps(stamps):
                section = section_plan.section
                ledger.enter(section.name, section.digest, section_plan.keys(), new_stamps)
            for name in plan.dropped:
                ledger.drop(name)
            self.target.expect(unconfirmed, ledger)
        except CacheError as error:
            ledger.give_up()
            raise NotRecordedError(str(error)) from error


class _Packer:
    """Makes the files of a plan. `stamps` has the stamp of each, `is_packed` whether it is in the shipment: a file is
    left out when the target has the same bytes already.
    """

    def __init__(self, plan: Plan, ledger: Ledger, survey: Survey, rules: Rules, shipment: Shipment, staging: Path):
        self.stamps = array("q", bytes(8 * len(plan)))
        self.is_packed = bytearray(len(plan))
        self._plan = plan
        self._rules = rules
        self._staging = staging
        self._old_stamps = {
            path: stamp
            for section in plan.sections
            for path, (_, stamp) in ledger.outputs(section.section.name).items()
        }
        self._altered = survey.altered
        unconfirmed = shipment.target.unconfirmed()
        self._new, self._arrived = frozenset(unconfirmed.new), unconfirmed.arrived
        self._listing = shipment.listing
        self._site = SiteFolder(staging)

    def pack(self, progress: Progress) -> Unconfirmed:
        """Fills the staging folder, and returns what is on its way then."""
        tasks = workers.share(self._make, len(self._plan))
        for number, stamp, is_packed in progress.follow(STAGE, tasks, len(self._plan)):
            self.stamps[number], self.is_packed[number] = stamp, is_packed
        by_step: dict[str, list[str]] = {step: [] for step in STEPS}
        for path in sorted(compress(self._plan.paths(), self.is_packed)):
            by_step[self._step(path)].append(path)
        changed = [path for step in STEPS for path in by_step[step]]
        receipt = secrets.token_bytes(8)
        for step in STEPS:
            (self._staging / step).mkdir(exist_ok=True)
        (self._staging / CHANGED).write_bytes(lines(changed))
        (self._staging / DELETED).write_bytes(lines(self._plan.deleted))
        (self._staging / _RECEIPT).write_text(receipt.hex())
        new = [path for path in changed if self._is_new(path)]
        known = set(changed).difference(new)
        return Unconfirmed(receipt, tuple(new), tuple(sorted(known)), self._plan.deleted, self._arrived)

    def _make(self, number: int) -> tuple[int, int, bool]:
        path, recipe, _ = self._plan.task(number)
        content = recipe.render()
        stamp = target.stamp(content)
        is_known = path not in self._altered and self._old_stamps.get(path) == stamp
        if is_known or (self._listing and self._listing.get(path) == listing.of(content)):
            return number, stamp, False
        place = Path(self._site.target(f"{self._step(path)}/{path}"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return number, stamp, True

    def _step(self, path: str) -> str:
        if ending(path) in self._rules.last:
            return NEW_PAGES
        if ending(path) not in self._rules.placeholders:
            return FILES
        return NEW_PAGES if self._is_new(path) else CHANGED_PAGES

    def _is_new(self, path: str) -> bool:
        """Whether the target may have no file at this path yet."""
        is_missing = self._listing is not None and path not in self._listing
        return is_missing or path in self._new or path not in self._old_stamps


def changed(folder: Path) -> list[str]:
    """The paths of the files in a shipment, in the order in which they may arrive."""
    return _paths(folder / CHANGED)


def deleted(folder: Path) -> list[str]:
    """The paths that have to be deleted after a shipment has arrived."""
    return _paths(folder / DELETED)


def receipt(folder: Path) -> bytes:
    """The receipt of the shipment in a folder; empty if it holds none, or only a part of one."""
    try:
        return bytes.fromhex((folder / _RECEIPT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return b""


def _paths(file: Path) -> list[str]:
    return file.read_bytes().decode("utf-8", "surrogateescape").split("\n")[:-1]


def lines(paths: Iterable[str]) -> bytes:
    """A list of paths as `changed` and `deleted` read it."""
    return "".join([f"{path}\n" for path in paths]).encode("utf-8", "surrogateescape")


def _is_own(name: str) -> bool:
    return name in (*STEPS, CHANGED, DELETED, _RECEIPT) or name.startswith(_STAGING)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
