"""The commands that look whether all is well: with the machine, with the site as readers get it, with other sites."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from ..build import Build
from ..links import survey
from ..machine import provenance, version
from ..machine.cache import Cache
from ..machine.progress import Progress
from ..problems import Problem
from ..run import hold_lock
from ..settings.settings import Settings
from ..stylebook import words


def ask_links(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    with _posts_read(current, now) as (build, _):
        report = survey.take(build.edition, now, parsed.now)
    print(report.as_json() if parsed.json else report.as_text())
    return 1 if report.has_dead else 0


@contextmanager
def _posts_read(current: Settings, now: datetime) -> Iterator[tuple[Build, list[Problem]]]:
    """All posts, with their texts at hand, and their problems."""
    provenance.check(current.project)
    progress = Progress(quiet=True, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        yield build, build.read()
