"""The archive: every published post, found by words of its title or by its month."""

from itertools import groupby
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from .. import words
from . import pages
from .desk import Desk

_ON_A_PAGE = 50
_DRAFTS = "refs/heads/desk/posts/"


def show(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    sought = request.query_params.get("tim", "")[:200]
    month = request.query_params.get("thang", "")
    months = desk.shelf.months()
    month = month if month in months else ""
    found = desk.shelf.find(sought, month)
    pages_count = max(1, -(-len(found) // _ON_A_PAGE))
    number = min(page_number(request), pages_count)
    first = (number - 1) * _ON_A_PAGE
    chosen = found[first : first + _ON_A_PAGE]
    key = "web.archive.some" if found else "web.archive.none"
    return pages.page(
        request,
        "archive.html",
        posts=chosen,
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
    open_drafts = {ref.removeprefix(_DRAFTS) for ref in desk.repository.refs(_DRAFTS)} & keys
    drafts = [draft for key in open_drafts if (draft := desk.drafts.get(key))]
    return {draft.key: words.sentence(f"web.statuses.{draft.status}") for draft in drafts}


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
