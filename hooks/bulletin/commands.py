"""The editor's commands: new, check, import, fields. Reads arguments, calls the engine, speaks Vietnamese."""

import argparse
import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from . import build, clock, copied_file, fixed_text, mkdocs_log, portal, post_file, problems, provenance, refusal, schema, settings, streams, turn, version, words
from .progress import Progress
from .settings import Settings
from .store import Store

_PROJECT = Path(__file__).resolve().parent.parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 done, 1 problems found, 2 the command can't be carried out."""
    streams.use_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        current = settings.load(_project_file())
        parsed = _parser(current).parse_args(given)
        return parsed.run(parsed, current, clock.now(os.environ))
    except Exception as error:
        project = _project_file().parent
        return _fail(refusal.told(error, project, project / ".cache"))


def _project_file() -> Path:
    """The `mkdocs.yml` of the folder one stands in or of one above it, else the engine's own."""
    here = Path.cwd()
    return next((folder / "mkdocs.yml" for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), _PROJECT / "mkdocs.yml")


def _new(arguments: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        path = post_file.create(current.posts, arguments.title.strip(), arguments.category, now)
    except post_file.PostExists as error:
        return _fail(words.terminal()["exists"].format(file=_shown(error.path, current)))
    except post_file.NoSlug:
        return _fail(words.terminal()["no_slug"].format(title=arguments.title))
    except OSError as error:
        return _fail(_not_written(error, current))
    print(words.terminal()["created"].format(file=_shown(path, current)))
    return 0


def _check(arguments: argparse.Namespace, current: Settings, now: datetime) -> int:
    provenance.check(current.project)
    progress = Progress(quiet=arguments.quiet)
    with turn.taken(current.cache, current.bulletin.wait_for_other_build, progress), closing(Store(current.cache, version.current())) as store:
        edition, found = build.prepare(current, now, store, progress)
        if store.lost:
            progress.say(words.terminal()["store_lost"][store.lost])
    if not problems.has_errors(found):  # else MkDocs would read what it must not
        found += fixed_text.check(current, edition.catalogue.address_book)
        found += mkdocs_log.problems(current, _project_file())
    if arguments.quiet:
        found = [problem for problem in found if problem.severity == problems.ERROR]
    report = problems.FORMATS[arguments.format](found)
    if report:
        print(report)
    if arguments.format == "text" and not arguments.quiet and not problems.has_errors(found):
        print(words.terminal()["all_good"].format(posts=edition.posts))
    return 1 if problems.has_errors(found) else 0


def _plan(arguments: argparse.Namespace, current: Settings, now: datetime) -> int:
    """A build that stops before it makes anything: only MkDocs can print the shells that a plan is made of."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(_project_file())]
    return subprocess.run(command, env={**os.environ, "BULLETIN_PLAN": "1", "NO_MKDOCS_2_WARNING": "1"}, check=False).returncode


def _import(arguments: argparse.Namespace, current: Settings, now: datetime) -> int:
    text, code = words.terminal(), 0
    for name in arguments.files:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            code = _fail(text["cannot_read"].format(file=name, reason=words.reason(error)))
            continue
        try:
            article = portal.read(content, Path(name).stem, current.bulletin.portal)
            path = post_file.import_article(current.posts, article, arguments.category or next(iter(current.categories)), now)
        except OSError as error:
            code = _fail(_not_written(error, current))
        except copied_file.CopyError as error:
            code = _fail(f"{name}: {error}")
        except post_file.PostExists as error:
            code = _fail(text["exists"].format(file=_shown(error.path, current)))
        except post_file.NoSlug as error:
            code = _fail(text["no_slug"].format(title=error))
        else:
            print(text["imported"].format(source=name, file=_shown(path, current)))
            for taken in article.taken:
                print(f"    {taken}")
            for warning in article.warnings:
                print(f"    {text['severity']['warning']}: {warning}")
    return code


def _fields(arguments: argparse.Namespace, current: Settings, now: datetime) -> int:
    print(schema.reference())
    return 0


def _not_written(error: OSError, current: Settings) -> str:
    folder = _shown(Path(error.filename).parent, current) if error.filename else current.posts.name
    return words.terminal()["cannot_write"].format(folder=folder, reason=words.reason(error))


def _shown(path: Path, current: Settings) -> str:
    return path.relative_to(current.project).as_posix()


def _fail(message: str) -> int:
    print(f"{words.terminal()['arguments']['error']}{message}", file=sys.stderr)
    return 2


class _Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese."""

    def format_help(self) -> str:
        text = words.terminal()
        return super().format_help().replace("usage: ", text["usage"]).replace("positional arguments:", f"{text['positionals']}:").replace("options:", f"{text['options']}:")

    def error(self, message: str) -> None:  # type: ignore[override]
        text = words.terminal()["arguments"]
        if found := re.search(r"required: (.+)", message):
            said = text["required"].format(names=found[1].replace("command", text["arguments"]))
        elif found := re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message):
            said = text["choice"].format(value=found[1], choices=found[2].replace("'", ""))
        elif found := re.search(r"argument (\S+): expected", message):
            said = text["value"].format(name=found[1])
        elif found := re.search(r"unrecognized arguments: (.+)", message):
            said = text["unrecognized"].format(value=found[1])
        else:
            said = text["other"].format(text=message)
        self.exit(2, f"{text['error']}{said}\n{text['hint']}\n")


def _parser(current: Settings) -> argparse.ArgumentParser:
    text = words.terminal()
    categories = ", ".join(current.categories)

    def add_help(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
        parser.add_argument("-h", "--help", action="help", help=text["help_help"])
        return parser

    parser = add_help(_Parser(prog="python hooks/bulletin", description=text["description"], add_help=False))
    commands = parser.add_subparsers(title=text["commands"], dest="command", metavar=text["arguments"]["arguments"], required=True, parser_class=_Parser)

    def command(name: str, run) -> argparse.ArgumentParser:
        added = add_help(commands.add_parser(name, help=text[f"help_{name}"], description=text[f"help_{name}"], add_help=False))
        added.set_defaults(run=run)
        return added

    new = command("new", _new)
    new.add_argument("title", metavar="TÊN", help=text["help_title"])
    new.add_argument("--category", required=True, choices=list(current.categories), metavar="MÃ", help=text["help_category"].format(categories=categories))
    check = command("check", _check)
    check.add_argument("--format", choices=list(problems.FORMATS), default="text", metavar="DẠNG", help=text["help_format"])
    check.add_argument("--quiet", action="store_true", help=text["help_quiet"])
    command("plan", _plan)
    imported = command("import", _import)
    imported.add_argument("files", nargs="+", metavar="TỆP", help=text["help_files"])
    imported.add_argument("--category", choices=list(current.categories), metavar="MÃ", help=text["help_import_category"])
    command("fields", _fields)
    return parser
