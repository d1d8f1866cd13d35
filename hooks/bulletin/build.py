"""A build from beginning to end, stage by stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import archive, catalogue, dates, intake, plan, press, site_survey, words, workers
from .edition import Edition, Theme
from .plan import Plan
from .problems import Problem, as_text, has_errors
from .progress import Progress
from .settings import Settings
from .site import Staging
from .site_survey import Survey
from .store import Store, StoreError


@dataclass(frozen=True)
class Report:
    """What a build did: posts opened, files made, written, deleted and left as they were."""

    articles: int
    read: int
    rendered: int
    written: int
    deleted: int
    untouched: int


def prepare(settings: Settings, now: datetime, store: Store, progress: Progress) -> tuple[Edition, list[Problem]]:
    """Everything up to the plan: reads and checks all posts, and finds all problems of all of them."""
    listed = workers.begin(lambda: archive.load(settings.posts))
    try:
        taken = intake.take(settings, listed, store, progress)
    except StoreError:
        store.start_over("broken")
        taken = intake.take(settings, lambda: archive.load(settings.posts), store, progress)
    issued, found = catalogue.build(taken.articles, settings.categories, _fixed_outputs(settings), dates.seconds(now))
    return Edition(settings, taken.files, issued, store, now, taken.read), [*taken.files.problems, *taken.problems, *found]


def publish(edition: Edition, theme: Theme, folder: Path, store: Store, surveyed: Callable[[], Survey], progress: Progress) -> tuple[Report | None, list[Problem]]:
    """Plans the site, makes what is missing in `folder` and puts it there. Nothing is written when the plan has problems.

    `surveyed` gives the survey of that folder. Raises OSError, StoreError and ShellError before the site is touched.
    """
    try:
        return _publish(edition, theme, folder, store, surveyed, progress)
    except StoreError:
        store.start_over("broken")
        again, _ = prepare(edition.settings, edition.now, store, progress)
        return _publish(again, theme, folder, store, lambda: survey(store, folder), progress)


def _publish(edition: Edition, theme: Theme, folder: Path, store: Store, surveyed: Callable[[], Survey], progress: Progress) -> tuple[Report | None, list[Problem]]:
    found = surveyed()
    drawn, problems = draw_up(edition, theme, folder, store, found)
    if has_errors(problems):
        return None, problems
    with Staging(folder) as staging:
        proofs = list(progress.follow("render", press.run(drawn, staging), len(drawn.todo)))
        written = staging.publish(proofs, drawn.gone)
    if proofs or drawn.gone or found.altered:
        folders = site_survey.folder_stamps(folder, [*(proof.path for proof in proofs), *drawn.gone, *found.altered])
        outdated = {*drawn.gone, *folders}
        left = {path: output for path, output in store.outputs(folder).items() if path not in outdated}
        left |= {proof.path: (drawn.keys[proof.path], proof.stamp) for proof in proofs}
        left |= {path: (b"", stamp) for path, stamp in folders.items() if stamp is not None}
        store.put_outputs(folder, left)
    articles = len(edition.catalogue.articles)
    untouched = len(drawn.keys) - written.written
    return Report(articles, edition.read, len(drawn.todo), written.written, written.deleted, untouched), problems


def begin_survey(store: Store, folder: Path) -> Callable[[], Survey]:
    """Begins to look for what is not as an earlier build left it in the site folder. The answer is of use to a plan by the same store only."""
    known = store.times_lost
    begun = workers.begin(lambda: survey(store, folder))

    def finish() -> Survey:
        found = begun()
        return found if store.times_lost == known else survey(store, folder)  # a store that was lost meanwhile knows of no file

    return finish


def survey(store: Store, folder: Path) -> Survey:
    """What is not as an earlier build left it in the site folder."""
    return site_survey.take(folder, {path: stamp for path, (_, stamp) in store.outputs(folder).items()})


def draw_up(edition: Edition, theme: Theme, folder: Path, store: Store, found: Survey) -> tuple[Plan, list[Problem]]:
    """The plan for a site folder."""
    present = {path: key for path, (key, _) in store.outputs(folder).items() if key and path not in found.altered}
    return plan.build(edition, theme, present, {*found.foreign, *(path for path in found.altered if not path.endswith("/"))})


def in_words(edition: Edition, theme: Theme, folder: Path, store: Store, found: Survey) -> str:
    """The plan as text: what would be made and why, what would be deleted."""
    text = words.terminal()["plan"]
    drawn, problems = draw_up(edition, theme, folder, store, found)
    known = store.outputs(folder)
    lines = [as_text(problems)] if problems else []
    for path, recipe in drawn.todo:
        causes = ["altered"] if path in found.altered else plan.reasons(recipe, known[path][0] if path in known else None)
        lines.append(f"{path}: {', '.join(text['reasons'].get(cause, cause) for cause in causes)}")
    lines += [f"{path}: {text['gone']}" for path in drawn.gone]
    return "\n".join([*lines, text["count"].format(todo=len(drawn.todo), gone=len(drawn.gone), untouched=drawn.untouched)])


def _fixed_outputs(settings: Settings) -> frozenset[str]:
    """Output paths that no alias may take: the pages of `docs/`."""
    docs = settings.project / "docs"
    return frozenset(f"{path.relative_to(docs).with_suffix('').as_posix()}/index.html" for path in docs.rglob("*.md"))
