"""`log`: the journal of publishing, for whoever inspects it."""

import argparse
import sys
from pathlib import Path

from bulletin.stylebook import dates

from .. import settings, words
from ..drafts.journal import Journal
from ..git.repository import Repository


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings", type=Path, default=Path("desk.yml"), metavar="TỆP", help=words.sentence("commands.settings")
    )
    shapes = parser.add_mutually_exclusive_group()
    for shape in ("csv", "json"):
        told = words.sentence(f"commands.{shape}")
        shapes.add_argument(f"--{shape}", action="store_const", dest="shape", const=shape, help=told)


def run(parsed: argparse.Namespace) -> int:
    """Prints all entries, the newest first."""
    journal = Journal(Repository(settings.load(parsed.settings).repository))
    entries = journal.entries()
    if parsed.shape:
        sys.stdout.buffer.write(journal.csv(entries) if parsed.shape == "csv" else journal.json(entries))
        return 0
    for entry in entries:
        moment = dates.minute(dates.local(entry.when))
        print(f"{moment}  {entry.who}  {entry.label}: {entry.title}  ({entry.post}, {entry.commit[:12]})")
    if not entries:
        print(words.sentence("commands.no_entries"))
    return 0
