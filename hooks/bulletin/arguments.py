"""The arguments of the editor's commands.

argparse asks gettext for every sentence that it prints. Functions of this module answer in the place of gettext.
"""

import argparse
from collections.abc import Mapping
from typing import Any, NoReturn

from .machine import version
from .problems import FORMATS
from .settings import cluster_address
from .settings.settings import Settings
from .starter.facts import QUESTIONS
from .stylebook import words


class _Sentence(str):
    """A sentence with placeholders. It removes the quotes that some versions of argparse put around choices."""

    def __mod__(self, values: Any) -> str:
        if isinstance(values, Mapping) and "choices" in values:
            values = {**values, "choices": str(values["choices"]).replace("'", "")}
        return super().__mod__(values)


def _gettext(message: str) -> str:
    return _Sentence(words.terminal()["argparse"].get(message, message or ""))


def _ngettext(singular: str, plural: str, count: int) -> str:
    return _gettext(singular)


def speak_vietnamese() -> None:
    """Has all parsers of this process speak Vietnamese."""
    argparse._ = _gettext  # type: ignore[attr-defined]
    argparse.ngettext = _ngettext  # type: ignore[attr-defined]


class _Parser(argparse.ArgumentParser):
    """A parser that reports an error in one line, and says where to find help."""

    def error(self, message: str) -> NoReturn:
        text = words.terminal()["arguments"]
        self.exit(2, f"{text['error']}{message}\n{text['hint']}\n")


def parser(current: Settings, commands: Mapping[str, Any]) -> argparse.ArgumentParser:
    """The parser of all commands, which are functions by name. The parsed arguments hold the chosen one as `run`."""
    speak_vietnamese()
    text = words.terminal()
    top = _Parser(prog="python hooks/bulletin", description=text["description"])
    top.add_argument(
        "--version",
        action="version",
        version=words.sentence("software", number=version.NUMBER),
        help=text["help_version"],
    )
    subparsers = top.add_subparsers(
        title=text["commands"],
        dest="command",
        metavar=text["arguments"]["arguments"],
        required=True,
        parser_class=_Parser,
    )
    parsers: dict[str, argparse.ArgumentParser] = {}
    for name, run in commands.items():
        parsers[name] = subparsers.add_parser(name, help=text[f"help_{name}"], description=text[f"help_{name}"])
        parsers[name].set_defaults(run=run)
    slugs = list(current.categories)
    new, check, imported, fields = (parsers[name] for name in ("new", "check", "import", "fields"))
    upgrade, worker = (parsers[name] for name in ("upgrade", "worker"))
    new.add_argument("title", metavar="TÊN", help=text["help_title"])
    category = text["help_category"].format(categories=", ".join(slugs))
    new.add_argument("--category", required=True, choices=slugs, metavar="MÃ", help=category)
    check.add_argument("--format", choices=list(FORMATS), default="text", metavar="DẠNG", help=text["help_format"])
    check.add_argument("--posts", action="store_true", help=text["help_only_posts"])
    check.add_argument("--quiet", action="store_true", help=text["help_quiet"])
    imported.add_argument("files", nargs="+", metavar="TỆP", help=text["help_files"])
    imported.add_argument("--category", choices=slugs, metavar="MÃ", help=text["help_import_category"])
    build, uploaded, compare = (parsers[name] for name in ("build", "uploaded", "compare"))
    into = build.add_mutually_exclusive_group(required=True)
    into.add_argument("--changes-to", dest="folder", metavar="THƯ_MỤC", help=text["help_changes_to"])
    into.add_argument("--proof-to", dest="proof_folder", metavar="THƯ_MỤC", help=text["help_proof_to"])
    build.add_argument("--listing", default="", metavar="TỆP", help=text["help_listing"])
    uploaded.add_argument("folder", metavar="THƯ_MỤC", help=text["help_uploaded_folder"])
    compare.add_argument("listing", metavar="TỆP", help=text["help_listing"])
    parsers["configure"].add_argument("folder", metavar="THƯ_MỤC", help=text["help_configure_folder"])
    parsers["views"].add_argument("logs", nargs="+", metavar="NHẬT_KÝ", help=text["help_logs"])
    parsers["history"].add_argument("post", metavar="BÀI", help=text["help_post"])
    _add_questions(parsers["init"])
    parsers["publish"].add_argument("--stay", metavar="SỐ", type=int, default=0, help=text["help_stay"])
    parsers["publish"].add_argument("--compare", action="store_true", help=text["help_publish_compare"])
    parsers["rollback"].add_argument("release", nargs="?", metavar="BẢN", help=text["help_release"])
    parsers["releases"].add_argument("--json", action="store_true", help=text["help_json"])
    upgrade.add_argument("ref", metavar="PHIÊN_BẢN", help=text["help_ref"])
    upgrade.add_argument("--from", dest="base", metavar="PHIÊN_BẢN", help=text["help_from"])
    upgrade.add_argument("--resolve", action="store_true", help=text["help_resolve"])
    worker.add_argument("scheduler", metavar="ĐỊA_CHỈ", type=_scheduler, help=text["help_scheduler"])
    worker.add_argument("--processes", metavar="SỐ", type=_processes, help=text["help_processes"])
    links, doctor = (parsers[name] for name in ("links", "doctor"))
    doctor.add_argument("--live", metavar="ĐỊA_CHỈ", help=text["help_doctor_live"])
    doctor.add_argument("--json", action="store_true", help=text["help_doctor_json"])
    links.add_argument("--now", action="store_true", help=text["help_links_now"])
    links.add_argument("--json", action="store_true", help=text["help_links_json"])
    fields.add_argument(
        "--format", choices=["text", "json-schema"], default="text", metavar="DẠNG", help=text["help_fields_format"]
    )
    parsers["backup"].add_argument("file", metavar="TỆP", help=text["help_backup_file"])
    parsers["restore"].add_argument("file", metavar="TỆP", help=text["help_restore_file"])
    parsers["restore"].add_argument("folder", metavar="THƯ_MỤC", help=text["help_restore_folder"])
    _add_shapes(parsers["duties"])
    return top


def _add_shapes(duties: argparse.ArgumentParser) -> None:
    """The shapes of the table; plain text unless one is named."""
    shapes = duties.add_mutually_exclusive_group()
    for shape, told in words.terminal()["duties"]["options"].items():
        shapes.add_argument(f"--{shape}", action="store_const", dest="shape", const=shape, default="text", help=told)


def _scheduler(value: str) -> str:
    if not cluster_address.is_scheduler(value):
        raise argparse.ArgumentTypeError(words.sentence("workers_address", value=value))
    return value


def _processes(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(words.sentence("worker_processes"))
    return int(value)


def _add_questions(init: argparse.ArgumentParser) -> None:
    """An option for everything that `init` would ask."""
    text = words.terminal()
    for question in QUESTIONS:
        told = text["init"]["options"].get(question, text["init"]["questions"][question]["label"])
        action = "append" if question == "category" else "store"
        init.add_argument(f"--{question.replace('_', '-')}", action=action, metavar="…", help=told)
    init.add_argument("--yes", action="store_true", help=text["help_yes"])
