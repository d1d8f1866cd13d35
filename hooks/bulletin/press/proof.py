"""A proof: what a build would change in a site folder, pulled into a folder of its own. The site stays as it is, and
nothing is recorded.

    files/       the files that would be new or changed, laid out like the site
    changed.txt  their paths
    deleted.txt  the paths of files that would go
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from ..machine import workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from .destination import SiteOnDisk
from .ledger import Ledger
from .plan import Plan
from .press import STAGE, RunResult
from .shipment import CHANGED, DELETED, FolderTakenError, lines
from .site_folder import OutsideSite, Rules, SiteFolder
from .survey import Survey

FILES = "files"
_STAGING = ".new-"


@dataclass(frozen=True)
class Proof:
    """A proof in a folder, of changes to a site."""

    folder: Path
    site: SiteOnDisk

    def check(self) -> None:
        """Raises FolderTakenError unless the folder is empty or holds an earlier proof."""
        if self.folder.exists() and not all(map(_is_own, os.listdir(self.folder))):
            raise FolderTakenError(self.folder)

    def ledger(self) -> Ledger:
        return self.site.ledger()

    def survey(self) -> Survey:
        return self.site.survey()

    def run(self, plan: Plan, ledger: Ledger, survey: Survey, rules: Rules, progress: Progress) -> RunResult:
        """Makes the files of a plan and keeps those that the site has otherwise, or not at all.

        Raises CacheError, OSError, and whatever a recipe raises. The folder then holds what it held before.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.check()
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self.folder))
        mask = os.umask(0o022)
        try:
            paths = self._pull(plan, staging, progress)
            (staging / CHANGED).write_bytes(lines(paths))
            (staging / DELETED).write_bytes(lines(plan.deleted))
            self._take_in(staging)
        except OutsideSite as error:
            raise CacheError(str(error)) from error
        finally:
            os.umask(mask)
            shutil.rmtree(staging, ignore_errors=True)
        return RunResult(len(plan), len(paths), len(plan.deleted), len(plan) + plan.untouched - len(paths))

    def _pull(self, plan: Plan, staging: Path, progress: Progress) -> list[str]:
        """Makes the files, and returns the paths of those that were kept."""
        present, pulled = SiteFolder(self.site.folder), SiteFolder(staging / FILES)
        Path(pulled.folder).mkdir()

        def make(number: int) -> tuple[int, bool]:
            path, recipe, _ = plan.task(number)
            content = recipe.render()
            if _content(present.target(path)) == content:
                return number, False
            place = Path(pulled.target(path))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            return number, True

        is_kept = bytearray(len(plan))
        for number, is_new in progress.follow(STAGE, workers.share(make, len(plan)), len(plan)):
            is_kept[number] = is_new
        return sorted(compress(plan.paths(), is_kept))

    def _take_in(self, staging: Path) -> None:
        """Replaces an earlier proof. A proof is whole when it has its list of changes."""
        (self.folder / CHANGED).unlink(missing_ok=True)
        shutil.rmtree(self.folder / FILES, ignore_errors=True)
        for name in (FILES, DELETED, CHANGED):
            os.replace(staging / name, self.folder / name)


def _content(file: str) -> bytes | None:
    try:
        return Path(file).read_bytes()
    except OSError:  # there is none yet
        return None


def _is_own(name: str) -> bool:
    return name in (FILES, CHANGED, DELETED) or name.startswith(_STAGING)
