"""The desk's own pages: templates, and the files that they load."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Scope

from .. import words
from ..refusal import Refusal
from . import headers

_HERE = Path(__file__).parent
_FONTS = _HERE.parents[2] / "overrides" / "assets" / "fonts"
_ASSETS = {
    "pages.css": (_HERE / "assets" / "pages.css", "text/css; charset=utf-8"),
    "pages.js": (_HERE / "assets" / "pages.js", "text/javascript; charset=utf-8"),
    "bulletin-serif.woff2": (_FONTS / "bulletin-serif.woff2", "font/woff2"),
    "bulletin-serif-italic.woff2": (_FONTS / "bulletin-serif-italic.woff2", "font/woff2"),
}


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["w"] = words.block("web")
    environment.filters["key"] = lambda post: post.removeprefix("posts/").removesuffix(".md")
    environment.filters["day"] = lambda moment: dates.day(dates.local(moment))
    environment.filters["minute"] = lambda moment: dates.minute(dates.local(moment))
    environment.filters["iso"] = lambda moment: dates.iso(dates.local(moment))
    return environment


def _html(scope: Scope, template: str, status: int, facts: dict[str, Any]) -> HTMLResponse:
    text = _templates().get_template(template).render(person=scope["person"], path=scope["path"], **facts)
    return HTMLResponse(text, status, {"Content-Security-Policy": headers.PAGE})


def page(request: Request, template: str, **facts: Any) -> HTMLResponse:
    return _html(request.scope, template, 200, facts)


def error(scope: Scope, status: int, sentence: str) -> HTMLResponse:
    """A page that says what is wrong and where to go from there."""
    titles = words.block("web.errors")
    return _html(scope, "error.html", status, {"title": titles.get(str(status), titles["other"]), "sentence": sentence})


def asset(request: Request) -> Response:
    """A style sheet, script or typeface of the pages."""
    found = _ASSETS.get(request.path_params["name"])
    if found is None:
        raise Refusal(404, "web_path")
    return FileResponse(found[0], media_type=found[1], headers={"Cache-Control": "public, no-cache"})
