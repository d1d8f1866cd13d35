"""Three versions of the same values in one: what somebody changed, carried over into what others have changed."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from . import meaning
from .meaning import Kind, Path
from .tree import Value

Values = dict[str, Value]


class Merged(NamedTuple):
    """`conflicts` are the keys, such as `image.alt`, that both sides changed differently. They keep their version."""

    values: Values
    conflicts: tuple[str, ...]


def merge(base: Values, mine: Values, theirs: Values, path: Path = ()) -> Merged:
    """Applies the changes from `base` to `mine` to `theirs`."""
    values = dict(theirs)
    conflicts: list[str] = []
    for key in dict.fromkeys([*base, *mine]):
        inner_path = (*path, key)
        old, new, other = base.get(key), mine.get(key), theirs.get(key)
        if meaning.same(old, new, inner_path) or meaning.same(new, other, inner_path):
            continue
        if meaning.same(old, other, inner_path):
            values[key] = new
        elif isinstance(old, dict | None) and isinstance(new, dict) and isinstance(other, dict):
            inner = merge(old or {}, new, other, inner_path)
            values[key], conflicts = inner.values, [*conflicts, *inner.conflicts]
        elif (items := _lists(old, new, other, inner_path)) is not None:
            values[key] = items
        else:
            conflicts.append(".".join(inner_path))
    return Merged(values, tuple(conflicts))


def changed_keys(before: Values, after: Values) -> list[str]:
    """The outermost keys that do not mean the same in both."""
    return [
        key for key in dict.fromkeys([*before, *after]) if not meaning.same(before.get(key), after.get(key), (key,))
    ]


def entries(value: Value, path: Path) -> list[Value] | None:
    """A value as a list, if that is what its key takes."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    if meaning.kind(path) is Kind.SEVERAL and not isinstance(value, dict):
        return list(meaning.names(value))
    return None


class _Change(NamedTuple):
    """Some entries of the base, from `start` to before `end`, become others."""

    start: int
    end: int
    entries: list[Value]


def _lists(old: Value, new: Value, other: Value, path: Path) -> list[Value] | None:
    """The three lists in one; None if both sides changed the same entries, or if they are no lists."""
    base, mine, theirs = (entries(value, path) for value in (old, new, other))
    if base is None or mine is None or theirs is None:
        return None
    my_changes, their_changes = _changes(base, mine, path), _changes(base, theirs, path)
    for my_change in my_changes:
        for change in their_changes:
            if max(change.start, my_change.start) < min(change.end, my_change.end):
                return None
    result: list[Value] = []
    place = 0
    for change in sorted([*my_changes, *their_changes], key=lambda change: (change.start, change.end)):
        result += base[place : change.start]
        result += [item for item in change.entries if not any(meaning.same(item, one, path) for one in result)]
        place = max(place, change.end)
    return result + base[place:]


def _changes(base: list[Value], after: list[Value], path: Path) -> list[_Change]:
    return [
        _Change(start, end, after[first:last])
        for sort, start, end, first, last in opcodes(base, after, path)
        if sort != "equal"
    ]


def opcodes(old: list[Value], new: list[Value], path: Path) -> Sequence[tuple[str, int, int, int, int]]:
    """How one list becomes another, as difflib says it."""
    before, after = ([meaning.of(item, path) for item in values] for values in (old, new))
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
