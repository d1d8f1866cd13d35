"""A build, from the posts to the site: one walk through the rooms, top to bottom."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from .archive import catalogue, update
from .archive.store import Store
from .edition.edition import Edition
from .edition.theme import Theme
from .fixed_pages import docs_folder
from .machine import workers
from .machine.cache import Cache, CacheError
from .machine.progress import Progress
from .pages import clashes, placeholders, sections
from .pages.media_files import PICTURE_ENDINGS, PictureFile
from .pictures import darkroom
from .posts import post_folder
from .posts.post_folder import PostFolder
from .press import plan, press, survey
from .press.ledger import LEDGERS, Ledger
from .press.plan import Plan
from .press.site_folder import Rules
from .press.survey import Survey
from .problems import Problem, as_text, has_errors
from .search import index
from .search.index import SearchIndex
from .settings.settings import Settings
from .speech import recordings
from .speech.recordings import RecordingLost
from .stylebook import dates, words


@dataclass(frozen=True)
class Report:
    """What a build did: the articles it knows, the posts it opened, the files it made, wrote, deleted and left as they
    were.
    """

    articles: int
    opened: int
    made: int
    written: int
    deleted: int
    untouched: int


class Build:
    """One build of a site folder. `read` comes first; then `publish` makes the site, or `explain` says what it would
    make.

    Both raise CacheError only when the cache breaks a second time: the first time, the build starts over without it.
    """

    edition: Edition

    def __init__(self, settings: Settings, now: datetime, cache: Cache, site: Path, progress: Progress):
        self._settings = settings
        self._now = now
        self._cache = cache
        self._store = Store(cache)
        self._site = site
        self._progress = progress
        self._survey = self.survey
        cache.table(LEDGERS)  # the survey is taken in a child process, which can't make it

    def read(self, list_folder: Callable[[], PostFolder] | None = None) -> list[Problem]:
        """Reads and checks all posts and fixed pages, and finds all problems of all of them. `check` stops here.

        `list_folder` gives the files of `posts/`, if somebody has begun to list them already.
        """
        try:
            return self._read(list_folder or post_folder.begin(self._settings.posts))
        except CacheError:
            self._cache.start_over("broken")
            return self._read(lambda: post_folder.load(self._settings.posts))

    def _read(self, list_folder: Callable[[], PostFolder]) -> list[Problem]:
        settings, audio = self._settings, self._settings.bulletin.audio
        archive = update.update(settings, list_folder, self._store, self._progress)
        fixed = docs_folder.load(settings)
        published, problems = catalogue.build(
            archive.months,
            settings.categories,
            frozenset(fixed.outputs),
            dates.seconds(self._now),
            audio.format if audio else None,
            {author.name: author.slug for author in settings.bulletin.authors if author.slug},
        )
        self.edition = Edition(
            settings=settings,
            media=archive.folder.media(),
            catalogue=published,
            fragments=self._store,
            now=self._now,
            posts=archive.posts,
            opened=archive.opened,
        )
        return [*archive.folder.problems, *archive.problems, *problems, *fixed.problems]

    def publish(self, theme: Theme) -> tuple[Report | None, list[Problem]]:
        """Plans the site, makes what is missing, and puts it into the site folder. Nothing is written when the plan has
        errors.

        Raises ShellError and PagefindError before the site is touched, and OSError; whatever was done by then, the site
        is whole, and the next build puts it right.
        """
        try:
            return self._publish_with_recordings(theme)
        except CacheError:
            self._cache.start_over("broken")
            self._survey = self.survey
            self.read()
            return self._publish_with_recordings(theme)

    def _publish_with_recordings(self, theme: Theme) -> tuple[Report | None, list[Problem]]:
        try:
            return self._publish(theme)
        except RecordingLost:
            recordings.mend(self._audio_folder)
            self._survey = self.survey
            return self._publish(theme)

    def _publish(self, theme: Theme) -> tuple[Report | None, list[Problem]]:
        surveyed, ledger = self._survey(), self._ledger
        drawn_up, problems = self._plan(theme, ledger, surveyed)
        if has_errors(problems):
            return None, problems
        self._develop_pictures(drawn_up)
        rules = Rules(placeholders.by_ending(), index.FINDERS)
        printed = press.run(drawn_up, self._site, ledger, surveyed, rules, self._progress)
        articles = len(self.edition.catalogue.articles)
        return Report(articles, self.edition.opened, **vars(printed)), problems

    def explain(self, theme: Theme) -> str:
        """The plan as text: what would be made and why, and what would be deleted."""
        text, ledger, surveyed = words.terminal()["plan"], self._ledger, self._survey()
        drawn_up, problems = self._plan(theme, ledger, surveyed)
        known = {
            path: key
            for section in drawn_up.sections
            for path, (key, _) in ledger.outputs(section.section.name).items()
        }
        lines = [as_text(problems)] if problems else []
        for path, recipe, _ in sorted(drawn_up.tasks(), key=itemgetter(0)):
            causes = ["altered"] if path in surveyed.altered else plan.reasons(recipe, known.get(path))
            lines.append(f"{path}: {', '.join(text['reasons'].get(cause, cause) for cause in causes)}")
        lines += [f"{path}: {text['gone']}" for path in drawn_up.deleted]
        counts = {"todo": len(drawn_up), "gone": len(drawn_up.deleted), "untouched": drawn_up.untouched}
        return "\n".join([*lines, text["count"].format(**counts)])

    def _plan(self, theme: Theme, ledger: Ledger, surveyed: Survey) -> tuple[Plan, list[Problem]]:
        """The plan for the site folder. The files of the search index and the recordings are known only when they have
        been made.
        """
        edition, settings = self.edition, self._settings
        recorded = recordings.make(
            self._audio_folder,
            edition.catalogue.articles,
            edition.fragment,
            settings.bulletin.audio,
            settings.bulletin.spoken,
            self._progress,
        )
        edition = replace(edition, recordings=recorded.by_post)
        search_index = SearchIndex(
            self._cache.folder / "search", edition.splits, edition.fragment, edition.author_slugs
        )
        site = list(sections.divide(edition, theme, search_index))
        changed = {section.name for section in site if not plan.is_unchanged(section, ledger, surveyed)}
        search_index.make([split for split in edition.splits if split.folder in changed], self._progress)
        drawn_up, clashing = plan.draw_up(site, ledger, surveyed)
        return drawn_up, [*recorded.problems, *clashes.problems(clashing)]

    def _develop_pictures(self, drawn_up: Plan) -> None:
        """Makes the renditions that the press will ask for, on all cores."""
        numbers = [number for number, path in enumerate(drawn_up.paths()) if path.endswith(PICTURE_ENDINGS)]
        recipes = (drawn_up.task(number).recipe for number in numbers)
        orders = [(recipe.negative, recipe.rendition) for recipe in recipes if isinstance(recipe, PictureFile)]
        if darkroom.develop(orders, self._progress):
            used = {item.digest for article in self.edition.catalogue.articles for item in article.facts.media}
            darkroom.clear(str(self._settings.pictures), used)

    def begin_survey(self) -> None:
        """Begins to survey the site folder beside what comes next."""
        times_lost = self._cache.times_lost
        finish = workers.begin(self.survey, is_urgent=False)

        def finished() -> Survey:
            begun = finish()
            return (
                begun if self._cache.times_lost == times_lost else self.survey()
            )  # a cache that was lost meanwhile knows of no file

        self._survey = finished

    def survey(self) -> Survey:
        """What has changed in the site folder since the last build."""
        return survey.take(self._site, self._ledger.stamps())

    @property
    def _ledger(self) -> Ledger:
        return Ledger(self._cache, self._site)

    @property
    def _audio_folder(self) -> Path:
        return self._cache.folder / "audio"
