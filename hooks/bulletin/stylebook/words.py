"""Every sentence that people read, from the one list of its language (`words.vi.yml`)."""

import errno
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _all() -> dict[str, Any]:
    text = (Path(__file__).parent / "words.vi.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


def site() -> dict[str, Any]:
    """Labels of the pages, as templates use them: `words.back`."""
    return dict(_all()["site"])


def search() -> dict[str, str]:
    """What the search says in the browser."""
    return dict(_all()["search"])


def problem(code: str) -> dict[str, str]:
    """`message`, `remedy` and `severity` of a problem. KeyError on an unknown code is a fault of ours."""
    return dict(_all()["problems"][code])


def terminal() -> dict[str, Any]:
    """Everything that the commands say, by key."""
    return dict(_all()["terminal"])


def sentence(key: str, /, **facts: object) -> str:
    """What the commands say under a key, such as `owners.month`, with the facts filled in."""
    text = _all()["terminal"]
    for step in key.split("."):
        text = text[step]
    return str(text.format(**facts) if facts else text)


def progress() -> dict[str, Any]:
    """The names of a build's stages, and the line of a log that shows how far one has come: keywords of `Progress`."""
    return {"stages": terminal()["stages"], "line": terminal()["progress"]}


def reason(error: OSError) -> str:
    """Why the machine would not read or write a file."""
    reasons = terminal()["reasons"]
    return str(reasons.get(errno.errorcode.get(error.errno or 0, ""), reasons["other"]))
