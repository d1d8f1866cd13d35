"""How a draft will stand: two frames, what the check says, and the links that share it."""

from collections import OrderedDict
from collections.abc import Sequence

from bulletin.problems import Problem
from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from .. import words
from ..drafts.draft import Draft
from ..refusal import Refusal
from . import pages, proof_files
from .desk import Desk


class Checked:
    """What the check said of drafts, as long as neither they nor main have changed."""

    _MOST = 100

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, str], Sequence[Problem]] = OrderedDict()

    def problems(self, desk: Desk, draft: Draft) -> Sequence[Problem]:
        main = desk.repository.main()
        state = (draft.commit, main)
        if state not in self._found:
            self._found[state] = sorted(desk.workroom.check(main, desk.drafts.changes(draft)))
            while len(self._found) > self._MOST:
                self._found.popitem(last=False)
        return self._found[state]


def show(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    draft = desk.drafts.get(request.path_params["key"])
    if draft is None:
        raise Refusal(404, "web_entry")
    proof_files.make(desk, draft)
    if "khung" in request.query_params:  # the form has a frame beside it, for the article alone
        return RedirectResponse(proof_files.address(desk, draft), 303)
    return pages.page(
        request,
        "preview.html",
        draft=draft,
        status=words.sentence(f"web.statuses.{draft.status}"),
        moved=words.sentence("web.preview.moved", who=draft.author, when=dates.minute(dates.local(draft.updated))),
        problems=request.app.state.checked.problems(desk, draft),
        proof=proof_files.address(desk, draft),
        shares=[proof_files.told(desk, share) for share in desk.shares.list(draft.key)],
    )
