"""The view count: the number of an article's readers, in its post and on its page.

Every night the views of nearly all articles change, and nothing else does. So this value alone is read without parsing
the post, and written without making the page again. Everything that must agree for this is in this module.
"""

import re
from datetime import datetime
from functools import cache
from typing import NamedTuple

from .machine import digest
from .press.page_patch import Patch
from .stylebook import dates, numbers, words

_IN_POST = re.compile(rb"^views: (0|[1-9]\d{0,11})\r?$", re.MULTILINE)
_MARK = b'<span id="luot-xem">'
"""The markup before the number on a page (see partials/byline.html). No post can use this id, since ids in posts have a
prefix.
"""
_ON_PAGE = re.compile(_MARK + rb'([\d.]+)</span>(?: \([^<]*<time datetime="([^"]*)">([^<]*)</time>)?')
_SLOTS = [
    *("<% if views is not none %>", "<%= views %>"),
    *("<% if views_until %>", "<%= views_until %>", "<%= views_day %>"),
]
"""How a template that can be patched uses the number and the day, in this order."""


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


def day(until: str, lang: str) -> str:
    """The day of a count on a page. `until` is `2026-11-28`."""
    moment = datetime.fromisoformat(f"{until}T12:00:00+07:00")
    return dates.day(moment) if lang == words.HOME else dates.day_in_english(moment)


def patch(page: bytes, views: int | None, until: str | None, lang: str, shell: str) -> Patch | None:
    """The patch that puts another number of views on a page, and another day until which they were counted.

    None when the page shows no number, or needs more or fewer bytes. `shell` is the template that the page was filled
    from.
    """
    if views is None or not _shows_views_once(shell):
        return None
    shown = list(_ON_PAGE.finditer(page))
    texts = (numbers.in_thousands(views), until, until and day(until, lang))
    new = [text and text.encode() for text in texts]
    if len(shown) != 1 or [old and len(old) for old in shown[0].groups()] != [text and len(text) for text in new]:
        return None
    begin, end = shown[0].start(1), shown[0].end()
    content = bytearray(page[begin:end])
    for group, text in enumerate(new, start=1):
        if text:
            content[shown[0].start(group) - begin : shown[0].end(group) - begin] = text
    return Patch(begin, bytes(content))


@cache
def _shows_views_once(shell: str) -> bool:
    """Whether a template prints number and day at the mark and nowhere else."""
    uses = re.findall(r"<%[^%]*\bviews(?:_until|_day)?\b[^%]*%>", shell)
    return uses == _SLOTS and shell.count(f"{_MARK.decode()}<%= views %></span><% if views_until %> (") == 1
