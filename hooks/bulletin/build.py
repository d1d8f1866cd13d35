"""A build from beginning to end, stage by stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from . import archive, catalogue, darkroom, dates, fixed_pages, intake, plan, press, recordings, sections, site_survey, words, workers
from .archive import Archive
from .edition import Edition
from .ledger import Ledger
from .pages.media import PICTURE_ENDINGS, PictureFile
from .plan import Plan
from .problems import Problem, as_text, has_errors
from .progress import Progress
from .search_index import SearchIndex
from .settings import Settings
from .site import OutsideSite, Staging
from .site_survey import Survey
from .source_file import RecordingLost
from .store import Store, StoreError
from .theme import Theme


@dataclass(frozen=True)
class Report:
    """What a build did: posts opened, files made, written, deleted and left as they were."""

    articles: int
    read: int
    rendered: int
    written: int
    deleted: int
    untouched: int


def prepare(settings: Settings, now: datetime, store: Store, progress: Progress, listed: Callable[[], Archive] | None = None) -> tuple[Edition, list[Problem]]:
    """Everything up to the plan: reads and checks all posts, and finds all problems of all of them. `listed` gives the archive, if it has been asked for already."""
    try:
        taken = intake.take(settings, listed or archive.begin(settings.posts), store, progress)
    except StoreError:
        store.start_over("broken")
        taken = intake.take(settings, lambda: archive.load(settings.posts), store, progress)
    audio, fixed = settings.bulletin.audio, fixed_pages.load(settings)
    slugs = {author.name: author.slug for author in settings.bulletin.authors if author.slug}
    issued, found = catalogue.build(taken.months, settings.categories, frozenset(fixed.outputs), dates.seconds(now), audio.format if audio else None, slugs)
    # So many names take much room, and no post's is asked for again.
    files = {name: stamp for name, stamp in taken.files.files.items() if not archive.is_post(name)}
    edition = Edition(settings, replace(taken.files, files=files, listings={}), issued, store, now, taken.posts, taken.read)
    return edition, [*taken.files.problems, *taken.problems, *found, *fixed.problems]


def publish(edition: Edition, theme: Theme, folder: Path, store: Store, surveyed: Callable[[], Survey], progress: Progress) -> tuple[Report | None, list[Problem]]:
    """Plans the site, makes what is missing in `folder` and puts it there. Nothing is written when the plan has problems.

    `surveyed` gives the survey of that folder. Raises StoreError, ShellError and PagefindError before the site is touched, and OSError; whatever was
    done by then, the site is whole, and the next build puts it right.
    """
    try:
        return _publish_mended(edition, theme, folder, store, surveyed, progress)
    except StoreError:
        store.start_over("broken")
        again, _ = prepare(edition.settings, edition.now, store, progress)
        return _publish_mended(again, theme, folder, store, lambda: survey(store, folder), progress)


def _publish_mended(edition: Edition, theme: Theme, folder: Path, store: Store, surveyed: Callable[[], Survey], progress: Progress) -> tuple[Report | None, list[Problem]]:
    try:
        return _publish(edition, theme, folder, store, surveyed, progress)
    except RecordingLost:
        recordings.mend(_audio(store))
        return _publish(edition, theme, folder, store, lambda: survey(store, folder), progress)


def _publish(edition: Edition, theme: Theme, folder: Path, store: Store, surveyed: Callable[[], Survey], progress: Progress) -> tuple[Report | None, list[Problem]]:
    found = surveyed()
    drawn, problems = draw_up(edition, theme, folder, store, found, progress)
    if has_errors(problems):
        return None, problems
    _develop(drawn, edition, progress)
    try:
        with Staging(folder) as staging:
            printed = press.run(drawn, staging, progress)
            deleted = staging.publish(printed.new, drawn.gone)
    except OutsideSite as error:
        raise StoreError(str(error)) from error
    printed.patch(folder)
    try:
        _enter(Ledger(store, folder), drawn, printed.stamps, found)
    except StoreError:
        store.give_up()
    untouched = len(drawn) + drawn.untouched - printed.written
    return Report(len(edition.catalogue.articles), edition.read, len(drawn), printed.written, deleted, untouched), problems


def _develop(drawn: Plan, edition: Edition, progress: Progress) -> None:
    """Makes the pictures that are asked for, before the press needs them."""
    numbers = [number for number, path in enumerate(drawn.paths()) if path.endswith(PICTURE_ENDINGS)]
    recipes = (drawn.order(number).recipe for number in numbers)
    orders = [(recipe.negative, recipe.rendition) for recipe in recipes if isinstance(recipe, PictureFile)]
    if darkroom.develop(orders, progress):
        used = {item.digest for article in edition.catalogue.articles for item in article.facts.media}
        darkroom.clear(str(edition.settings.pictures), used)


def begin_survey(store: Store, folder: Path) -> Callable[[], Survey]:
    """Begins to look for what is not as an earlier build left it in the site folder. The answer is of use to a plan by the same store only."""
    known = store.times_lost
    begun = workers.begin(lambda: survey(store, folder), is_urgent=False)

    def finish() -> Survey:
        found = begun()
        return found if store.times_lost == known else survey(store, folder)  # a store that was lost meanwhile knows of no file

    return finish


def survey(store: Store, folder: Path) -> Survey:
    """What is not as an earlier build left it in the site folder."""
    return site_survey.take(folder, Ledger(store, folder).stamps())


def draw_up(edition: Edition, theme: Theme, folder: Path, store: Store, found: Survey, progress: Progress) -> tuple[Plan, list[Problem]]:
    """The plan for a site folder. Which files the search index has, and which articles a recording, is known when they have been made."""
    recorded, failed = recordings.make(_audio(store), edition, progress)
    edition = replace(edition, recordings=recorded)
    index, ledger = SearchIndex(store.file.parent / "search", edition), Ledger(store, folder)  # where there is room for both
    asked = list(sections.divide(edition, theme, index))
    unsettled = {section.name for section in asked if not plan.is_settled(section, ledger, found)}
    index.make([split for split in edition.splits if split.folder in unsettled], progress)
    drawn, clashes = plan.build(asked, ledger, found)
    return drawn, [*failed, *clashes]


def _audio(store: Store) -> Path:
    return store.file.parent / "audio"


def in_words(edition: Edition, theme: Theme, folder: Path, store: Store, found: Survey, progress: Progress) -> str:
    """The plan as text: what would be made and why, what would be deleted."""
    text, ledger = words.terminal()["plan"], Ledger(store, folder)
    drawn, problems = draw_up(edition, theme, folder, store, found, progress)
    known = {path: key for draft in drawn.drafts for path, (key, _) in ledger.outputs(draft.section.name).items()}
    lines = [as_text(problems)] if problems else []
    for path, recipe, _ in sorted(drawn.orders(), key=itemgetter(0)):
        causes = ["altered"] if path in found.altered else plan.reasons(recipe, known.get(path))
        lines.append(f"{path}: {', '.join(text['reasons'].get(cause, cause) for cause in causes)}")
    lines += [f"{path}: {text['gone']}" for path in drawn.gone]
    return "\n".join([*lines, text["count"].format(todo=len(drawn), gone=len(drawn.gone), untouched=drawn.untouched)])


def _enter(ledger: Ledger, done: Plan, stamps: Sequence[int], found: Survey) -> None:
    """Enters into the ledger what is in the site folder now; `stamps` are those of the files that were made, by number."""
    ledger.enter_folders([*done.gone, *found.altered])
    end = 0
    for draft in done.drafts:
        made = draft.paths()
        begin, end = end, end + len(made)
        ledger.enter(draft.section.name, draft.section.digest, draft.keys(), dict(zip(made, stamps[begin:end], strict=True)))
        ledger.enter_folders(made)
    for name in done.dropped:
        ledger.drop(name)
    ledger.commit()
