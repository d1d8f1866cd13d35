"""What two people have written into one article at the same time, beside each other."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import Response

from .. import words
from ..manuscripts import manuscript
from ..person import Person
from ..refusal import Refusal
from . import pages
from .desk import Desk

_AROUND = 3
"""Equal lines that stay visible beside a difference."""
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class Part(NamedTuple):
    text: str
    is_different: bool


class Row(NamedTuple):
    theirs: Sequence[Part] = ()
    mine: Sequence[Part] = ()
    is_different: bool = False
    skipped: int = 0


def show(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    key = request.path_params["key"]
    mine, path, title = _mine(desk, key, request.scope["person"])
    draft = desk.drafts.get(key)
    commit, path = (draft.commit, draft.path) if draft else (desk.repository.main(), path)
    data = desk.repository.read(commit, path)
    theirs = _plain(data, path) if data is not None else ""
    who, when = desk.repository.history.last_change(commit, path)
    return pages.page(
        request,
        "comparison.html",
        key=key,
        lead=words.sentence("web.comparison.lead", title=title, who=who, when=dates.minute(dates.local(when))),
        who=who,
        mine=mine,
        rows=list(rows(theirs.splitlines(), mine.splitlines())),
    )


def _mine(desk: Desk, key: str, person: Person) -> tuple[str, str, str]:
    """The text that could not be saved, its path and its title. Raises Refusal if there is none."""
    found = desk.drafts.unsaved(key, person.login)
    data = desk.repository.read(*found) if found else None
    if found is None or data is None:
        raise Refusal(404, "web_no_conflict")
    return _plain(data, found[1]), found[1], manuscript.read(data, found[1]).text_of("title")


def _plain(data: bytes, path: str) -> str:
    """A text written as the desk writes a new one, so that only what differs in meaning differs."""
    return manuscript.fresh(manuscript.read(data, path)).decode()


def rows(theirs: Sequence[str], mine: Sequence[str]) -> Iterator[Row]:
    """Both texts line by line. Long runs of equal lines are only counted."""
    changes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    for number, (kind, begin, end, my_begin, my_end) in enumerate(changes):
        if kind == "equal":
            yield from _equal(theirs[begin:end], is_first=number == 0, is_last=number == len(changes) - 1)
            continue
        olds, news = theirs[begin:end], mine[my_begin:my_end]
        for index in range(max(len(olds), len(news))):
            old = olds[index] if index < len(olds) else ""
            new = news[index] if index < len(news) else ""
            yield Row(*_parts(old, new), is_different=True)


def _equal(lines: Sequence[str], is_first: bool, is_last: bool) -> Iterator[Row]:
    head = 0 if is_first else _AROUND
    tail = 0 if is_last else _AROUND
    shown = [Row([Part(line, False)], [Part(line, False)]) for line in lines]
    if len(shown) <= head + tail + 1:
        yield from shown
        return
    yield from shown[:head]
    yield Row(skipped=len(shown) - head - tail)
    yield from shown[len(shown) - tail :]


def _parts(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Two lines in parts, with the words that differ."""
    olds, news = _PIECE.findall(old), _PIECE.findall(new)
    before: list[Part] = []
    after: list[Part] = []
    for kind, begin, end, my_begin, my_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        is_different = kind != "equal"
        if end > begin:
            before.append(Part("".join(olds[begin:end]), is_different))
        if my_end > my_begin:
            after.append(Part("".join(news[my_begin:my_end]), is_different))
    return before, after
