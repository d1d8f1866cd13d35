"""The commands: `python hooks/bulletin …`. Each one reads its arguments, calls the engine, and prints Vietnamese."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime

from .. import arguments
from ..machine import clock, streams
from ..settings import settings
from ..settings.settings import Settings
from ..settings.settings_file import SettingsError
from . import building, editing, examining, founding, law, moving, outcome, publishing, reading, serving

Command = Callable[[argparse.Namespace, Settings, datetime], int]

COMMANDS: dict[str, Command] = {
    "new": editing.new,
    "check": editing.check,
    "next": editing.next_change,
    "history": editing.tell_history,
    "plan": building.explain_plan,
    "import": editing.import_files,
    "fields": editing.fields,
    "init": founding.found,
    "upgrade": founding.take_version,
    "build": building.pack,
    "uploaded": building.uploaded,
    "compare": building.compare,
    "views": reading.count_views,
    "worker": building.serve_worker,
    "publish": publishing.publish,
    "rollback": publishing.roll_back,
    "releases": publishing.releases,
    "backup": moving.back_up,
    "restore": moving.restore,
    "duties": law.tell_duties,
    "configure": serving.configure,
    "doctor": examining.examine,
    "links": examining.ask_links,
}


def main(given: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 when it is done, 1 when it found problems, 2 when it can't run."""
    streams.use_utf8()
    given = sys.argv[1:] if given is None else given
    try:
        current = settings.load(outcome.project_file())
        parsed = arguments.parser(current, COMMANDS).parse_args(given)
        return int(parsed.run(parsed, current, clock.now(os.environ)))
    except Exception as error:
        if isinstance(error, SettingsError) and given[:1] == ["doctor"] and "--json" in given:
            return examining.report_unreadable_settings(error)  # what monitors the machine reads JSON even now
        return outcome.fail(error, outcome.project_file().parent / ".cache")
