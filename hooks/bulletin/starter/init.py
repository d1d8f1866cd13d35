"""`init`: makes a bulletin of one's own out of the sample."""

import shutil
from pathlib import Path

from ..settings import settings
from ..settings.settings import Settings
from ..stylebook import words
from . import exchange, facts, gaps, interview, logo, own_files
from .exchange import NEWSPAPER
from .facts import QUESTIONS, Answers, Facts
from .git import Git, GitError, listed
from .logo import FILES, SHARED

_ENGINE = Path("hooks", "base.yml")
_SAMPLE_DOMAIN = ".example"
"""No real bulletin is there (RFC 2606)."""


class InitError(Exception):
    """Nothing was changed; the text says why, in Vietnamese."""


def run(current: Settings, given: Answers, is_sure: bool, year: int) -> None:
    """`given` are the answers that the options hold; of those that are None it asks. `year` is the present one.

    Raises InitError, UnansweredError and StoppedError.
    """
    project = current.project
    if not (project / _ENGINE).is_file():
        raise InitError(words.sentence("init.not_here", file=_ENGINE.as_posix()))
    if exchange.take_back(project):
        print(words.sentence("init.mended"))
        current = settings.load(project / own_files.SETTINGS)
    if (project / NEWSPAPER).exists():
        raise InitError(words.sentence("init.already", newspaper=NEWSPAPER.as_posix()))
    interview.use_line_editing()
    reasons = _reasons_to_hesitate(current)
    if reasons and not is_sure:
        interview.make_sure(reasons)
    found = _facts(current, given)
    try:
        exchange.make(project, lambda folder: own_files.write(folder, found, year))
    except OSError as error:
        raise InitError(words.sentence("init.not_done", reason=words.reason(error))) from error
    _forget_sample(current)
    _tell(project, found)


def _forget_sample(current: Settings) -> None:
    """Deletes the sample's site and what the cache knows of it: nobody has to go on answering at its addresses."""
    shutil.rmtree(current.project / "site", ignore_errors=True)
    for file in current.cache.glob("bulletin.sqlite*"):
        file.unlink(missing_ok=True)


def _reasons_to_hesitate(current: Settings) -> list[str]:
    reasons = []
    try:
        if changes := Git(current.project).changes():
            reasons.append(words.sentence("init.sure.dirty", files=listed(changes)))
    except GitError:
        reasons.append(words.sentence("init.sure.no_git"))
    if not _is_sample(current):
        reasons.append(words.sentence("init.sure.not_sample", name=current.site_name, newspaper=NEWSPAPER.as_posix()))
    return reasons


def _is_sample(current: Settings) -> bool:
    return current.bulletin.email.endswith(_SAMPLE_DOMAIN)


def _facts(current: Settings, given: Answers) -> Facts:
    """Asks until the answers will do; those of options are asked again only where somebody is there to answer."""
    answers = dict(given)
    open_questions = [question for question in QUESTIONS if given[question] is None]
    usual = list(current.categories.values())
    if open_questions:
        print(words.sentence("init.begin", gap=gaps.marked("…")))
    interview.ask(open_questions, answers, usual)
    while True:
        found, faults = facts.of(answers, own_files.pages())
        if found:
            return found
        labels = {question: words.sentence(f"init.questions.{question}.label") for question in faults}
        lines = [f"  {labels[question]}: {fault}" for question, some in faults.items() for fault in some]
        if not open_questions:
            raise InitError("\n".join([words.sentence("init.wrong"), *lines, words.sentence("init.refused")]))
        print("\n".join([words.sentence("init.wrong"), *lines, words.sentence("init.again")]))
        interview.ask(faults, answers, usual)


def _tell(project: Path, found: Facts) -> None:
    """What was done, what has to be done by hand, and what comes next."""
    pages = ", ".join(Path(page).name for page in own_files.pages().values())
    print(words.sentence("init.done", name=found.name, pages=pages, newspaper=NEWSPAPER.as_posix()))
    made = (found.logo or logo.NONE).files
    if made:
        print(words.sentence("init.made", files=", ".join(f"overrides/{file}" for file in FILES if file in made)))
    if SHARED not in made:
        print(words.sentence("init.drawn"))
    if found.logo and found.logo.is_small:
        print(words.sentence("init.small"))
    if by_hand := (found.logo or logo.NONE).by_hand:
        print(words.sentence("init.by_hand", files=", ".join(by_hand)))
    current = settings.load(project / own_files.SETTINGS)
    count = len(gaps.problems(current, project / own_files.SETTINGS))
    print(words.sentence("init.next", gaps=count, category=next(iter(current.categories))))
