"""Stretches: which lines of a log were counted before, under whatever name and in whatever company.

Servers rotate logs, go on writing them, pack them, and people hand over the same ones twice. So nothing hangs on a
file: the lines of each hour are compared with the stretches of lines that were counted before. A stretch is found by
its first line, and known by the digest of all its lines.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from ..machine import digest
from .totals import Stretch, Totals


class Line(NamedTuple):
    """A line that tells of a reading. `content` is the line as it stands in the log."""

    content: bytes
    day: date
    address: str
    rewritten: bytes
    """The line with the plain address for its target."""


def take_new(lines: Sequence[Line], totals: Totals, today: date) -> list[Line]:
    """The lines of one hour that were not counted before, in their order. They count from now on.

    Where a known stretch begins but goes on otherwise, or ends too early, the lines are a changed or an older copy of
    it, and none of the rest is new.
    """
    new: list[Line] = []
    run: list[Line] = []
    position = 0
    while position < len(lines):
        head = _digest([lines[position]])
        known = totals.counted.get(head)
        if known is None:
            run.append(lines[position])
            position += 1
            continue
        totals.counted[head] = msgspec.structs.replace(known, seen=today)
        new += _enter(run, totals, today)
        run = []
        if _digest(lines[position : position + known.lines]) != known.digest:
            break
        position += known.lines
    return new + _enter(run, totals, today)


def _enter(run: list[Line], totals: Totals, today: date) -> list[Line]:
    if run:
        totals.counted[_digest(run[:1])] = Stretch(len(run), _digest(run), run[0].day, today)
    return run


def _digest(lines: Sequence[Line]) -> str:
    return digest.of(b"\n".join([line.content for line in lines])).hex()
