"""The command about the law: which duties the built site shows to be met."""

import argparse
from datetime import datetime

from ..duties import built_site, register, table
from ..duties.built_site import DutiesError
from ..settings.settings import Settings
from ..stylebook import dates
from . import outcome

_SHAPES = {"text": table.as_text, "markdown": table.as_markdown, "json": table.as_json}


def tell_duties(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        site = built_site.read(current)
    except DutiesError as error:
        return outcome.say(str(error))
    day = dates.local(now).date()
    rows = table.rows(register.load(), site, day)
    print(_SHAPES[parsed.shape](rows, current, day))
    return 1 if any(row.is_failed for row in rows) else 0
