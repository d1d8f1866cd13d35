"""`form`: Decap's configuration for a forge that stands in the place of the desk, with what it lacks."""

import argparse

from bulletin.commands import outcome
from bulletin.settings import settings

from .. import words
from ..form import configuration
from ..form.backends import FORGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backend", choices=FORGES, required=True, metavar="KHO", help=words.sentence("commands.backend")
    )


def run(parsed: argparse.Namespace) -> int:
    """Prints the content of `admin/config.yml`."""
    for lack in words.block("form.forge.lacks")[parsed.backend]:
        print(f"# {lack}")
    print(configuration.as_yaml(settings.load(outcome.project_file()), parsed.backend), end="")
    return 0
