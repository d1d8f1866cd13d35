"""The newsroom: what its posts and pages wait for, and whether the site on this machine has what is due."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ..articles.article import Article
from ..edition.edition import Edition
from ..problems import ERROR, Problem
from ..settings.settings import Settings
from ..stylebook import addresses, dates
from .finding import Finding, fault, ok, warning

ON_ITS_WAY = 15 * 60
"""Seconds that a scheduler may take to build and publish what is due: it runs every five minutes."""
_NEWEST = 200
_DAYS_OF_VIEWS = 2


def check(edition: Edition, problems: Sequence[Problem], gaps: Sequence[Problem]) -> Iterator[Finding]:
    errors = [problem for problem in problems if problem.severity == ERROR]
    reviews = [problem for problem in problems if problem.code == "review-due"]
    yield fault("posts", "errors", **_first(errors)) if errors else ok("posts", count=edition.post_count)
    yield warning("gaps", "found", **_first(gaps)) if gaps else ok("gaps")
    yield warning("reviews", "due", **_first(reviews)) if reviews else ok("reviews")
    if not errors:
        yield from _published(edition)


def check_views(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether views have been counted lately."""
    if settings.bulletin.view_counts is None:
        return
    name = settings.bulletin.view_counts.file
    try:
        counted = dates.moment(int((settings.project / name).stat().st_mtime))
    except OSError:
        yield warning("views", "never", file=name)
        return
    is_late = (now - counted).days >= _DAYS_OF_VIEWS
    yield (warning("views", "late", when=dates.minute(counted)) if is_late else ok("views", when=dates.minute(counted)))


def newest(edition: Edition) -> Article | None:
    return next(iter(edition.catalogue.newest(1)), None)


def is_on_its_way(moment: int, edition: Edition) -> bool:
    """Whether the scheduler may still be at work on what was due at a moment, in seconds since 1970."""
    return dates.seconds(edition.now) - moment < ON_ITS_WAY


def over_alerts(edition: Edition) -> list[Article]:
    """Articles with an emergency notice that is over for so long that no page may show it any more."""
    end = dates.seconds(edition.now) - ON_ITS_WAY
    return [one for one in edition.catalogue.newest(_NEWEST) if one.alert_until is not None and one.alert_until < end]


def _first(problems: Sequence[Problem]) -> dict[str, object]:
    return {"count": len(problems), "file": problems[0].file, "line": problems[0].line}


def _published(edition: Edition) -> Iterator[Finding]:
    """Whether the folder from which this machine serves readers, or would, has the newest article and no old notice."""
    settings, publish = edition.settings, edition.settings.bulletin.publish
    folder = settings.project / "site"
    if publish and publish.folder and not publish.host:
        folder = Path(publish.folder, "current")
        yield _release(folder, publish.keep)
    if not (folder / "index.html").is_file():
        yield warning("timetable", "no_site", folder=folder)
        return
    article = newest(edition)
    is_missing = article is not None and not (folder / addresses.output(article.address)).is_file()
    if article and is_missing and not is_on_its_way(article.published, edition):
        yield fault("timetable", "missing", title=article.facts.title, when=dates.minute(article.date), folder=folder)
    else:
        yield ok("timetable", folder=folder)
    try:
        script = (folder / addresses.ALERT_SCRIPT).read_text(encoding="utf-8", errors="replace")
    except OSError:
        script = ""
    over = [one.facts.title for one in over_alerts(edition) if one.address.strip("/") in script]
    yield fault("notices", "over", title=over[0]) if over else ok("notices", count=len(edition.alerts.articles))


def _release(current: Path, keep: int) -> Finding:
    """Whether the way to the current release leads to one."""
    releases = current.parent / "releases"
    if not current.parent.is_dir():
        return fault("releases", "no_folder", folder=current.parent)
    if not current.is_symlink():
        return fault("releases", "no_current", link=current)
    target = current.resolve()
    if target.parent != releases.resolve() or not (target / "index.html").is_file():
        return fault("releases", "dangling", link=current, target=target)
    count = len(list(releases.glob("*.json")))
    if count > keep + 2:  # the one that is online, and the spare one
        return warning("releases", "many", count=count, keep=keep, folder=releases)
    return ok("releases", release=target.name, count=count)
