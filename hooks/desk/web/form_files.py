"""What the page of the form loads: Decap's configuration, made of the bulletin's settings on main, and its words."""

import posixpath
import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.settings import settings
from bulletin.settings.settings import Settings
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..form import configuration
from ..git.repository import Repository
from .desk import Desk

_SETTINGS = "mkdocs.yml"
_INHERIT = re.compile(rb"^INHERIT:[ \t]*[\"']?([^\"'\s]+)", re.MULTILINE)
_MOST_FILES = 10


def configured(request: Request) -> Response:
    return Response(configuration.as_yaml(_settings_now(request.app.state.desk)), media_type="text/yaml; charset=utf-8")


def page_words(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    return JSONResponse({**configuration.page_words(_settings_now(desk)), "site": site(desk)})


def site(desk: Desk) -> str:
    """Where readers see the bulletin, with a slash at the end."""
    return f"{(desk.settings.site or _settings_now(desk).site_url).rstrip('/')}/"


def _settings_now(desk: Desk) -> Settings:
    return _settings_at(desk.repository, desk.repository.main())


@lru_cache(4)
def _settings_at(repository: Repository, commit: str) -> Settings:
    """The settings of the bulletin at a commit. Their files are laid out in a folder for as long as they are read."""
    with TemporaryDirectory() as folder:
        name = _SETTINGS
        for _ in range(_MOST_FILES):
            content = repository.read(commit, name)
            if content is None or name.startswith(".."):
                break
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            inherited = _INHERIT.search(content)
            if inherited is None:
                break
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), inherited[1].decode("utf-8", "replace")))
        return settings.load(Path(folder, _SETTINGS))
