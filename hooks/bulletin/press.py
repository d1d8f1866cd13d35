"""The press: makes the files that a plan asks for, on all cores of the machine."""

from array import array
from collections.abc import Iterator
from itertools import compress
from pathlib import Path

from . import site_patch, workers
from .plan import Plan
from .progress import Progress
from .site import Proof, Staging
from .site_patch import Patch


class Printed:
    """What came off the press. `stamps` are those of the plan's files, by number; of pages that are to be patched, once they are."""

    def __init__(self, plan: Plan):
        self.stamps = array("q", bytes(8 * len(plan)))
        self._plan = plan
        self._is_new = bytearray(len(plan))
        self._patches: dict[int, Patch] = {}

    @property
    def written(self) -> int:
        """How many files the site gets or has changed."""
        return sum(self._is_new) + len(self._patches)

    def take(self, proof: Proof) -> None:
        self.stamps[proof.number], self._is_new[proof.number] = proof.stamp, proof.is_new
        if proof.patch:
            self._patches[proof.number] = proof.patch

    def new(self) -> Iterator[tuple[int, str]]:
        """Number and path of each file in the staging folder."""
        return compress(enumerate(self._plan.paths()), self._is_new)

    def patch(self, site: Path) -> None:
        """Patches the pages that need no more."""
        patched = [(number, path) for number, path in enumerate(self._plan.paths()) if number in self._patches] if self._patches else []
        stamps = site_patch.apply(site, [(path, self._patches[number]) for number, path in patched])
        for (number, _), stamp in zip(patched, stamps, strict=True):
            self.stamps[number] = stamp


def run(plan: Plan, staging: Staging, progress: Progress) -> Printed:
    """Lays each file into the staging folder; the site itself is not touched yet."""

    def make(number: int) -> Proof:
        path, recipe, may_be_patched = plan.order(number)
        if may_be_patched and (page := staging.present(path)) and (patch := recipe.patch(page)):
            return Proof(number, 0, False, patch)
        return staging.lay(number, path, recipe.render())

    printed = Printed(plan)
    for proof in progress.follow("render", workers.share(make, len(plan)), len(plan)):
        printed.take(proof)
    return printed
