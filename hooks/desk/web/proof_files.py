"""The files of a proof: a draft as it will stand, for the frames of its preview and for whoever has a link to it.

Their pages run in an origin of their own (the `sandbox` of their policy), so that nothing in a post, whatever somebody
has typed there, reaches the desk.
"""

import re
from pathlib import Path

from bulletin.stylebook import dates
from bulletin.web_server import file_kinds
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from .. import words
from ..drafts.draft import Draft
from ..proofs.shares import Share
from ..refusal import Refusal
from . import headers
from .desk import Desk

PREFIX = "/admin/ban-thao/"
SHARED = "/chia-se/"
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LINK = re.compile(r"""(\s(?:href|src|poster|action|data-[a-z-]+)=["']?)/(?![/\\])""")
_SET = re.compile(r"""(\s(?:imagesrcset|srcset)=)("[^"]*"|'[^']*')""")
_IN_SET = re.compile(r"""(^["']?|,\s*)/(?!/)""")
_PAGE = "text/html; charset=utf-8"


def address(desk: Desk, draft: Draft) -> str:
    """The address of a draft's proof, with a pass for it."""
    return f"{PREFIX}{desk.passes.of(draft.key)}/{place(draft)}"


def shared_address(desk: Desk, token: str) -> str:
    """The whole address of a share, to be sent to somebody."""
    return f"{desk.settings.address}{SHARED}{token}/"


def told(desk: Desk, share: Share) -> dict[str, str]:
    """A share as the page of the preview lists it."""
    since, until = (dates.minute(dates.local(moment)) for moment in (share.created, share.expires))
    return {
        "id": share.id,
        "url": shared_address(desk, desk.shares.token(share)),
        "told": words.sentence("web.shares.made", who=share.name, since=since, until=until),
    }


def place(draft: Draft) -> str:
    """Where the article of a draft stands in the site."""
    return draft.path.removeprefix("posts/").removesuffix(".md") + "/"


def make(desk: Desk, draft: Draft) -> None:
    """Has the proof of a draft made, if it is not there as it should be."""
    desk.workroom.preview(draft.key, draft.commit, desk.drafts.changes(draft))


def proof(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    given = request.path_params["pass"]
    return _file(request, desk.passes.key(given), f"{PREFIX}{given}/")


def shared(request: Request) -> Response:
    """A file for somebody without an account. The proof is made anew when the draft has changed since."""
    desk: Desk = request.app.state.desk
    token, path = request.path_params["token"], request.path_params["path"]
    key = desk.shares.open(token)
    draft = desk.drafts.get(key)
    if draft is None:
        raise Refusal(410, "web_shared_gone")
    if not path:
        return RedirectResponse(f"{SHARED}{token}/{place(draft)}")
    if path.endswith("/"):
        make(desk, draft)
    return _file(request, key, f"{SHARED}{token}/")


def _file(request: Request, key: str, prefix: str) -> Response:
    desk: Desk = request.app.state.desk
    path = request.path_params["path"]
    file = desk.workroom.file(key, path)
    if file is None:
        raise Refusal(404, "web_no_proof_file")
    kind = file_kinds.of(path if path and not path.endswith("/") else f"{path}index.html").content_type
    sent = {
        "Content-Security-Policy": headers.of_proof(desk.settings.address, prefix),
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cross-Origin-Opener-Policy": "unsafe-none",  # a browser shows no sandboxed page with any other
        "Referrer-Policy": "no-referrer",
    }
    if kind != _PAGE:
        return FileResponse(file, media_type=kind, headers=sent)
    return Response(_page(file, prefix), media_type=kind, headers=sent)


def _page(file: Path, prefix: str) -> str:
    """A page with the links of its site turned to the proof; as they stand, they lead to the public site."""

    def turned(tag: re.Match[str]) -> str:
        text = _LINK.sub(lambda link: link[1] + prefix, tag[0])
        return _SET.sub(lambda entry: entry[1] + _IN_SET.sub(lambda link: link[1] + prefix, entry[2]), text)

    return _TAG.sub(turned, file.read_text(encoding="utf-8"))
