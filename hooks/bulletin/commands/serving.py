"""The command for the programs that serve the bulletin and publish it by themselves."""

import argparse
from datetime import datetime
from pathlib import Path

from ..settings.settings import Settings
from ..stylebook import words
from ..web_server import configuration
from ..web_server.configuration import Fate
from ..web_server.place import PlaceError
from . import outcome


def configure(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    """Returns 1 when a file was left as it is, since somebody has changed it."""
    folder = Path(parsed.folder)
    try:
        results = list(configuration.write(current, folder))
    except PlaceError as error:
        return outcome.say(str(error))
    except OSError as error:
        return outcome.say(words.sentence("web_server.not_written", folder=folder, reason=words.reason(error)))
    for result in results:
        print(
            words.sentence(f"web_server.{result.fate.value}", file=folder / result.name, destination=result.destination)
        )
    kept = [result for result in results if result.fate is Fate.KEPT]
    if kept:
        print(words.sentence("web_server.some_kept", count=len(kept)))
    return 1 if kept else 0
