"""The command that counts readers."""

import argparse
from contextlib import closing
from datetime import datetime

from .. import problems
from ..build import Build
from ..machine import version
from ..machine.cache import Cache
from ..machine.progress import Progress
from ..readership import count, totals
from ..readership.count import Tally
from ..readership.goaccess import GoAccessError
from ..readership.totals import BusyError, TotalsError
from ..run import hold_lock
from ..settings.publication import LOG_FORMATS
from ..settings.settings import Settings
from ..stylebook import dates, numbers, words
from . import outcome


def count_views(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    counts = current.bulletin.view_counts
    try:
        file = totals.file_of(current)
        if counts is None or file is None:
            return outcome.say(words.sentence("readership.not_set"))
        addresses = _addresses(current, now)
        if addresses is None:
            return outcome.say(words.sentence("readership.posts_faulty"))
        with totals.held(file, current.bulletin.wait_for_other_build, _tell_of_waiting):
            tally = count.count(parsed.logs, current, addresses, dates.local(now).date(), file)
    except BusyError as error:
        return outcome.say(words.sentence("readership.busy", seconds=error.seconds))
    except (TotalsError, GoAccessError) as error:
        return outcome.say(str(error))
    except KeyboardInterrupt:
        return outcome.stopped()
    _tell(tally)
    for trouble in tally.troubles:
        outcome.say(trouble)
    for log in tally.foreign:
        facts = {"format": counts.log_format, "known": ", ".join(LOG_FORMATS)}
        outcome.say(words.sentence("readership.other_format", log=log, **facts))
    return 1 if tally.troubles or tally.foreign else 0


def _addresses(current: Settings, now: datetime) -> frozenset[str] | None:
    """The addresses of all articles; None while posts have errors."""
    progress = Progress(quiet=True, **words.progress())
    with hold_lock(current, progress), closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, now, cache, current.project / "site", progress)
        if problems.has_errors(build.read()):
            return None
    return frozenset(article.address for article in build.edition.catalogue.articles)


def _tell_of_waiting() -> None:
    print(words.sentence("readership.waiting"), flush=True)


def _tell(tally: Tally) -> None:
    in_thousands = numbers.in_thousands
    print(words.sentence("readership.logs", logs=in_thousands(tally.logs), lines=in_thousands(tally.lines)))
    if tally.first and tally.last:
        facts = {"readings": in_thousands(tally.readings), "articles": in_thousands(tally.articles)}
        first, last = (f"{day:%d/%m/%Y}" for day in (tally.first, tally.last))
        print(words.sentence("readership.readings", first=first, last=last, **facts))
    else:
        print(words.sentence("readership.nothing"))
    reasons = [
        text.format(count=in_thousands(tally.skipped[reason]))
        for reason, text in words.terminal()["readership"]["reasons"].items()
        if tally.skipped[reason]
    ]
    if reasons:
        print(words.sentence("readership.skipped", reasons=", ".join(reasons)))
