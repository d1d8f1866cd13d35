"""The place of a desk: its address, its files, and how nginx finds both."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .. import words
from ..settings import DeskSettings, SettingsError
from ..web import headers

SOFTWARE = Path(__file__).resolve().parents[3]
"""The checkout that this desk runs from."""
ADMIN = SOFTWARE / "hooks" / "desk" / "admin"
USER = "bantin-desk"
_PLAIN = re.compile(r"[A-Za-z0-9/._~+-]+")
"""Letters that mean themselves in every program that gets them."""
_CONF = "/etc/bantin-desk"
_HTTPS = 443


@dataclass(frozen=True)
class Place:
    """Every text is fit to stand in a file of nginx or systemd."""

    address: str
    host: str
    public_port: int
    port: int
    """Where nginx finds the desk, on 127.0.0.1."""
    body: int
    """The most megabytes of a request."""
    repository: str
    folder: str
    settings_file: str
    users_file: str
    key_file: str
    """The part of nginx's configuration that names the desk's key."""
    index: str
    admin: str = str(ADMIN)
    realm: str = "Ban bien tap"
    user: str = USER
    is_trial: bool = False

    @property
    def host_and_port(self) -> str:
        return self.address.partition("://")[2]

    @property
    def form_headers(self) -> dict[str, str]:
        """The headers of Decap and of all files that come with it."""
        secure = {} if self.is_trial else {"Strict-Transport-Security": "max-age=31536000"}
        return {
            **headers.ALWAYS,
            "Cache-Control": "no-cache",
            "Content-Security-Policy": headers.FORM,
            **secure,
        }


def of(settings: DeskSettings, file: Path) -> Place:
    """The place of a desk for real, by its `desk.yml`. Raises SettingsError."""
    parts = urlsplit(settings.address)
    if parts.scheme != "https" or "." not in (parts.hostname or ""):
        raise SettingsError(words.sentence("hosting.not_https", value=settings.address))
    place = Place(
        address=settings.address,
        host=parts.hostname or "",
        public_port=parts.port or _HTTPS,
        port=settings.port,
        body=body(settings),
        repository=str(settings.repository),
        folder=str(settings.folder),
        settings_file=str(file.absolute()),
        users_file=f"{_CONF}/users",
        key_file=f"{_CONF}/nginx-key.conf",
        index=str(ADMIN / "index.html"),
    )
    for text in (place.repository, place.folder, place.settings_file, place.admin):
        if not _PLAIN.fullmatch(text):
            raise SettingsError(words.sentence("hosting.odd_path", value=text))
    return place


def body(settings: DeskSettings) -> int:
    """Base64 makes four bytes of three; the desk itself says what is too large."""
    return settings.limits.upload_megabytes * 4 // 3 + 10
