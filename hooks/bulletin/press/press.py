"""The press itself: makes the files of a plan on all cores of the machine, and puts them into the site folder."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from ..machine import workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from . import page_patch
from .ledger import Ledger
from .page_patch import Patch
from .plan import Plan
from .site_folder import OutsideSite, Rules
from .staging import StagedFile, Staging
from .survey import Survey

STAGE = "render"
"""The key of this stage of a build, under which progress is shown."""


@dataclass(frozen=True)
class RunResult:
    """The result of a run of the press: how many files it made, wrote, deleted and left untouched."""

    made: int
    written: int
    deleted: int
    untouched: int


def run(plan: Plan, folder: Path, ledger: Ledger, survey: Survey, rules: Rules, progress: Progress) -> RunResult:
    """Makes the files of a plan, moves them into the site folder, and enters them in its ledger.

    The site stays untouched until all files are made. However the moves end, the site is whole, and the next run does
    the rest. Raises CacheError, OSError, and whatever a recipe raises.
    """
    try:
        with Staging(folder, rules) as staging:
            results = _make(plan, staging, progress)
            progress.lap(STAGE)
            deleted = staging.publish(results.new_files, plan.deleted)
    except OutsideSite as error:  # only a cache that somebody has tampered with contains such a path
        raise CacheError(str(error)) from error
    results.patch(folder)
    progress.lap("move")
    _enter(ledger, plan, results, survey)
    progress.lap("ledger")
    return RunResult(len(plan), results.write_count, deleted, len(plan) + plan.untouched - results.write_count)


class _Results:
    """The results of a plan's tasks, by number. The stamps of patched pages are filled in after patching."""

    def __init__(self, plan: Plan):
        self.stamps = array("q", bytes(8 * len(plan)))
        self._plan = plan
        self._is_new = bytearray(len(plan))
        self._patches: dict[int, Patch] = {}

    @property
    def write_count(self) -> int:
        """The number of files that are new on the site, or changed in it."""
        return sum(self._is_new) + len(self._patches)

    def add(self, file: StagedFile) -> None:
        self.stamps[file.number], self._is_new[file.number] = file.stamp, file.is_new
        if file.patch:
            self._patches[file.number] = file.patch

    def new_files(self) -> Iterator[tuple[int, str]]:
        """The number and path of each file in the staging folder."""
        return compress(enumerate(self._plan.paths()), self._is_new)

    def patch(self, site: Path) -> None:
        """Writes the patches into their pages."""
        if not self._patches:
            return
        pages = [(number, path) for number, path in enumerate(self._plan.paths()) if number in self._patches]
        stamps = page_patch.apply(site, [(path, self._patches[number]) for number, path in pages])
        for (number, _), stamp in zip(pages, stamps, strict=True):
            self.stamps[number] = stamp


def _make(plan: Plan, staging: Staging, progress: Progress) -> _Results:
    def make(number: int) -> StagedFile:
        path, recipe, may_be_patched = plan.task(number)
        if may_be_patched and (page := staging.current(path)) and (patch := recipe.patch(page)):
            return StagedFile(number, 0, False, patch)
        return staging.add(number, path, recipe.render())

    results = _Results(plan)
    for file in progress.follow(STAGE, workers.share(make, len(plan)), len(plan)):
        results.add(file)
    return results


def _enter(ledger: Ledger, plan: Plan, results: _Results, survey: Survey) -> None:
    """Records the new contents of the site folder in its ledger."""
    try:
        ledger.enter_folders([*plan.deleted, *survey.altered])
        for section_plan, stamps in plan.with_stamps(results.stamps):
            section = section_plan.section
            ledger.enter(section.name, section.digest, section_plan.keys(), stamps)
            ledger.enter_folders(stamps)
        for name in plan.dropped:
            ledger.drop(name)
        ledger.commit()
    except CacheError:  # the files are in place, and the next survey finds them
        ledger.give_up()
