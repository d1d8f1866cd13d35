"""The editor's commands: write, check and import posts, and ask what happens to them."""

import argparse
from contextlib import closing
from datetime import datetime
from pathlib import Path

from .. import history, problems, whole_check
from ..archive.upcoming import Upcoming
from ..build import Build
from ..machine import version
from ..machine.cache import Cache
from ..machine.progress import Progress
from ..portals import copied_file, imported_post, portal
from ..posts import json_schema, new_post, post, schema
from ..run import hold_lock
from ..settings.settings import Settings
from ..stylebook import dates, words
from . import outcome


def new(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        json_schema.keep_beside(current.posts, current.categories)
        path = new_post.create(current.posts, parsed.title.strip(), parsed.category, now)
    except OSError as error:
        return outcome.fail(error, outcome.folder_of(error, current))
    print(words.sentence("created", file=outcome.shown(path, current)))
    return 0


def check(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    look = whole_check.before_build if parsed.posts else whole_check.run
    listed, edition = look(current, outcome.project_file(), now, parsed.quiet)
    if parsed.quiet:
        listed = [problem for problem in listed if problem.severity == problems.ERROR]
    report = problems.FORMATS[parsed.format](listed)
    if report:
        print(report)
    if parsed.format == "text" and not parsed.quiet and not problems.has_errors(listed):
        print(words.sentence("all_good", posts=edition.post_count))
    return 1 if problems.has_errors(listed) else 0


def import_files(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Imports each file. A file that can't be imported doesn't stop the others."""
    code = 0
    for name in parsed.files:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            code = outcome.say(words.sentence("cannot_read", file=name, reason=words.reason(error)))
            continue
        code = _import_one(name, content, parsed.category or next(iter(current.categories)), current, now) or code
    return code


def _import_one(name: str, content: bytes, category: str, current: Settings, now: datetime) -> int:
    try:
        article = portal.read(content, Path(name).stem, current.bulletin.portal)
        path = imported_post.create(current.posts, article, category, now)
    except copied_file.CopyError as error:
        return outcome.say(f"{name}: {error}")
    except OSError as error:
        return outcome.fail(error, outcome.folder_of(error, current))
    except (new_post.PostExistsError, new_post.NoSlugError) as error:
        return outcome.fail(error, current.posts)
    print(words.sentence("imported", source=name, file=outcome.shown(path, current)))
    for part in article.taken:
        print(f"    {part}")
    for warning in article.warnings:
        print(f"    {words.sentence('severity.warning')}: {warning}")
    return 0


def fields(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    print(json_schema.text(current.categories) if parsed.format == "json-schema" else schema.reference())
    return 0


def next_change(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    change = upcoming_change(current, now)
    if change is None:
        print(words.sentence("upcoming.none"))
        return 0
    print(dates.iso(dates.moment(change.moment)))
    print(words.sentence(f"upcoming.{change.cause}", file=post.file(change.name)))
    return 0


def upcoming_change(current: Settings, now: datetime) -> Upcoming | None:
    """The next moment at which the site changes by itself, and why."""
    return _read(current, now).next_change()


def tell_history(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    name = parsed.post.replace("\\", "/").removeprefix("./").removeprefix("posts/")
    article = _read(current, now).article(name)
    if article is None:
        return outcome.say(words.sentence("history.unknown", file=parsed.post))
    for step in history.of(article, current):
        print(f"{dates.local(step.moment):%Y-%m-%d %H:%M}  {step.text}")
    return 0


def _read(current: Settings, now: datetime) -> Build:
    """Reads all posts for a command that only asks."""
    progress = Progress(quiet=True, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        build.read()
    return build
