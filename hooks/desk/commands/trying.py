"""`trial`: everything on this machine, to be tried."""

import argparse
import sys
from pathlib import Path

from bulletin.stylebook import words as engine_words

from .. import words
from ..trial import trial
from ..trial.trouble import TrialError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="CỔNG", help=words.sentence("trial.address"))
    parser.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help=words.sentence("trial.host"))
    parser.add_argument(
        "--folder", type=Path, default=Path(".cache/desk"), metavar="THƯ_MỤC", help=words.sentence("trial.folder")
    )


def run(parsed: argparse.Namespace) -> int:
    try:
        trial.run(parsed.folder, parsed.host, parsed.port)
    except TrialError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        reason = engine_words.reason(error)
        print(words.sentence("trial.disk", folder=parsed.folder, reason=reason), file=sys.stderr)
        return 2
    return 0
