"""The whole check: all problems of posts, fixed pages and settings, without a build."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from . import problems
from .build import Build
from .edition.edition import Edition
from .fixed_pages import mkdocs_log, page_text
from .machine import provenance, version
from .machine.cache import Cache
from .machine.progress import Progress
from .problems import Problem
from .run import hold_lock
from .settings.settings import Settings
from .starter import gaps, wanted
from .stylebook import words


def run(current: Settings, file: Path, now: datetime, is_quiet: bool) -> tuple[list[Problem], Edition]:
    """All problems of the bulletin of a `mkdocs.yml`, and the edition that a build would publish now.

    Raises TrackedCacheError, AnotherBuildError, CacheError and OSError.
    """
    listed, edition = before_build(current, file, now, is_quiet)
    if not problems.has_errors(listed):  # with errors, MkDocs would read files that it must not
        listed += mkdocs_log.problems(current, file)
    return listed, edition


def before_build(current: Settings, file: Path, now: datetime, is_quiet: bool) -> tuple[list[Problem], Edition]:
    """The same without what MkDocs itself finds in fixed pages and their menu, which takes as long as all the rest. A
    strict build finds that, too.

    Raises TrackedCacheError, AnotherBuildError, CacheError and OSError.
    """
    provenance.check(current.project)
    progress = Progress(quiet=is_quiet, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        listed = build.read()
        listed += build.losses()
        if cache.lost:
            progress.say(words.sentence(f"store_lost.{cache.lost}"))
    if not problems.has_errors(listed):  # with errors, MkDocs would read files that it must not
        listed += page_text.check(current, build.edition.catalogue.address_book)
    listed += [*gaps.problems(current, file), *wanted.problems(current, file)]
    return listed, build.edition
