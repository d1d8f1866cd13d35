"""Contradictions: keys of one post that can't be true together."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from ..problems import Problem, problem
from ..stylebook import words
from . import yaml_lines
from .life_cycle import CORRECTION, Change, Correction, Update
from .schema import FrontMatter

_LONGEST_ALERT = timedelta(days=14)
"""Readers no longer notice an emergency notice that is always there."""


def problems(front: FrontMatter, has_body: bool, file: str, lines: Mapping[yaml_lines.Path, int]) -> Iterator[Problem]:
    """Yields the contradictions in the front matter of a post. `has_body` says whether a text follows; `lines` has the
    line of each key.
    """

    def _report(code: str, *path: str | int, key: str = "", **facts: object) -> Problem:
        line = lines.get(path) or lines.get(path[:1], 1)
        return problem(code, file, line, key or shown(path), **facts)

    if front.updated and front.updated < front.date:
        yield _report("updated-before-date", "updated")
    if front.image and front.image.src and not front.image.alt:
        yield _report("missing-alt", "image", key="image.alt")
    if front.image and not front.image.src and (front.image.caption or front.image.alt or front.image.credit):
        yield _report("image-without-file", "image", key="image.src")
    if front.alert and front.alert.until <= front.date:
        yield _report("alert-ends-before-date", "alert", "until")
    elif front.alert and front.alert.until - front.date > _LONGEST_ALERT:
        yield _report("alert-too-long", "alert", "until", days=(front.alert.until - front.date).days)
    for path, moment in moments(front):
        if path != ("updated",) and moment < front.date:
            yield _report("moment-before-date", *path)
    for index, correction in enumerate(front.corrections):
        if not (correction.note or (correction.kind == CORRECTION and correction.wrong and correction.right)):
            if correction.kind == CORRECTION:
                yield _report("correction-empty", "corrections", index)
            else:
                yield _report("correction-without-note", "corrections", index)
        elif correction.right and not correction.wrong:
            yield _report("correction-half", "corrections", index, "right", missing="wrong")
        elif correction.wrong and not correction.right:
            yield _report("correction-half", "corrections", index, "wrong", missing="right")
    if front.removed and front.withdrawn:
        yield _report("removed-and-withdrawn", "removed")
    if front.expires and front.expires <= front.date:
        yield _report("expires-before-date", "expires")
    if front.alert and front.expires and front.expires < front.alert.until:
        yield _report("expires-before-alert-ends", "expires")
    if front.updates and not front.lead and not has_body:
        yield _report("updates-without-lead", "updates")
    if front.translation_of and front.lang == words.HOME:
        yield _report("translation-without-lang", "translation_of")
    if front.event and front.event.ends and front.event.ends <= front.event.starts:
        yield _report("event-ends-before-start", "event", "ends")


def moments(front: FrontMatter) -> Iterator[tuple[yaml_lines.Path, datetime]]:
    """Yields the path and the time of everything that happened to an article after its publication."""
    if front.updated:
        yield ("updated",), front.updated
    items: dict[str, Sequence[Change | Correction | Update]] = {
        "changes": front.changes,
        "corrections": front.corrections,
        "updates": front.updates,
    }
    for key, group in items.items():
        for index, item in enumerate(group):
            yield (key, index, "time"), item.time
    if front.withdrawn:
        yield ("withdrawn", "time"), front.withdrawn.time
    if front.removed:
        yield ("removed", "time"), front.removed.time


def shown(path: yaml_lines.Path) -> str:
    """The path of a key as messages show it: `changes.1.time`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
