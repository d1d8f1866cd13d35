"""The commands about builds: what one would make, one for a target elsewhere, and the help of other machines."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from .. import build_process, delivery
from ..delivery import DeliveryError
from ..machine.cluster import release, worker
from ..settings.settings import Settings
from ..stylebook import words
from . import outcome


def explain_plan(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Runs a build that stops before it makes anything: only MkDocs can print the shells that a plan needs."""
    return build_process.run(outcome.project_file(), ["--quiet"], {"BULLETIN_PLAN": "1"})


def pack(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Runs a build that puts what has changed into a folder: what a target lacks, or a proof of what `site/` lacks."""
    if parsed.proof_folder:
        if parsed.listing:
            return outcome.say(words.sentence("proof_has_no_listing"))
        return build_process.prove(outcome.project_file(), Path(parsed.proof_folder).absolute())
    listing_file = parsed.listing if parsed.listing in ("", "-") else os.path.abspath(parsed.listing)
    return build_process.pack(outcome.project_file(), Path(parsed.folder).absolute(), listing_file)


def uploaded(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        delivery.confirm(Path(parsed.folder), current)
    except DeliveryError as error:
        return outcome.say(str(error))
    return 0


def compare(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        is_same = delivery.compare(parsed.listing, current)
    except DeliveryError as error:
        return outcome.say(str(error))
    return 0 if is_same else 1


def serve_worker(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        print(words.sentence("worker_begins", scheduler=parsed.scheduler, own=release.current()), flush=True)
        worker.serve(parsed.scheduler, parsed.processes)
    except ModuleNotFoundError as error:
        return outcome.say(words.sentence("worker_package", name=error.name))
    except worker.NoStartError:
        return outcome.say(words.sentence("worker_no_start", scheduler=parsed.scheduler))
    return 0
