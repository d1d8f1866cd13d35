"""The editor's commands. Each one reads its arguments, calls the engine, and prints Vietnamese."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from . import arguments, delivery, history, problems, refusal
from .build import Build
from .delivery import DeliveryError
from .fixed_pages import mkdocs_log, page_text
from .machine import clock, provenance, streams, version
from .machine.cache import Cache
from .machine.cluster import release, worker
from .machine.progress import Progress
from .portals import copied_file, imported_post, portal
from .posts import json_schema, new_post, post, schema
from .run import hold_lock
from .settings import settings
from .settings.settings import Settings
from .starter import facts, gaps, init, upgrade, wanted
from .starter.init import InitError
from .starter.interview import StoppedError, UnansweredError
from .starter.upgrade import Request, UpgradeError
from .stylebook import dates, words

_PROJECT = Path(__file__).resolve().parent.parent.parent

Command = Callable[[argparse.Namespace, Settings, datetime], int]


def main(given: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 when it is done, 1 when it found problems, 2 when it can't run."""
    streams.use_utf8()
    try:
        current = settings.load(_project_file())
        parsed = arguments.parser(current, _COMMANDS).parse_args(given)
        return int(parsed.run(parsed, current, clock.now(os.environ)))
    except Exception as error:
        return _fail(error, _project_file().parent / ".cache")


def _project_file() -> Path:
    """The `mkdocs.yml` in the current folder or the nearest one above it, or else the engine's own."""
    here = Path.cwd()
    files = (folder / "mkdocs.yml" for folder in (here, *here.parents))
    return next((file for file in files if file.is_file()), _PROJECT / "mkdocs.yml")


def _new(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        json_schema.keep_beside(current.posts, current.categories)
        path = new_post.create(current.posts, parsed.title.strip(), parsed.category, now)
    except OSError as error:
        return _fail(error, _folder_of(error, current))
    print(words.sentence("created", file=_shown(path, current)))
    return 0


def _check(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    provenance.check(current.project)
    progress = Progress(quiet=parsed.quiet, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        listed = build.read()
        listed += build.losses()
        if cache.lost:
            progress.say(words.sentence(f"store_lost.{cache.lost}"))
    if not problems.has_errors(listed):  # with errors, MkDocs would read files that it must not
        listed += page_text.check(current, build.edition.catalogue.address_book)
        listed += mkdocs_log.problems(current, _project_file())
    listed += [*gaps.problems(current, _project_file()), *wanted.problems(current, _project_file())]
    if parsed.quiet:
        listed = [problem for problem in listed if problem.severity == problems.ERROR]
    report = problems.FORMATS[parsed.format](listed)
    if report:
        print(report)
    if parsed.format == "text" and not parsed.quiet and not problems.has_errors(listed):
        print(words.sentence("all_good", posts=build.edition.post_count))
    return 1 if problems.has_errors(listed) else 0


def _plan(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Runs a build that stops before it makes anything: only MkDocs can print the shells that a plan needs."""
    return _run_mkdocs(["--quiet"], {"BULLETIN_PLAN": "1"})


def _build(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Runs a build that puts what has changed into a folder, and looks at no site folder."""
    listing_file = parsed.listing if parsed.listing in ("", "-") else os.path.abspath(parsed.listing)
    return _run_mkdocs(
        ["--strict"], {"BULLETIN_CHANGES_TO": os.path.abspath(parsed.folder), "BULLETIN_LISTING": listing_file}
    )


def _run_mkdocs(options: list[str], variables: dict[str, str]) -> int:
    command = [sys.executable, "-m", "mkdocs", "build", *options, "--config-file", str(_project_file())]
    return subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}, check=False).returncode


def _uploaded(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        delivery.confirm(Path(parsed.folder), current)
    except DeliveryError as error:
        return _say(str(error))
    return 0


def _compare(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        is_same = delivery.compare(parsed.listing, current)
    except DeliveryError as error:
        return _say(str(error))
    return 0 if is_same else 1


def _import(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Imports each file. A file that can't be imported doesn't stop the others."""
    code = 0
    for name in parsed.files:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            code = _say(words.sentence("cannot_read", file=name, reason=words.reason(error)))
            continue
        code = _import_one(name, content, parsed.category or next(iter(current.categories)), current, now) or code
    return code


def _import_one(name: str, content: bytes, category: str, current: Settings, now: datetime) -> int:
    try:
        article = portal.read(content, Path(name).stem, current.bulletin.portal)
        path = imported_post.create(current.posts, article, category, now)
    except copied_file.CopyError as error:
        return _say(f"{name}: {error}")
    except OSError as error:
        return _fail(error, _folder_of(error, current))
    except (new_post.PostExistsError, new_post.NoSlugError) as error:
        return _fail(error, current.posts)
    print(words.sentence("imported", source=name, file=_shown(path, current)))
    for part in article.taken:
        print(f"    {part}")
    for warning in article.warnings:
        print(f"    {words.sentence('severity.warning')}: {warning}")
    return 0


def _fields(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    print(json_schema.text(current.categories) if parsed.format == "json-schema" else schema.reference())
    return 0


def _init(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        answers = {question: getattr(parsed, question) for question in facts.QUESTIONS}
        init.run(current, answers, parsed.yes, dates.local(now).year)
    except (InitError, UnansweredError) as error:
        return _say(str(error))
    except StoppedError:
        return _stopped()
    except KeyboardInterrupt:
        print()  # it came at a question
        return _stopped()
    return 0


def _upgrade(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        is_done = upgrade.run(current.project, Request(parsed.ref, parsed.base, parsed.resolve))
    except UpgradeError as error:
        return _say(str(error))
    except KeyboardInterrupt:
        return _stopped()
    return 0 if is_done else 1


def _worker(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        print(words.sentence("worker_begins", scheduler=parsed.scheduler, own=release.current()), flush=True)
        worker.serve(parsed.scheduler, parsed.processes)
    except ModuleNotFoundError as error:
        return _say(words.sentence("worker_package", name=error.name))
    except worker.NoStartError:
        return _say(words.sentence("worker_no_start", scheduler=parsed.scheduler))
    return 0


def _read(current: Settings, now: datetime) -> Build:
    """Reads all posts for a command that only asks."""
    progress = Progress(quiet=True, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        build.read()
    return build


def _next(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    change = _read(current, now).next_change()
    if change is None:
        print(words.sentence("upcoming.none"))
        return 0
    print(dates.iso(dates.moment(change.moment)))
    print(words.sentence(f"upcoming.{change.cause}", file=post.file(change.name)))
    return 0


def _history(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    name = parsed.post.replace("\\", "/").removeprefix("./").removeprefix("posts/")
    article = _read(current, now).article(name)
    if article is None:
        return _say(words.sentence("history.unknown", file=parsed.post))
    for step in history.of(article, current):
        print(f"{dates.local(step.moment):%Y-%m-%d %H:%M}  {step.text}")
    return 0


_COMMANDS: dict[str, Command] = {
    "new": _new,
    "check": _check,
    "next": _next,
    "history": _history,
    "plan": _plan,
    "import": _import,
    "fields": _fields,
    "init": _init,
    "upgrade": _upgrade,
    "build": _build,
    "uploaded": _uploaded,
    "compare": _compare,
    "worker": _worker,
}


def _folder_of(error: OSError, current: Settings) -> str:
    """The folder that could not be written to, as an editor knows it."""
    return _shown(Path(error.filename).parent, current) if error.filename else current.posts.name


def _shown(path: Path, current: Settings) -> str:
    return path.relative_to(current.project).as_posix()


def _fail(error: Exception, written: Path | str) -> int:
    return _say(refusal.sentence(error, _project_file().parent, Path(written)))


def _stopped() -> int:
    print(words.terminal()["stopped"], file=sys.stderr)
    return 2


def _say(message: str) -> int:
    print(f"{words.sentence('arguments.error')}{message}", file=sys.stderr)
    return 2
