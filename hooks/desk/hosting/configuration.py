"""The configuration: the files of all programs that serve the desk, made of its settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.web_server import configuration
from bulletin.web_server.configuration import Fate
from bulletin.web_server.place import LOGS

from .place import SOFTWARE, Place

DESTINATIONS = {
    "desk-nginx.conf": "/etc/nginx/conf.d/desk.conf",
    "bantin-desk.service": "/etc/systemd/system/bantin-desk.service",
    "bantin-desk.path": "/etc/systemd/system/bantin-desk.path",
    "desk-tmpfiles.conf": "/etc/tmpfiles.d/bantin-desk.conf",
    "desk-logrotate": "/etc/logrotate.d/bantin-desk",
}
"""Where each file goes on the server."""


@dataclass(frozen=True)
class _Checkout:
    """What the hardening of a unit asks of its place."""

    project: str
    folder: str


def contents(place: Place) -> dict[str, str]:
    """The text of each file by its name."""
    values = {
        "desk": place,
        "form_headers": place.form_headers,
        "logs": LOGS,
        "place": _Checkout(str(SOFTWARE), place.folder),
    }
    return {
        name: configuration.marked(configuration.ENVIRONMENT.get_template(f"desk/{name}").render(values))
        for name in DESTINATIONS
    }


def write(place: Place, folder: Path) -> Iterator[tuple[str, Fate]]:
    """Writes the files into a folder, and yields what has become of each. Raises OSError."""
    texts = contents(place)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        yield name, configuration.put(folder / name, text)
