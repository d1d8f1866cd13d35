"""Every sentence that people read, from one list (`words.vi.yml`, and `words.operating.vi.yml` for those who run the
bulletin)."""

import errno
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOME, ENGLISH = "vi", "en"
"""The language of the bulletin, and the one that single articles may have."""


@cache
def _all(language: str = HOME) -> dict[str, Any]:
    return _file(f"words.{language}.yml")


def _file(name: str) -> dict[str, Any]:
    return dict(yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@cache
def _terminal() -> dict[str, Any]:
    return {**_all()["terminal"], **_file("words.operating.vi.yml")}


@cache
def _site(language: str) -> dict[str, Any]:
    return {**_all()["site"], **(_all(language)["site"] if language != HOME else {})}


def site(language: str = HOME) -> dict[str, Any]:
    """Labels of the pages, as templates use them: `words.back`. A label that `language` lacks is Vietnamese."""
    return dict(_site(language))


def search() -> dict[str, str]:
    """The texts of the search in the browser, by key."""
    return {**_all()["search"], **{f"mark_{mark}": text for mark, text in site()["life"]["marks"].items()}}


def problem(code: str) -> dict[str, str]:
    """The entry of a problem: `message`, `remedy`, `severity` and more. Raises KeyError for an unknown code."""
    return dict(_all()["problems"][code])


def terminal() -> dict[str, Any]:
    """All texts of the commands and of a build, by key."""
    return dict(_terminal())


def sentence(key: str, /, **facts: object) -> str:
    """The sentence of the commands under a key, such as `owners.month`, with the facts filled in."""
    entry: Any = _terminal()
    for step in key.split("."):
        entry = entry[step]
    return str(entry.format(**facts) if facts else entry)


def progress() -> dict[str, Any]:
    """The keyword arguments of `Progress`: the names of a build's stages, and the format of a line of a log."""
    return {"stages": terminal()["stages"], "line": terminal()["progress"]}


def reason(error: OSError) -> str:
    """Why the machine could not read or write a file, in Vietnamese."""
    reasons = terminal()["reasons"]
    return str(reasons.get(errno.errorcode.get(error.errno or 0, ""), reasons["other"]))
