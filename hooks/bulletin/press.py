"""The press: makes the files that a plan asks for, on all cores of the machine."""

from collections.abc import Iterator

from . import workers
from .plan import Plan
from .site import Proof, Staging


def run(plan: Plan, staging: Staging) -> Iterator[Proof]:
    """Lays each file into the staging folder; the site itself is not touched yet."""

    def make(number: int) -> Proof:
        path, recipe, is_patch = plan.order(number)
        patched = recipe.patch(staging.present(path)) if is_patch else None
        return staging.lay(number, path, patched or recipe.render())

    return workers.share(make, len(plan))
