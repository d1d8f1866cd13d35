"""The commands that look whether all is well: with the machine, with the site as readers get it, with other sites."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from ..build import Build
from ..doctor import examination, finding
from ..links import survey
from ..machine import build_lock, provenance, version
from ..machine.build_lock import AnotherBuildError
from ..machine.cache import Cache
from ..machine.progress import Progress
from ..machine.web import Web
from ..problems import Problem
from ..readership.totals import TotalsError
from ..settings.settings import Settings
from ..settings.settings_file import SettingsError
from ..settings.site_url import SiteUrlError
from ..starter import gaps
from ..stylebook import words
from . import outcome

_LONGEST_WAIT = 60.0
"""Seconds that an examination waits for a build. Monitoring gives up soon after."""


def examine(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Examines the machine, and the site at `--live`. Returns what monitoring expects: 0 when all is well, 1 with
    warnings, 2 with faults.
    """
    findings = list(examination.of_machine(current, outcome.project_file(), now))
    gap_list = gaps.problems(current, outcome.project_file())
    try:
        with _posts_read(current, now, _LONGEST_WAIT) as (build, problems):
            findings += examination.of_newsroom(build.edition, problems, gap_list)
        if parsed.live is not None:
            web = Web(survey.agent(current), may_ask_inside=True)  # whoever runs this has named the server
            findings += examination.of_site(parsed.live, build.edition, web)
    except AnotherBuildError:
        findings.append(finding.warning("posts", "busy"))
    except TotalsError as error:  # nothing can be built either
        findings.append(finding.fault("views", "broken", reason=str(error)))
    except SiteUrlError as error:
        return outcome.say(f"--live: {error}")
    print(finding.as_json(findings) if parsed.json else finding.as_text(findings))
    return finding.exit_code(findings)


def report_unreadable_settings(error: SettingsError) -> int:
    findings = [finding.fault("settings", "unreadable", reason=str(error))]
    print(finding.as_json(findings))
    return finding.exit_code(findings)


def ask_links(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    with _posts_read(current, now, current.bulletin.wait_for_other_build) as (build, _):
        report = survey.take(build.edition, now, parsed.now)
    print(report.as_json() if parsed.json else report.as_text())
    return 1 if report.has_dead else 0


@contextmanager
def _posts_read(current: Settings, now: datetime, patience: float) -> Iterator[tuple[Build, list[Problem]]]:
    """All posts, with their texts at hand, and their problems. Raises AnotherBuildError after `patience` seconds."""
    provenance.check(current.project)
    progress = Progress(quiet=True, **words.progress())
    with (
        build_lock.hold(current.cache, patience, lambda: None),
        closing(Cache(current.cache, version.current())) as cache,
    ):
        build = Build(current, now, cache, current.project / "site", progress)
        yield build, build.read()
