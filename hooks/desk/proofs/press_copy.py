"""The copy for the press: the text of a draft as its preview needs it, and the moment at which it will be read."""

import re
from datetime import datetime

from bulletin.posts import post

from .work_tree import Changes

_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_DRAFT = re.compile(rb"^([\"']?)draft\1[ \t]*:[^\r\n]*", re.MULTILINE)
_ANY_CATEGORY = {"-": "-"}
_POST = re.compile(r"posts/(?P<name>[0-9]{4}/[0-9]{2}/[^/]+\.md)")


def of(changes: Changes) -> dict[str, bytes | None]:
    """The same changes with posts that are no longer marked as drafts, since the engine leaves those out."""
    return {
        path: _released(content) if content is not None and _POST.fullmatch(path) else content
        for path, content in changes.items()
    }


def moment(changes: Changes, now: datetime) -> datetime | None:
    """The moment at which all changed posts are out, if that is still to come."""
    dates = [
        _date(match["name"], content)
        for path, content in changes.items()
        if content is not None and (match := _POST.fullmatch(path))
    ]
    return max((date for date in dates if date and date > now), default=None)


def _released(content: bytes) -> bytes:
    front = _FRONT.match(content)
    if front is None:
        return content
    return _DRAFT.sub(b"draft: false", front[0], count=1) + content[front.end() :]


def _date(name: str, content: bytes) -> datetime | None:
    """The date of a post as the engine reads it, whatever its category."""
    parsed, _ = post.parse(name, content, _ANY_CATEGORY)
    return parsed.front.date if parsed else None
