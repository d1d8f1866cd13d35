"""The view count: the number of an article's readers, in its post, on its page, and as digits that are replaced in
place.

Every night the views of nearly all articles change, and nothing else. So the number is the one value that is read
without parsing the post and written without making the page again. Everything that must agree for this stands here.
"""

import re
from functools import cache
from typing import NamedTuple

from .machine import digest
from .press.page_patch import Patch
from .stylebook import numbers

_IN_POST = re.compile(rb"^views: (0|[1-9]\d{0,11})\r?$", re.MULTILINE)
_MARK = b'<span id="luot-xem">'
"""What stands before the number on a page (see partials/byline.html). No post can have that id: its own begin
otherwise.
"""
_ON_PAGE = re.compile(_MARK + rb"([\d.]+)</span>")


class QuickViews(NamedTuple):
    """The views of a post as a glance shows them. They must be compared with those of the front matter: the line may
    stand elsewhere.

    `source_digest` is the digest of the file without the number, or of the whole file when there is none; `line` is the
    number's line.
    """

    source_digest: bytes
    views: int | None
    line: int


def read_quickly(data: bytes) -> QuickViews:
    """The views of a post's file, found without parsing it."""
    found = _IN_POST.search(data)
    if found is None:
        return QuickViews(digest.of(data), None, 0)
    without = data[: found.start(1)] + data[found.end(1) :]
    return QuickViews(digest.of(without), int(found[1]), data.count(b"\n", 0, found.start()) + 1)


def patch(page: bytes, views: int | None, shell: str) -> Patch | None:
    """The patch that puts another number of views on a page; None when the page shows none, or as many digits don't do.

    `shell` is the template that the page was filled from.
    """
    if views is None or not _shows_views_once(shell):
        return None
    shown, wanted = _ON_PAGE.findall(page), numbers.in_thousands(views).encode()
    return Patch(page.index(_MARK) + len(_MARK), wanted) if len(shown) == 1 and len(shown[0]) == len(wanted) else None


@cache
def _shows_views_once(shell: str) -> bool:
    """Whether a template prints the number at the mark and nowhere else."""
    uses = re.findall(r"<%[^%]*\bviews\b[^%]*%>", shell)
    return (
        uses == ["<% if views is not none %>", "<%= views %>"]
        and shell.count(f"{_MARK.decode()}<%= views %></span>") == 1
    )
