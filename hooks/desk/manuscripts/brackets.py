"""Values in brackets and braces: what stands between them is exchanged, entry by entry."""

import yaml

from . import comparison, meaning, rendering, wording
from .meaning import Path
from .tree import Item, Scalar, Tree, Value

Piece = tuple[int, int, str]
"""From here to there in the text, and what comes in its place."""


def entries(tree: Tree, node: yaml.SequenceNode, old: list[Value], new: list[Value], path: Path) -> list[Piece]:
    """The changes to a list in brackets. An entry that stays is written as before."""
    items = [item for _, item in tree.items(node)]
    if any(isinstance(value, dict) for value in new) or not all(isinstance(value, Scalar) for value in old):
        return [(node.start_mark.index, node.end_mark.index, _whole(new, path))]
    if len(new) == len(old):  # lines may be wrapped between the entries
        return [
            (item.start, item.end, _entry(item, after, path))
            for item, before, after in zip(items, old, new, strict=True)
            if not meaning.same(before, after, path)
        ]
    written = []
    for sort, start, end, first, last in comparison.opcodes(old, new, path):
        if sort == "equal":
            written += [tree.text[item.start : item.end] for item in items[start:end]]
        else:
            written += [rendering.in_brackets(value, path) for value in new[first:last]]
    return [(node.start_mark.index, node.end_mark.index, f"[{', '.join(written)}]")]


def group(
    text: str,
    node: yaml.MappingNode,
    items: dict[str, Item],
    old: dict[str, Value],
    new: dict[str, Value],
    path: Path,
) -> list[Piece]:
    """The changes to a group in braces."""
    written = []
    for key, value in rendering.ordered(new, path):
        if key in items and meaning.same(old[key], value, (*path, key)):
            written.append(text[items[key].start : items[key].end])
        else:
            written.append(f"{key}: {rendering.in_brackets(value, (*path, key))}")
    return [(node.start_mark.index, node.end_mark.index, f"{{{', '.join(written)}}}")]


def _entry(item: Item, value: Value, path: Path) -> str:
    is_double = isinstance(item.node, yaml.ScalarNode) and item.node.style == '"'
    return wording.in_double_quotes(str(value)) if is_double else rendering.in_brackets(value, path)


def _whole(values: list[Value], path: Path) -> str:
    groups = []
    for value in values:
        if isinstance(value, dict):
            pairs = (
                f"{key}: {rendering.in_brackets(item, (*path, key))}" for key, item in rendering.ordered(value, path)
            )
            groups.append(f"{{{', '.join(pairs)}}}")
        else:
            groups.append(rendering.in_brackets(value, path))
    return f"[{', '.join(groups)}]"
