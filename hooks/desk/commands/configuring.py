"""`configure`: the files of nginx and systemd for the desk."""

import argparse
import sys
from pathlib import Path

from bulletin.stylebook import words as engine_words
from bulletin.web_server.configuration import Fate

from .. import settings, words
from ..hosting import configuration, place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help=words.sentence("hosting.folder"))
    parser.add_argument(
        "--settings", type=Path, default=Path("desk.yml"), metavar="TỆP", help=words.sentence("commands.settings")
    )


def run(parsed: argparse.Namespace) -> int:
    """Returns 1 when a file was left as it is, since somebody has changed it."""
    current = place.of(settings.load(parsed.settings), parsed.settings)
    is_kept = False
    try:
        for name, fate in configuration.write(current, parsed.folder):
            is_kept = is_kept or fate is Fate.KEPT
            destination = configuration.DESTINATIONS[name]
            print(words.sentence(f"hosting.{fate.value}", file=parsed.folder / name, destination=destination))
    except OSError as error:
        reason = engine_words.reason(error)
        print(words.sentence("hosting.not_written", folder=parsed.folder, reason=reason), file=sys.stderr)
        return 2
    return 1 if is_kept else 0
