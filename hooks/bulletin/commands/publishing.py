"""The commands that put the bulletin online, and take a release back."""

import argparse
import json
import os
import time
from datetime import datetime

from .. import problems, whole_check
from ..fixed_pages import mkdocs_log
from ..machine import clock
from ..problems import Problem
from ..publishing import parcel, publication, store_publication
from ..publishing.parcel import NotBuiltError, PublishError
from ..publishing.rclone import StoreError
from ..publishing.release import Release
from ..publishing.server import Server, ServerError
from ..settings.settings import Settings
from ..stylebook import dates, words
from . import editing, outcome


def publish(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Publishes; and once more at the next moment at which the site changes, if that is within `--stay` seconds."""
    end = time.monotonic() + parsed.stay
    while True:
        if code := _publish_once(current, now, parsed.compare):
            return code
        now = clock.now(os.environ)
        change = editing.upcoming_change(current, now)
        pause = change.moment - now.timestamp() if change else None
        if pause is None or time.monotonic() + pause > end:
            return 0
        time.sleep(max(pause, 0) + 1)
        now = clock.now(os.environ)


def _publish_once(current: Settings, now: datetime, compares: bool) -> int:
    place, file = current.bulletin.publish, outcome.project_file()
    if place is None:
        return outcome.say(words.sentence("publish.nowhere"))
    try:
        with parcel.alone(current):
            listed, edition = whole_check.before_build(current, file, now, is_quiet=False)
            if problems.has_errors(listed):
                return _say_unchecked(listed)
            if place.store:
                print(store_publication.publish(current, file, len(edition.catalogue.articles), compares))
            else:
                print(publication.publish(current, file, edition, now, _server(current)))
    except NotBuiltError as error:
        found = mkdocs_log.problems(current, file)
        return _say_unchecked(found) if problems.has_errors(found) else outcome.say(str(error))
    except (PublishError, ServerError, StoreError) as error:
        return outcome.say(str(error))
    return 0


def _say_unchecked(listed: list[Problem]) -> int:
    print(problems.as_text([problem for problem in listed if problem.severity == problems.ERROR]))
    print(words.sentence("publish.unchecked"))
    return 1


def roll_back(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        with parcel.alone(current):
            print(publication.roll_back(_server(current), parsed.release))
    except ServerError as error:
        return outcome.say(str(error))
    return 0


def releases(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        listed = _server(current).releases()
    except ServerError as error:
        return outcome.say(str(error))
    if parsed.json:
        print(json.dumps([_facts(release, listed.current) for release in reversed(listed.all)], ensure_ascii=False))
        return 0
    for release in reversed(listed.all):
        facts = _facts(release, listed.current) | {"moment": dates.minute(dates.moment(release.time))}
        print(words.sentence("publish.online" if facts["online"] else "publish.kept", **facts))
    if not listed.all:
        print(words.sentence("publish.none_yet"))
    return 0


def _facts(release: Release, online: str) -> dict[str, object]:
    return {
        "name": release.name,
        "time": dates.iso(dates.moment(release.time)),
        "articles": release.articles,
        "commit": release.commit,
        "who": release.who,
        "online": release.name == online,
    }


def _server(current: Settings) -> Server:
    """The folder of the releases. Raises ServerError if the bulletin goes elsewhere."""
    place = current.bulletin.publish
    if place is None or place.folder is None:
        raise ServerError(words.sentence("publish.no_releases"))
    return Server(place.folder, place.host, place.reload)
