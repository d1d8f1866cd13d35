"""Programs: Python, the packages that requirements.txt pins, and the programs that the settings call for."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from ..settings.settings import Settings
from .finding import Finding, fault, ok, warning

_PINNED = re.compile(r"^(?P<requirement>[A-Za-z0-9][^#\\]*==[^#\\]*)", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_OLDEST_GIT = (2, 38)
"""The first one with the merge that `upgrade` needs."""
_MOST_NAMED = 5
_PATIENCE = 10
"""Seconds for a program to say its version."""
_ASKED = {"nginx": "-v", "ssh": "-V"}
"""The option by which a program says its version, where it is not `--version`."""


def check(settings: Settings) -> Iterator[Finding]:
    yield ok("python", version=platform.python_version())
    yield _packages(settings.project / "requirements.txt")
    for program in _needed(settings):
        yield _program(program)


def _packages(file: Path) -> Finding:
    """Whether all packages are installed in the version that a file pins."""
    try:
        pins = [Requirement(match["requirement"].strip()) for match in _PINNED.finditer(file.read_text("utf-8"))]
    except (OSError, InvalidRequirement, UnicodeDecodeError):
        return fault("packages", "unreadable", file=file.name)
    pins = [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]
    others = [f"{pin.name} {_installed(pin.name)}" for pin in pins if not pin.specifier.contains(_installed(pin.name))]
    if others:
        return fault("packages", "others", count=len(others), names=", ".join(others[:_MOST_NAMED]))
    return ok("packages", count=len(pins))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def _needed(settings: Settings) -> Iterator[str]:
    bulletin = settings.bulletin
    yield "git"
    if bulletin.publish and bulletin.publish.host:
        yield from ("ssh", "rsync")
    elif bulletin.publish and bulletin.publish.folder:
        yield "nginx"
    elif bulletin.publish:
        yield "rclone"
    if bulletin.view_counts:
        yield "goaccess"
    if bulletin.audio:
        yield bulletin.audio.command[0]


def _program(program: str) -> Finding:
    # Debian keeps servers where only root looks for programs; pip puts programs beside Python.
    places = os.pathsep.join(
        [os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", str(Path(sys.executable).parent)]
    )
    found = shutil.which(program, path=places)
    if found is None:
        return fault("programs", "missing", program=program)
    number = _version(found, _ASKED.get(program, "--version"))
    if program == "git" and number and tuple(map(int, number.split(".")[:2])) < _OLDEST_GIT:
        return warning("programs", "old_git", version=number)
    return ok("programs", program=program, version=number)


def _version(path: str, option: str) -> str:
    """The first number that a program says of itself; empty if it says none."""
    try:
        said = subprocess.run(
            [path, option], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _NUMBER.search((said.stdout + said.stderr).decode("utf-8", "replace"))
    return found[0] if found else ""
