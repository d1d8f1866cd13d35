"""The place of a bulletin: its address, and where its files are on the machine that serves it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..settings.settings import Settings
from ..stylebook import words

FOLDER = "/srv/bantin"
"""The folder of the releases where the settings name none."""
LOGS = "/var/log/bantin"
"""Not /var/log/nginx: Debian's own rule for logrotate keeps what lies there for 14 days."""
USER = "bantin"
"""The user who builds and publishes."""

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_PLAIN = re.compile(r"[A-Za-z0-9/._~+-]+")
"""Letters that mean themselves in every program that gets them: nginx, systemd, a shell, Caddy."""


class PlaceError(Exception):
    """No server can be configured for these settings. The message is a sentence for whoever runs it."""


@dataclass(frozen=True)
class Place:
    """Where the bulletin is. Every text is fit to stand in any of the files of a server."""

    host: str
    port: int
    root: str
    """The path of the site in its address: `/`, or `/bantin/`."""
    folder: str
    """Has `current`, a link to the release that readers see, and `maps/`."""
    is_here: bool
    """Whether the folder is on this machine, not on another one or in a store."""
    project: str
    """The folder of the clone."""
    counts: str | None
    """The folder of the file of view counts; None if none are counted."""

    @property
    def site(self) -> str:
        """The folder of the site that readers see."""
        return f"{self.folder}/current"

    @property
    def python(self) -> str:
        return f"{self.project}/.venv/bin/python"

    @property
    def full_host(self) -> str:
        return self.host if self.port == 443 else f"{self.host}:{self.port}"


def of(settings: Settings) -> Place:
    """Raises PlaceError when the address is none for readers, or a path has letters with a meaning of their own."""
    parts = urlsplit(settings.site_url)
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme != "https":
        raise PlaceError(words.sentence("web_server.not_https", value=settings.site_url))
    if not _HOST.fullmatch(host) or host.rpartition(".")[2].isdecimal():
        raise PlaceError(words.sentence("web_server.not_a_name", value=settings.site_url))
    publish, counts = settings.bulletin.publish, settings.bulletin.view_counts
    is_here = publish is None or (publish.folder is not None and publish.host is None)
    place = Place(
        host,
        parts.port or 443,
        unquote(settings.root),
        (publish.folder if publish else None) or FOLDER,
        is_here,
        str(settings.project),
        str(Path(settings.project, counts.file).parent) if counts else None,
    )
    for text in (place.root, place.folder, place.project, place.counts or ""):
        if text and not _PLAIN.fullmatch(text):
            raise PlaceError(words.sentence("web_server.odd_path", value=text))
    return place
