"""A run: one build from its settings to its site, with everything that it holds open."""

import gc
import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .build import Build, Report
from .edition.kept_code import KeptCode
from .edition.shells import Shell
from .edition.theme import Theme
from .fixed_pages.page_text import PageText
from .machine import build_lock, clock, provenance, version
from .machine.cache import Cache
from .machine.progress import Progress
from .machine.source_file import SourceFile
from .posts import post_folder
from .press import listing
from .press.destination import SiteOnDisk
from .press.proof import Proof
from .press.shipment import Shipment
from .press.target import Target
from .problems import Problem
from .settings import settings, settings_file
from .settings.settings import Settings
from .stylebook import numbers, words
from .web_server import weight


class Run:
    """One build. Each build needs a new Run.

    The program that renders the theme puts its results into `shells`, `fixed`, `programs` and the folder
    `staging`. It may compile its templates with `kept_code`.
    """

    settings: Settings
    staging: Path
    text: PageText
    files: tuple[Path, ...]
    """The files that the settings of a preview come from."""
    _build: Build
    _cache: Cache
    _theme: Theme
    _shipment: Shipment | None
    _proof: Proof | None
    _is_target_known: bool

    def __init__(self, file: Path, site: Path, is_quiet: bool, is_preview: bool):
        # The objects of a build stay to its end. To search them for garbage again and again takes a fifth of the time.
        gc.disable()
        self.file, self.site = file, site
        self.target_folder = site
        """The folder that is being written to."""
        self.shells: dict[str, Shell] = {}
        self.fixed: dict[str, Shell] = {}
        self.programs: dict[str, str] = {}
        self.is_refused = False
        self.page_problems: list[Problem] = []
        """The problems of the texts of the fixed pages."""
        self.kept_code: KeptCode | None = None
        """None under `check`, which writes no cache."""
        self._is_preview = is_preview
        self._progress = Progress(quiet=is_quiet, **words.progress())
        self._start = time.monotonic()
        self._resources = ExitStack()

    def prepare(self, keys: Mapping[str, Any]) -> list[Problem]:
        """Does everything up to the plan, and returns all problems of posts and fixed pages, but for the notices on
        posts that have not changed: an archive has thousands of them, and `check` still tells them.

        `keys` are the keys of mkdocs.yml. Under `check` (BULLETIN_CHECK) it stops after the settings.
        """
        self.target_folder = Path(tempfile.gettempdir())
        self.staging = Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-")))
        now = clock.now(os.environ)
        list_folder = post_folder.begin(self.file.parent / "posts")  # while the settings are read
        self.settings = settings.of(keys, self.file)
        if self._is_preview:
            self.files = settings_file.read(self.file).files
            settings.load(self.file)  # checks the site's address, since `keys` have the preview's in its place
            self.settings = self.settings.for_preview()
        self.text = PageText(self.settings)
        if os.environ.get("BULLETIN_CHECK"):
            return []
        provenance.check(self.settings.project)
        has_waited = self._resources.enter_context(hold_lock(self.settings, self._progress))
        self._cache = Cache(self.settings.cache, version.current())
        self._resources.callback(self._cache.close)
        self.kept_code = KeptCode(self._cache.folder / "templates")
        self._shipment = self._begin_shipment()
        self._proof = self._begin_proof()
        self._progress.say(words.sentence("checking"))
        self._build = Build(
            self.settings,
            now,
            self._cache,
            self.site,
            self._progress,
            self._shipment or self._proof,
            keeps_addresses=not self._is_preview,
        )
        self._build.begin_survey()
        self._progress.lap("settings")
        problems = self._build.read(post_folder.begin(self.settings.posts) if has_waited else list_folder)
        known = self._build.known_notices
        if known:
            self._progress.say(words.sentence("known_notices", count=len(known)))
        return [item for item in problems if item not in known]

    def _begin_shipment(self) -> Shipment | None:
        """The shipment that `python hooks/bulletin build` asks for (BULLETIN_CHANGES_TO, BULLETIN_LISTING)."""
        folder, listing_file = os.environ.get("BULLETIN_CHANGES_TO"), os.environ.get("BULLETIN_LISTING")
        if not folder or self._is_preview:
            return None
        listed = listing.read(listing.content(listing_file)) if listing_file else None
        begun = Shipment(Path(folder), Target(self._cache), listed)
        begun.check()
        self._is_target_known = bool(begun.ledger().sections)
        if count := begun.target.unconfirmed().count:
            self._progress.say(words.sentence("delivery.open", count=count))
        return begun

    def _begin_proof(self) -> Proof | None:
        """The proof that `python hooks/bulletin build` asks for (BULLETIN_PROOF_TO)."""
        folder = os.environ.get("BULLETIN_PROOF_TO")
        if not folder or self._is_preview:
            return None
        begun = Proof(Path(folder), SiteOnDisk(self.site, self._cache))
        begun.check()
        return begun

    def typeset(self, converted: str, file: str, content: str, body: str) -> str:
        """The safe HTML of a fixed page. `body` is the part of the file's content that was converted last."""
        if os.environ.get("BULLETIN_CHECK"):
            return converted  # `check` has looked at it already
        first_line = content.count("\n", 0, max(content.find(body), 0)) + 1
        book = self._build.edition.catalogue.address_book
        markup, problems = self.text.typeset(converted, file, first_line, book)
        self.page_problems += problems
        return markup

    def publish(self, search_waits: bool = False) -> list[Problem]:
        """Publishes the site in its folder, and returns the problems. If the search waits, `publish_search` publishes
        what has changed in its index.

        For `python hooks/bulletin plan` (BULLETIN_PLAN) it only prints the plan. Under `check` (BULLETIN_CHECK) it does
        nothing. A file that BULLETIN_TIMES names gets the seconds of each stage as JSON.
        """
        if os.environ.get("BULLETIN_CHECK"):
            return []
        paths = [path for path in sorted(self.staging.rglob("*")) if path.is_file()]
        files = {path.relative_to(self.staging).as_posix(): SourceFile.at(str(path)) for path in paths}
        theme = Theme(self.shells, self.fixed, files, self.programs)
        elsewhere = self._shipment or self._proof
        self.target_folder = elsewhere.folder if elsewhere else self.site
        if os.environ.get("BULLETIN_PLAN"):
            print(self._build.explain(theme), *weight.told(self.site), sep="\n")
            return []
        if self.kept_code:
            theme.keep_code(self.kept_code)
        self._progress.say(words.sentence("publishing"))
        self._progress.lap("shells")
        report, problems = self._build.publish(theme, search_waits)
        if self._cache.lost:
            self._progress.say(words.sentence(f"store_lost.{self._cache.lost}"))
        if report:
            self._say_result(report)
        if times := os.environ.get("BULLETIN_TIMES"):
            Path(times).write_text(json.dumps(self._progress.laps), encoding="utf-8")
        self._theme = theme
        return problems

    def publish_search(self) -> list[Problem]:
        """Publishes what `publish` left waiting."""
        _, problems = self._build.publish(self._theme)
        return problems

    def _say_result(self, report: Report) -> None:
        facts = {"seconds": numbers.decimal(time.monotonic() - self._start), **vars(report)}
        if self._proof:
            self._progress.say(words.sentence("proof_pulled", folder=self._proof.folder, **facts))
            return
        if self._shipment is None:
            self._progress.say(words.sentence("published", **facts))
            return
        if os.environ.get("BULLETIN_IS_PUBLISHING"):  # `publish` says what comes of it
            return
        is_known = self._is_target_known and not self._cache.times_lost
        if not is_known and self._shipment.listing is None:
            self._progress.say(words.sentence("delivery.unknown_target"))
        self._progress.say(words.sentence("delivery.packed", folder=self._shipment.folder, **facts))

    def end(self) -> None:
        """Releases everything that the run holds open. May be called several times."""
        self._resources.close()
        if not self._is_preview:
            gc.freeze()  # the program ends soon, and need not search its memory for garbage before
        gc.enable()


def hold_lock(current: Settings, progress: Progress) -> build_lock.Held:
    """Holds the build lock, and tells the editor when another build has it."""
    patience = current.bulletin.wait_for_other_build
    text = words.sentence("waiting", seconds=round(patience))
    return build_lock.hold(current.cache, patience, lambda: progress.say(text))
