"""The configuration: the files of all programs that serve the bulletin and publish it, made of the settings.

The last line of each file holds a digest of the lines above. So a file that somebody has changed since is told from one
that may be written anew.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..edition.shells import SLOTS
from ..machine import digest
from ..settings.settings import Settings
from ..stylebook import addresses
from . import file_kinds, headers, place

_TEMPLATES = Path(__file__).resolve().parents[3] / "deploy" / "templates"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    keep_trailing_newline=True,
    **SLOTS,
)
ENVIRONMENT.filters["pattern"] = re.escape
_MARK = "# configure: "
_UNITS = (
    "bantin.service",
    "bantin.timer",
    "bantin-nginx.path",
    "bantin-nginx.service",
    "bantin-views.service",
    "bantin-views.timer",
    "bantin-links.service",
    "bantin-links.timer",
)

DESTINATIONS = {
    "nginx.conf": "/etc/nginx/conf.d/bantin.conf",
    "nginx-brotli.conf": "/etc/nginx/snippets/bantin-brotli.conf",
    **{unit: f"/etc/systemd/system/{unit}" for unit in _UNITS},
    "logrotate": "/etc/logrotate.d/bantin",
    "tmpfiles.conf": "/etc/tmpfiles.d/bantin.conf",
    "Caddyfile": "/etc/caddy/Caddyfile",
    "Containerfile": "Containerfile",
    "github-pages.yml": ".github/workflows/pages.yml",
    "gitlab-pages.yml": ".gitlab-ci.yml",
}
"""Where each file goes: on the server, or, without a slash in front, in the repository."""


class Fate(Enum):
    """What has become of a file."""

    WRITTEN = "written"
    SAME = "same"
    KEPT = "kept"
    """Somebody else wrote what stands there, or has changed it since."""


@dataclass(frozen=True)
class Result:
    name: str
    fate: Fate

    @property
    def destination(self) -> str:
        return DESTINATIONS[self.name]


def contents(settings: Settings) -> dict[str, str]:
    """The text of each file by its name. Raises PlaceError."""
    values = {
        "place": place.of(settings),
        "logs": place.LOGS,
        "user": place.USER,
        "headers": headers.of(settings),
        "types": file_kinds.TYPES,
        "charset_types": file_kinds.CHARSET_TYPES,
        "unknown_type": file_kinds.UNKNOWN,
        "terms": file_kinds.TERMS,
        "versioned": file_kinds.VERSIONED,
        "picture_tail": file_kinds.PICTURE_TAIL,
        "version": file_kinds.VERSION,
        "asked_again": file_kinds.ASKED_AGAIN,
        "for_ever": file_kinds.FOR_EVER,
        "removed_map": addresses.REMOVED_MAP,
        "redirect_map": addresses.REDIRECT_MAP,
        "not_found": addresses.NOT_FOUND,
    }
    return {name: marked(ENVIRONMENT.get_template(name).render(values)) for name in DESTINATIONS}


def write(settings: Settings, folder: Path) -> Iterator[Result]:
    """Writes the files into a folder, and yields what has become of each. Raises PlaceError and OSError."""
    texts = contents(settings)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        yield Result(name, put(folder / name, text))


def put(file: Path, text: str) -> Fate:
    """Writes a marked text into a file, unless somebody else wrote what stands there. Raises OSError."""
    try:
        present = file.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        present = None
    if present == text:
        return Fate.SAME
    if present is not None and not _is_own(present):
        return Fate.KEPT
    descriptor, new = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    try:
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(new, 0o644)
        os.replace(new, file)
    except BaseException:
        os.unlink(new)
        raise
    return Fate.WRITTEN


def marked(text: str) -> str:
    """A text with its last line, by which `put` knows it again."""
    return f"{text}{_MARK}{digest.of(text.encode()).hex()}\n"


def _is_own(present: str) -> bool:
    """Whether a file is as this command wrote it."""
    text, mark, _ = present.rpartition(_MARK)
    return bool(mark) and marked(text) == present
