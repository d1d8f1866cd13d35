"""`log`: the journal of publishing, for whoever inspects it."""

import argparse
from pathlib import Path

from .. import settings, words
from ..drafts.journal import Journal
from ..git.repository import Repository


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings", type=Path, default=Path("desk.yml"), metavar="TỆP", help=words.sentence("commands.settings")
    )
    shapes = parser.add_mutually_exclusive_group()
    for shape in ("csv", "json"):
        shapes.add_argument(
            f"--{shape}", action="store_const", dest="shape", const=shape, help=words.sentence(f"commands.{shape}")
        )


def run(parsed: argparse.Namespace) -> int:
    journal = Journal(Repository(settings.load(parsed.settings).repository))
    return 0
