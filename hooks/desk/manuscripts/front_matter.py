"""The front matter of a file with some values changed. No order, comment, quote or wrapping changes with them.

PyYAML tells where each value stands, so only the text of a changed value is exchanged. A library that writes YAML anew
would also touch the lines around: spaces, wrapped lines, brackets over several lines.
"""

import yaml

from . import brackets, comparison, meaning, rendering, wording
from .meaning import Kind, Path
from .tree import Item, Scalar, Tree, Value, line_end, line_start


def changed(text: str, values: dict[str, Value], file: str, newline: str = "\n") -> str:
    """The text with the values of `values`; a key that is missing there is removed. Raises Refusal if the text is not
    YAML that the bulletin understands.
    """
    tree = Tree(text, file)
    if meaning.of(values, ()) == meaning.of(tree.values, ()):
        return text
    candidate = _Editing(tree, newline).text(values)
    if _means(candidate, values, file):
        return candidate
    return rendered(values).replace("\n", newline)


def rendered(values: dict[str, Value]) -> str:
    """A front matter that nobody has written yet, with LF."""
    return "".join(rendering.lines(key, value, (key,)) for key, value in rendering.ordered(values, ()))


def _means(text: str, values: dict[str, Value], file: str) -> bool:
    try:
        return meaning.of(Tree(text, file).values, ()) == meaning.of(values, ())
    except Exception:  # whatever is wrong with the text, it is not what was asked for
        return False


class _Editing:
    """Collects the pieces of a text that have to be exchanged."""

    def __init__(self, tree: Tree, newline: str):
        self._tree = tree
        self._text = tree.text
        self._newline = newline
        self._pieces: list[tuple[int, int, str]] = []

    def text(self, values: dict[str, Value]) -> str:
        self._group(self._tree.root, self._tree.values, values, ())
        text = self._text
        # From the end, so that places before stay right; of several at one place, the first one comes last.
        for start, end, new in reversed(sorted(self._pieces, key=lambda piece: piece[:2])):
            text = text[:start] + new.replace("\r\n", "\n").replace("\n", self._newline) + text[end:]
        return text

    def _group(self, node: yaml.MappingNode, old: dict[str, Value], new: dict[str, Value], path: Path) -> None:
        items = dict(self._tree.items(node))
        if node.flow_style and not path:
            self._pieces.append((0, len(self._text), rendered(new)))
            return
        if node.flow_style:
            self._pieces += brackets.group(self._text, node, items, old, new, path)
            return
        kept = [key for key in items if meaning.of(new.get(key), (*path, key)) is not None or key == "removed"]
        for key, item in items.items():
            inner = (*path, key)
            if meaning.same(old.get(key), new.get(key), inner):
                continue
            if meaning.of(new.get(key), inner) is None:
                self._drop(item)
            else:
                self._value(key, item, old[key], new[key], inner)
        indent = " " * node.start_mark.column
        for key, value in rendering.ordered({key: new[key] for key in new if key not in items}, path):
            place = self._place(key, kept, items, path) if items else len(self._text)
            self._insert(place, rendering.lines(key, value, (*path, key), indent))

    def _place(self, key: str, kept: list[str], items: dict[str, Item], path: Path) -> int:
        """Where a new key belongs: behind the last of the keys that come before it in the schema."""
        order = meaning.order(path)
        before = order[: order.index(key)] if key in order else list(items)
        earlier = [items[name].end for name in (kept or items) if name in before]
        if earlier:
            return line_end(self._text, max(earlier))
        return line_start(self._text, min(item.start for item in items.values()))

    def _value(self, key: str, item: Item, old: Value, new: Value, path: Path) -> None:
        """Exchanges the value of a key for another that says something."""
        node = item.node
        if isinstance(old, Scalar) and isinstance(new, list) and len(new) == 1 and meaning.kind(path) is Kind.SEVERAL:
            new = Scalar(str(new[0]), True)
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and node.value:
            self._group(node, old, new, path)
        elif isinstance(node, yaml.SequenceNode) and isinstance(old, list) and node.value:
            entries: list[Value] = list(new) if isinstance(new, list) else [new]
            if node.flow_style:
                self._pieces += brackets.entries(self._tree, node, old, entries, path)
            else:
                self._list(node, old, entries, path)
        elif isinstance(node, yaml.ScalarNode) and isinstance(old, Scalar) and isinstance(new, Scalar):
            self._scalar(item, node, old, new, path)
        else:
            indent = " " * self._column(item.start)
            start, end = line_start(self._text, item.start), line_end(self._text, item.end)
            self._pieces.append((start, end, rendering.lines(key, new, path, indent)))

    def _scalar(self, item: Item, node: yaml.ScalarNode, old: Scalar, new: Scalar, path: Path) -> None:
        start, end = node.start_mark.index, item.end
        written = self._text[start:end]
        if meaning.kind(path) in (Kind.TEXT, Kind.LINES, Kind.SEVERAL):
            patched = wording.patched(written, old, new, path)
            if patched is not None:
                self._pieces.append((start, end, patched))
                return
        indent = " " * self._column(item.start)
        text = rendering.inline(new, path, indent)
        if node.style == '"' and "\n" not in text:
            text = wording.in_double_quotes(new)
        gap = " " if start and self._text[start - 1] == ":" else ""
        self._pieces.append((start, end, gap + text))

    def _list(self, node: yaml.SequenceNode, old: list[Value], new: list[Value], path: Path) -> None:
        """Exchanges entries that stand below each other, each behind a hyphen."""
        items = [item for _, item in self._tree.items(node)]
        indent = " " * node.start_mark.column
        for sort, start, end, first, last in comparison.opcodes(old, new, path):
            if sort == "equal":
                continue
            pairs = min(end - start, last - first) if sort == "replace" else 0
            for offset in range(pairs):
                self._entry(items[start + offset], old[start + offset], new[first + offset], path, indent)
            for item in items[start + pairs : end]:
                self._drop(item)
            added = "".join(rendering.entry(value, path, indent) for value in new[first + pairs : last])
            if added and start + pairs < len(items):
                self._insert(line_start(self._text, self._hyphen(items[start + pairs])), added)
            elif added:
                self._insert(line_end(self._text, items[-1].end), added)

    def _entry(self, item: Item, old: Value, new: Value, path: Path, indent: str) -> None:
        node = item.node
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and node.value:
            first = min(place.start for _, place in self._tree.items(node))
            gone = [key for key, place in self._tree.items(node) if place.start == first and not new.get(key)]
            if not gone:
                self._group(node, old, new, path)
                return
        elif isinstance(node, yaml.ScalarNode) and isinstance(old, Scalar) and isinstance(new, Scalar):
            self._scalar(item, node, old, new, path)
            return
        start, end = line_start(self._text, self._hyphen(item)), line_end(self._text, item.end)
        self._pieces.append((start, end, rendering.entry(new, path, indent)))

    def _drop(self, item: Item) -> None:
        start = line_start(self._text, self._hyphen(item) if self._is_entry(item) else item.start)
        self._pieces.append((start, line_end(self._text, item.end), ""))

    def _insert(self, place: int, lines: str) -> None:
        before = self._text[:place]
        self._pieces.append((place, place, lines if not before or before[-1] in "\r\n" else f"\n{lines}"))

    def _is_entry(self, item: Item) -> bool:
        """Whether an item is an entry of a list, which begins with its value."""
        return item.start == item.node.start_mark.index

    def _hyphen(self, item: Item) -> int:
        return max(self._text.rfind("-", 0, item.start), 0)

    def _column(self, place: int) -> int:
        return place - line_start(self._text, place)
