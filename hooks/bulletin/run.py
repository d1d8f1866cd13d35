"""The run: one build from its settings to its site, with what it holds open meanwhile."""

import gc
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import archive, build, clock, provenance, settings, settings_file, turn, version, words
from .edition import Edition
from .fixed_text import FixedText
from .problems import Problem
from .progress import Progress
from .settings import Settings
from .shells import Shell
from .site_survey import Survey
from .source_file import SourceFile
from .store import Store
from .theme import Theme


class Run:
    """Made anew for each build; whoever drives the theme puts what it prints into `shells`, `fixed` and the folder `staging`."""

    settings: Settings
    staging: Path
    files: tuple[Path, ...]
    """Those that the settings of a preview come from."""
    _edition: Edition
    _store: Store
    _survey: Callable[[], Survey]

    def __init__(self, file: Path, site: Path, is_quiet: bool, is_preview: bool):
        gc.disable()  # what a build makes stays to its end; to look through it for garbage again and again takes a fifth of the time
        self.file, self.site = file, site
        self.written = site
        """The folder that is being written into."""
        self.shells: dict[str, Shell] = {}
        self.fixed: dict[str, Shell] = {}
        self.refused = False
        self.page_problems: list[Problem] = []
        """What is to be said of the texts of the fixed pages."""
        self._is_preview = is_preview
        self._progress = Progress(quiet=is_quiet)
        self._started = time.monotonic()
        self._held = ExitStack()

    def prepare(self, written: Mapping[str, Any]) -> list[Problem]:
        """Everything up to the plan. `written` are the keys of mkdocs.yml."""
        self.written = Path(tempfile.gettempdir())
        self.staging = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-")))
        now, listed = clock.now(os.environ), archive.begin(self.file.parent / "posts")  # while the settings are read
        self.settings = settings.of(written, self.file)
        if self._is_preview:
            self.files = settings_file.read(self.file).files
            settings.load(self.file)  # `written` has the preview's address in the place of the site's
            self.settings = self.settings.for_preview()
        self.text = FixedText(self.settings)
        if os.environ.get("BULLETIN_CHECK"):
            return []
        provenance.check(self.settings.project)
        has_waited = self._held.enter_context(turn.taken(self.settings.cache, self.settings.bulletin.wait_for_other_build, self._progress))
        self._store = Store(self.settings.cache, version.current())
        self._held.callback(self._store.close)
        self._progress.say(words.terminal()["checking"])
        self._survey = build.begin_survey(self._store, self.site)
        if has_waited:
            listed = archive.begin(self.settings.posts)
        self._edition, found = build.prepare(self.settings, now, self._store, self._progress, listed)
        return found

    def typeset(self, converted: str, file: str, content: str, body: str) -> str:
        """The safe text of a fixed page; `body` is the part of the file's content that was converted last. `check` has looked at it before."""
        if os.environ.get("BULLETIN_CHECK"):
            return converted
        first_line = content.count("\n", 0, max(content.find(body), 0)) + 1
        markup, found = self.text.typeset(converted, file, first_line, self._edition.catalogue.address_book)
        self.page_problems += found
        return markup

    def publish(self) -> list[Problem]:
        """Puts the site into its folder; or says only what would be done, for `python hooks/bulletin plan`. For `check` all has been said."""
        if os.environ.get("BULLETIN_CHECK"):
            return []
        text, staged = words.terminal(), [path for path in sorted(self.staging.rglob("*")) if path.is_file()]
        theme = Theme(self.shells, self.fixed, {path.relative_to(self.staging).as_posix(): SourceFile.at(str(path)) for path in staged})
        self.written = self.site
        if os.environ.get("BULLETIN_PLAN"):
            print(build.in_words(self._edition, theme, self.site, self._store, self._survey(), self._progress))
            return []
        self._progress.say(text["publishing"])
        report, found = build.publish(self._edition, theme, self.site, self._store, self._survey, self._progress)
        if self._store.lost:
            self._progress.say(text["store_lost"][self._store.lost])
        if report:
            seconds = f"{time.monotonic() - self._started:.1f}".replace(".", ",")
            self._progress.say(text["published"].format(seconds=seconds, **vars(report)))
        return found

    def end(self) -> None:
        """Lets go of everything; may be called again."""
        self._held.close()
        if not self._is_preview:
            gc.freeze()  # nor at the end of the program, which is near
        gc.enable()
