"""The commands of the desk: `python hooks/desk …`. Each has a module with `add_arguments` and `run`."""

import argparse
import sys
from types import ModuleType
from typing import NoReturn

from bulletin import arguments
from bulletin.machine import streams

from .. import words
from ..refusal import Refusal
from ..settings import SettingsError
from . import configuring, forge, journal, serving, trying

COMMANDS: dict[str, ModuleType] = {
    "serve": serving,
    "log": journal,
    "trial": trying,
    "configure": configuring,
    "form": forge,
}


class _Parser(argparse.ArgumentParser):
    """A parser that reports an error in one line, and says where to find help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{words.sentence('commands.error', message=message)}\n")


def parser() -> argparse.ArgumentParser:
    arguments.speak_vietnamese()
    top = _Parser(prog="python hooks/desk", description=words.sentence("commands.description"))
    subparsers = top.add_subparsers(
        title=words.sentence("commands.title"),
        dest="command",
        metavar=words.sentence("commands.metavar"),
        required=True,
        parser_class=_Parser,
    )
    for name, module in COMMANDS.items():
        told = words.sentence(f"commands.help.{name}")
        command = subparsers.add_parser(name, help=told, description=told)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(given: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 when it is done, 1 when it found problems, 2 when it can't run."""
    streams.use_utf8()
    parsed = parser().parse_args(given)
    try:
        return int(parsed.run(parsed))
    except (SettingsError, Refusal) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
