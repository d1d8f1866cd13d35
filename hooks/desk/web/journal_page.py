"""The journal of publishing: who published, corrected, withdrew and removed what, and when."""

import re
from datetime import datetime

from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import Response

from .. import words
from ..drafts.journal import Entry
from ..person import Person
from ..refusal import Refusal
from . import pages
from .archive_page import link, page_number
from .desk import Desk

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_ON_A_PAGE = 100


def show(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    person: Person = request.scope["person"]
    month, who = request.query_params.get("thang", ""), request.query_params.get("nguoi", "")
    entries = _entries(desk, month)
    found = [entry for entry in entries if who in ("", entry.who)]
    count = max(1, -(-len(found) // _ON_A_PAGE))
    number = min(page_number(request), count)
    return pages.page(
        request,
        "journal.html",
        entries=found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE],
        month=month,
        who=who,
        names=sorted({entry.who for entry in entries}),
        summary=words.sentence("web.journal.some" if found else "web.journal.none", count=len(found)),
        download=link(request, 1).replace("/?", "/nhat-ky.csv?"),
        later=link(request, number - 1) if number > 1 else "",
        earlier=link(request, number + 1) if number < count else "",
        failures=desk.logins.recent() if person.may_publish else [],
    )


def _entries(desk: Desk, month: str) -> list[Entry]:
    """The entries of a month such as `2026-12`, the newest first; of all months if none is named."""
    if not month:
        return desk.journal.entries()
    if not _MONTH.fullmatch(month):
        raise Refusal(422, "web_month")
    return desk.journal.entries(*span(month))


def span(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month in Vietnam, and that of the next."""
    year, number = int(month[:4]), int(month[5:])
    following = f"{year + number // 12}-{number % 12 + 1:02}"
    return dates.parse_day(f"{month}-01"), dates.parse_day(f"{following}-01")


def download(request: Request) -> Response:
    """The same entries for a spreadsheet."""
    desk: Desk = request.app.state.desk
    month, who = request.query_params.get("thang", ""), request.query_params.get("nguoi", "")
    found = [entry for entry in _entries(desk, month) if who in ("", entry.who)]
    name = f"nhat-ky-{month}.csv" if month else "nhat-ky.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(desk.journal.csv(found), media_type="text/csv; charset=utf-8", headers=headers)
