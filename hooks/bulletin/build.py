"""A build: from the posts to the site, stage by stage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from . import cluster, continuity, supplies
from .archive import catalogue, upcoming, update
from .archive.store import Store
from .archive.upcoming import Upcoming
from .articles.article import Article
from .edition.edition import Edition
from .edition.theme import Theme
from .fixed_pages import docs_folder
from .machine import workers
from .machine.cache import Cache, CacheError
from .machine.cluster.errand import Place, TroubleError
from .machine.cluster.workforce import Workforce
from .machine.progress import Progress
from .pages import clashes, placeholders, sections
from .pictures.photo_sizes import PhotoSizes
from .posts import deleted_list, post, post_folder
from .posts.post_folder import PostFolder
from .press import plan
from .press.destination import Destination, SiteOnDisk
from .press.ledger import LEDGERS, Ledger
from .press.plan import Plan
from .press.site_folder import Rules
from .press.survey import Survey
from .problems import NOTICE, Problem, as_text, has_errors
from .readership.readership import Readership
from .search import index
from .search.index import SearchIndex
from .settings.settings import Settings
from .speech import recordings
from .speech.recording_shelf import RecordingLost, RecordingShelf
from .stylebook import addresses, dates, words

Result = TypeVar("Result")


@dataclass(frozen=True)
class Report:
    """The result of a build: how many articles it has, how many posts it opened, and how many files it made, wrote,
    deleted and left untouched.
    """

    articles: int
    opened: int
    made: int
    written: int
    deleted: int
    untouched: int


class Build:
    """One build. Call `read` first, then `publish` to make the site, or `explain` to plan it only.

    It publishes into the folder `site`, unless it has another `destination`.

    Each of them raises CacheError only when the cache breaks a second time. The first time, the build starts over with
    an empty cache.
    """

    edition: Edition
    known_notices: frozenset[Problem]
    """The notices on posts that were told when the posts were read."""

    def __init__(
        self,
        settings: Settings,
        now: datetime,
        cache: Cache,
        site: Path,
        progress: Progress,
        destination: Destination | None = None,
        keeps_addresses: bool = False,
    ):
        self._settings = settings
        self._now = now
        self._cache = cache
        self._store = Store(cache)
        self._photo_sizes = PhotoSizes(cache)
        self._destination = destination or SiteOnDisk(site, cache)
        self._progress = progress
        self._keeps_addresses = keeps_addresses
        self._workforce = Workforce(cluster.place(settings.bulletin), self._tell_of_cluster)
        self._take_survey = self.survey
        cache.table(LEDGERS)  # the survey is taken in a child process, which can't make the table

    def read(self, list_folder: Callable[[], PostFolder] | None = None) -> list[Problem]:
        """Reads and checks all posts and fixed pages, and returns all their problems.

        `list_folder` returns the files of `posts/`, if the caller has already begun to list them.
        """
        try:
            return self._read(list_folder or post_folder.begin(self._settings.posts))
        except CacheError:
            self._cache.start_over("broken")
            return self._read(lambda: post_folder.load(self._settings.posts))

    def _read(self, list_folder: Callable[[], PostFolder]) -> list[Problem]:
        settings, audio = self._settings, self._settings.bulletin.audio
        archive = update.update(settings, list_folder, self._store, self._progress)
        self._progress.lap("read")
        self._months = archive.months
        fixed = docs_folder.load(settings)
        deleted = deleted_list.read(settings.posts)
        published, problems = catalogue.build(
            archive.months,
            settings.categories,
            frozenset(fixed.outputs),
            dates.seconds(self._now),
            deleted.files,
            audio.format if audio else None,
            {author.name: author.slug for author in settings.bulletin.authors if author.slug},
            settings.series,
        )
        self.edition = Edition(
            settings=settings,
            media=archive.folder.media(),
            catalogue=published,
            fragments=self._store,
            photo_sizes=self._photo_sizes,
            now=self._now,
            post_count=archive.posts,
            opened_count=len(archive.opened),
            deleted=tuple(deleted.lines),
            deleted_files=tuple(deleted.files),
            readership=Readership.of(settings),
        )
        files = {post.file(name) for name in archive.opened}
        self.known_notices = frozenset(
            item for item in archive.problems if item.severity == NOTICE and item.file not in files
        )
        self._progress.lap("catalogue")
        return [*archive.folder.problems, *deleted.problems, *archive.problems, *problems, *fixed.problems]

    def next_change(self) -> Upcoming | None:
        """The next moment at which the site changes although nobody edits a post."""
        return upcoming.first(self._months, dates.seconds(self._now))

    def article(self, name: str) -> Article | None:
        """The article of a post, published or not. `name` is its path below `posts/`."""
        month = self._months.get(post_folder.month(name))
        return next((article for article in month.articles if article.name == name), None) if month else None

    def losses(self) -> list[Problem]:
        """The problems of pages that the site has and the next build would delete, of notes that posts had and have no
        longer, and of files that a removal forgets, as far as the ledger or Git know.
        """
        catalogue = self.edition.catalogue
        paths = {
            *continuity.lost_since(self._destination.ledger(), catalogue),
            *continuity.lost_in_git(self._settings, catalogue, self._now),
        }
        return [
            *continuity.problems(paths, self.edition.deleted),
            *continuity.faults_of_edits(self._settings, catalogue, self._now),
        ]

    def publish(self, theme: Theme, search_waits: bool = False) -> tuple[Report | None, list[Problem]]:
        """Plans the site, makes the missing files, and puts them into the site folder. If the search waits, its index
        stays as it is until the next call.

        The report is None when the plan has errors; then nothing is written. Raises ShellError and PagefindError before
        the site is touched, and OSError at any time. The site is whole all the same, and the next build does the rest.
        """
        return self._with_whole_cache(lambda: self._publish(theme, search_waits))

    def explain(self, theme: Theme) -> str:
        """The plan as text: which files would be made and why, and which would be deleted."""
        return self._with_whole_cache(lambda: self._explain(theme))

    def _with_whole_cache(self, work: Callable[[], Result]) -> Result:
        """Does the work, and once more with an empty cache if the cache turns out to be broken."""
        try:
            return self._with_whole_recordings(work)
        except CacheError:
            self._cache.start_over("broken")
            self.read()
            return self._with_whole_recordings(work)

    def _with_whole_recordings(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except RecordingLost:
            RecordingShelf(self._cache).discard_broken()
            return work()

    def _publish(self, theme: Theme, search_waits: bool) -> tuple[Report | None, list[Problem]]:
        site_survey, ledger = self._finish_survey(), self._destination.ledger()
        self._progress.lap("survey")
        site_plan, problems = self._plan(theme, ledger, site_survey, search_waits)
        while RecordingShelf(self._cache).forget_missing(supplies.recordings(site_plan, self.edition)):
            site_plan, problems = self._plan(theme, ledger, site_survey, search_waits)
        if has_errors(problems):
            return None, problems
        supplies.pictures(site_plan, self.edition, self._progress, self._workforce)
        self._progress.lap("pictures")
        rules = Rules(placeholders.by_ending(), index.FINDERS)
        result = self._destination.run(site_plan, ledger, site_survey, rules, self._progress)
        articles = len(self.edition.catalogue.articles)
        return Report(articles, self.edition.opened_count, **vars(result)), problems

    def _explain(self, theme: Theme) -> str:
        texts, ledger, site_survey = words.terminal()["plan"], self._destination.ledger(), self._finish_survey()
        site_plan, problems = self._plan(theme, ledger, site_survey)
        old_keys = {
            path: key
            for section in site_plan.sections
            for path, (key, _) in ledger.outputs(section.section.name).items()
        }
        lines = [as_text(problems)] if problems else []
        for path, recipe, _ in sorted(site_plan.tasks(), key=itemgetter(0)):
            reasons = ["altered"] if path in site_survey.altered else plan.reasons(recipe, old_keys.get(path))
            lines.append(f"{path}: {', '.join(texts['reasons'].get(reason, reason) for reason in reasons)}")
        lines += [f"{path}: {texts['gone']}" for path in site_plan.deleted]
        counts = {"todo": len(site_plan), "gone": len(site_plan.deleted), "untouched": site_plan.untouched}
        return "\n".join([*lines, texts["count"].format(**counts)])

    def _plan(
        self, theme: Theme, ledger: Ledger, site_survey: Survey, search_waits: bool = False
    ) -> tuple[Plan, list[Problem]]:
        """Plans the site folder, and makes the search index and the recordings, whose files the plan must know."""
        edition, settings = self.edition, self._settings
        edition_recordings = recordings.make(
            RecordingShelf(self._cache),
            edition.catalogue.articles,
            edition.fragment,
            settings.bulletin,
            self._progress,
            self._workforce,
        )
        self._progress.lap("audio")
        waiting = {
            name: entry.digest
            for name, entry in ledger.sections.items()
            if search_waits and name.startswith(addresses.SEARCH) and name not in site_survey.sections
        }
        edition = replace(edition, recordings=edition_recordings.by_post, waiting_splits=waiting)
        search_index = SearchIndex(
            self._cache.folder / "search",
            edition.splits,
            edition.fragment,
            edition.author_slugs,
            settings.bulletin.places,
        )
        site = list(sections.divide(edition, theme, search_index))
        changed_sections = {section.name for section in site if not plan.is_unchanged(section, ledger, site_survey)}
        self._progress.lap("plan")
        search_index.make([split for split in edition.splits if split.folder in changed_sections], self._progress)
        self._progress.lap("index")
        site_plan, path_clashes = plan.draw_up(site, ledger, site_survey)
        self._progress.lap("plan")
        gone = continuity.problems(site_plan.deleted, edition.deleted) if self._keeps_addresses else ()
        return site_plan, [*edition_recordings.problems, *clashes.problems(path_clashes), *gone]

    def _tell_of_cluster(self, trouble: TroubleError, place: Place, count: int) -> None:
        """Tells at once that this machine does the work of the cluster: the build may take hours from here."""
        self._progress.say(cluster.sentence(trouble, place, count))

    def begin_survey(self) -> None:
        """Begins to survey the site folder in the background."""
        times_lost = self._cache.times_lost
        finish = workers.begin(self.survey, is_urgent=False)

        def finish_or_repeat() -> Survey:
            site_survey = finish()
            # A ledger in a cache that was lost meanwhile has no files, so the survey must be taken again.
            return site_survey if self._cache.times_lost == times_lost else self.survey()

        self._take_survey = finish_or_repeat

    def _finish_survey(self) -> Survey:
        """The survey that was begun before; a new one, if it was used already."""
        take, self._take_survey = self._take_survey, self.survey
        return take()

    def survey(self) -> Survey:
        """Surveys what has changed at the destination since the last build."""
        return self._destination.survey()
