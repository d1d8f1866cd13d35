"""The archive: every published post, found by words of its title or by its month."""

from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import Response

from .. import words
from ..drafts.archive import Line
from . import form_files, pages
from .desk import Desk

_ON_A_PAGE = 50
_ALL = 1_000_000


class _Entry(NamedTuple):
    key: str
    title: str
    when: datetime


def show(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    sought = request.query_params.get("tim", "")[:200]
    month = request.query_params.get("thang", "")
    months = {name.replace("/", "-"): count for name, count in desk.archive.months()}
    month = month if month in months else ""
    found = desk.archive.search(sought, _ALL, month.replace("-", "/"))
    pages_count = max(1, -(-len(found) // _ON_A_PAGE))
    number = min(page_number(request), pages_count)
    first = (number - 1) * _ON_A_PAGE
    chosen = found[first : first + _ON_A_PAGE]
    key = "web.archive.some" if found else "web.archive.none"
    return pages.page(
        request,
        "archive.html",
        site=form_files.site(desk),
        posts=[_Entry(line.key, line.title, _moment(line)) for line in chosen],
        statuses=_statuses(desk, {item.key for item in chosen}),
        years=_years(months),
        month=month,
        sought=sought,
        first=first + 1,
        summary=words.sentence(key, count=_thousands(len(found)), first=first + 1, last=first + len(chosen)),
        later=link(request, number - 1) if number > 1 else "",
        earlier=link(request, number + 1) if number < pages_count else "",
    )


def page_number(request: Request) -> int:
    given = request.query_params.get("trang", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def link(request: Request, number: int) -> str:
    """The same list at another page."""
    kept = {name: value for name, value in request.query_params.items() if name != "trang" and value}
    return f"{request.url.path}?{urlencode({**kept, 'trang': number})}"


def _statuses(desk: Desk, keys: set[str]) -> dict[str, str]:
    """How far the drafts of some posts are."""
    drafts = [draft for draft in desk.drafts.all() if draft.key in keys]
    return {draft.key: words.sentence(f"web.statuses.{draft.status}") for draft in drafts}


def _moment(line: Line) -> datetime:
    """The date of a post; for one without, the beginning of its month."""
    try:
        return dates.parse(line.date)
    except dates.DateError:
        return dates.parse_day(f"{line.key[:7].replace('/', '-')}-01")


def _years(months: dict[str, int]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The months of each year: value, name and number of posts."""
    return [
        (
            year,
            [
                (month, words.sentence("web.archive.month_name", month=int(month[5:]), year=year), _thousands(count))
                for month, count in entries
            ],
        )
        for year, entries in groupby(months.items(), key=lambda entry: entry[0][:4])
    ]


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")
