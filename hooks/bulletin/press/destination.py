"""The destination of a build: the folder of a site on this machine, a proof of what would change in it, or a shipment
for a target elsewhere.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..machine.cache import Cache
from ..machine.progress import Progress
from . import press
from .ledger import Ledger
from .plan import Plan
from .press import RunResult
from .site_folder import Rules
from .survey import Survey


class Destination(Protocol):
    """Where the files of a build go. Every method raises CacheError when the ledger is broken."""

    def ledger(self) -> Ledger:
        """The ledger as the cache has it now."""
        ...

    def survey(self) -> Survey:
        """What is not as the ledger says."""
        ...

    def run(self, plan: Plan, ledger: Ledger, survey: Survey, rules: Rules, progress: Progress) -> RunResult:
        """Makes the files of a plan and puts them where they belong."""
        ...


@dataclass(frozen=True)
class SiteOnDisk:
    """The folder of a site on this machine."""

    folder: Path
    cache: Cache

    def ledger(self) -> Ledger:
        return Ledger(self.cache, self.folder)

    def survey(self) -> Survey:
        return self.ledger().survey()

    def run(self, plan: Plan, ledger: Ledger, survey: Survey, rules: Rules, progress: Progress) -> RunResult:
        return press.run(plan, self.folder, ledger, survey, rules, progress)
