"""The view count: the number of an article's readers, in its post and on its page.

Every night the views of nearly all articles change, and nothing else does. So this value alone is read without parsing
the post, and written without making the page again. Everything that must agree for this is in this module.
"""

import re
from functools import cache
from typing import NamedTuple

from .machine import digest
from .press.page_patch import Patch
from .stylebook import numbers

_IN_POST = re.compile(rb"^views: (0|[1-9]\d{0,11})\r?$", re.MULTILINE)
_MARK = b'<span id="luot-xem">'
"""The markup before the number on a page (see partials/byline.html). No post can use this id, since ids in posts have a
prefix.
"""
_ON_PAGE = re.compile(_MARK + rb"([\d.]+)</span>")


class QuickViews(NamedTuple):
    """The views of a post, read without parsing it. They must be compared with the front matter, since the line may
    stand elsewhere.

    `source_digest` is the digest of the file without the number, or of the whole file when it has no number. `line` is
    the line of the number, from 1; it is 0 when there is none.
    """

    source_digest: bytes
    views: int | None
    line: int


def read_quickly(data: bytes) -> QuickViews:
    """Reads the views from the bytes of a post file."""
    match = _IN_POST.search(data)
    if match is None:
        return QuickViews(digest.of(data), None, 0)
    remainder = data[: match.start(1)] + data[match.end(1) :]
    return QuickViews(digest.of(remainder), int(match[1]), data.count(b"\n", 0, match.start()) + 1)


def patch(page: bytes, views: int | None, shell: str) -> Patch | None:
    """The patch that puts another number of views on a page.

    None when the page shows no number, or a number of another length. `shell` is the template that the page was filled
    from.
    """
    if views is None or not _shows_views_once(shell):
        return None
    old_numbers, number = _ON_PAGE.findall(page), numbers.in_thousands(views).encode()
    return (
        Patch(page.index(_MARK) + len(_MARK), number)
        if len(old_numbers) == 1 and len(old_numbers[0]) == len(number)
        else None
    )


@cache
def _shows_views_once(shell: str) -> bool:
    """Whether a template prints the number at the mark and nowhere else."""
    uses = re.findall(r"<%[^%]*\bviews\b[^%]*%>", shell)
    return (
        uses == ["<% if views is not none %>", "<%= views %>"]
        and shell.count(f"{_MARK.decode()}<%= views %></span>") == 1
    )
