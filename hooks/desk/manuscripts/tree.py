"""The front matter of a post as a tree of values, each of which knows where in the text it is written."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml
from bulletin.stylebook import letters

from ..refusal import Refusal

_MOST_BRACKETS = 5000
_DEEP = re.compile(r"(?:[-?][ \t]+){200}")
"""Where values are nested tens of thousands deep, libyaml crashes Python. No post comes near these numbers."""
_UNPRINTABLE = {
    code: 0x200B for code in (*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
}
"""Characters that YAML forbids and the engine removes, with an invisible one that it allows in their place."""


class Scalar(str):
    """A value that is no list and no group. `is_quoted` is true for a value in quotes and for a block."""

    is_quoted: bool

    def __new__(cls, text: str, is_quoted: bool) -> "Scalar":
        scalar = super().__new__(cls, text)
        scalar.is_quoted = is_quoted
        return scalar


Value = Scalar | list["Value"] | dict[str, "Value"] | None


class Item(NamedTuple):
    """A key with its value, or the entry of a list without a key. `start` and `end` are places in the text; between
    them lies nothing but the item.
    """

    start: int
    end: int
    node: yaml.Node


class Tree:
    """The values in a text of YAML. Raises Refusal with `file` in its sentence if the text is not a mapping."""

    def __init__(self, text: str, file: str):
        self.text = text
        self._seen: set[int] = set()
        try:
            self.root = _root(text)
            self.values = self._mapping(self.root)
        except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
            raise Refusal(422, "manuscripts_bad_yaml", file=file) from None

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in values:
                raise ValueError(key)
            values[key.value] = self._value(value)
        return values

    def _value(self, node: yaml.Node) -> Value:
        if id(node) in self._seen:  # an alias; copies of copies fill a machine's memory
            raise ValueError(node)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        assert isinstance(node, yaml.ScalarNode), "YAML has no fourth kind of node"
        return Scalar(node.value, bool(node.style))

    def items(self, node: yaml.MappingNode | yaml.SequenceNode) -> Iterator[tuple[str, Item]]:
        """The keys of a group with their places; the entries of a list, with empty keys."""
        for entry in node.value:
            key, value = entry if isinstance(node, yaml.MappingNode) else (None, entry)
            start = key.start_mark.index if key is not None else value.start_mark.index
            yield (key.value if key is not None else ""), Item(start, max(self.end(value), start), value)

    def end(self, node: yaml.Node) -> int:
        """Where a value ends. libyaml takes comments and blank lines after a block for a part of it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            ends = self.end(last[1] if isinstance(last, tuple) else last)
            return max(ends, last[0].end_mark.index + 1) if isinstance(last, tuple) else ends
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip(" \t\r\n"))
        return end if end > start else start


def _root(text: str) -> yaml.MappingNode:
    """The outermost mapping. A character that YAML minds is exchanged for one that it doesn't, so that places stay."""
    legible = letters.BREAK.sub(" ", letters.spaced(text.translate(_UNPRINTABLE)))
    if sum(map(legible.count, "[{")) > _MOST_BRACKETS or _DEEP.search(legible):
        raise ValueError(len(legible))
    root = yaml.compose(legible, Loader=yaml.CSafeLoader)
    if root is None:
        nowhere = yaml.Mark("", 0, 0, 0, None, 0)
        return yaml.MappingNode("tag:yaml.org,2002:map", [], nowhere, nowhere, flow_style=False)
    if not isinstance(root, yaml.MappingNode):
        raise ValueError(root.tag)
    return root


def line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def line_end(text: str, place: int) -> int:
    """The place behind the line end that comes next."""
    ends = [found for found in (text.find("\n", place), text.find("\r", place)) if found >= 0]
    if not ends:
        return len(text)
    end = min(ends)
    return end + 2 if text.startswith("\r\n", end) else end + 1
