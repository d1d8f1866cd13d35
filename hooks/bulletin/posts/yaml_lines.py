"""YAML read as plain text values that remember their lines.

Every scalar stays the string that its editor wrote: YAML 1.1 would turn `12:30` into 750, `on` into True, and three
dates into three different types. The schema decides what a value means.
"""

from dataclasses import replace

import yaml

from ..problems import Problem, problem
from ..stylebook import letters
from . import manuscript, yaml_mistakes


class Quoted(str):
    """A value that its editor put in quotes or wrote as a block. A comma in it does not separate values."""


Value = str | list["Value"] | dict[str, "Value"] | None
Path = tuple[str | int, ...]

_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")
}
_MOST_OPENERS = 1000
"""libyaml reads a text with fewer characters than this that may open a nested value. Where brackets are nested tens of
thousands deep, it crashes Python.
"""
_NULL = "tag:yaml.org,2002:null"


def load(text: str, file: str, first_line: int) -> tuple[dict[str, Value] | None, dict[Path, int], list[Problem]]:
    """Reads the mapping in `text`: its values, the line of each value by its path, and the problems of the YAML. The
    values are None if the text can't be read as a mapping.

    `first_line` is the line of the file at which `text` begins.
    """
    try:
        return _read(_compose(text), text, file, first_line)
    except yaml.MarkedYAMLError as error:
        return None, {}, [yaml_mistakes.from_error(error, text.split("\n"), file, first_line)]
    except (yaml.YAMLError, RecursionError):
        return None, {}, [problem("yaml-syntax", file, first_line, source="", suggestion="title: Tên bài")]
    except (ValueError, OverflowError):  # an escape names no character: "\UFFFFFFFF"
        line, source = next(((number, line) for number, line in enumerate(text.split("\n")) if "\\U" in line), (0, ""))
        return (
            None,
            {},
            [
                problem(
                    "yaml-syntax",
                    file,
                    first_line + line,
                    source=source,
                    suggestion=yaml_mistakes.quoted(source.strip()),
                )
            ],
        )


def _read(
    root: yaml.Node | None, text: str, file: str, first_line: int
) -> tuple[dict[str, Value] | None, dict[Path, int], list[Problem]]:
    if root is None:
        return {}, {}, []
    if not isinstance(root, yaml.MappingNode):
        mistake = yaml_mistakes.missing_space(text.split("\n"), file, first_line)
        return None, {}, [mistake or problem("yaml-not-keys", file, first_line + root.start_mark.line)]
    reader = _Reader(text.split("\n"), file, first_line)
    value = reader.read(root, ())
    if not isinstance(value, dict) or {"yaml-alias", "yaml-tag"} & {item.code for item in reader.problems}:
        return None, {}, reader.problems  # without their values, sound keys would look faulty too
    return value, reader.lines, reader.problems


def _compose(text: str) -> yaml.Node | None:
    """The tree of YAML nodes. libyaml is ten times as fast as PyYAML, which reads again what libyaml can't:
    `yaml_mistakes` knows PyYAML's messages.
    """
    if yaml.__with_libyaml__ and sum(map(text.count, "[{-?")) < _MOST_OPENERS:
        try:
            return yaml.compose(text, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, RecursionError):
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _clean(node: yaml.ScalarNode, file: str) -> tuple[str, list[Problem]]:
    """The text of a scalar. The file was cleaned when it was read, so only an escape in double quotes can bring in
    another invisible character.
    """
    return manuscript.clean(node.value, file) if node.style == '"' else (node.value, [])


class _Reader:
    """Turns YAML nodes into values, and collects the line of each value and the problems met on the way."""

    def __init__(self, source_lines: list[str], file: str, first_line: int):
        self.source_lines = source_lines
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._node_ids: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Value:
        line = self.first_line + node.start_mark.line
        self.lines.setdefault(path, line)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        if node.tag not in _PLAIN_TAGS:
            self.problems.append(
                problem("yaml-tag", self.file, line, key, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
            )
            return None
        if id(node) in self._node_ids:
            # An alias leads back to a node. Copies of copies are how eight lines of YAML fill a machine's memory.
            if not any(item.code == "yaml-alias" for item in self.problems):
                self.problems.append(problem("yaml-alias", self.file, line, key))
            return None
        self._node_ids.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        assert isinstance(node, yaml.ScalarNode), "YAML has no fourth kind of node"
        is_plain = not node.style  # None to PyYAML, empty to libyaml
        if node.tag == _NULL and is_plain:
            return None
        rest = (
            self.source_lines[node.end_mark.line][node.end_mark.column :]
            if is_plain and node.end_mark.line < len(self.source_lines)
            else ""
        )
        if rest.lstrip().startswith("#") and path[-1:] and path[-1] in ("title", "lead", "caption", "alt"):
            self.problems.append(problem("comment-in-value", self.file, line, key, source=rest.strip()))
        text, warnings = _clean(node, self.file)
        self.problems += [replace(item, line=line, key=letters.readable(key)) for item in warnings]
        text = letters.spaced(text).strip()
        return text if is_plain else Quoted(text)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    problem(
                        "yaml-syntax",
                        self.file,
                        line,
                        source=self.source_lines[key_node.start_mark.line].strip(),
                        suggestion="title: Tên bài",
                    )
                )
                continue
            key = letters.spaced(_clean(key_node, self.file)[0]).strip()
            if key in result:
                self.problems.append(
                    problem(
                        "key-twice", self.file, line, ".".join(map(str, (*path, key))), first=self.lines[(*path, key)]
                    )
                )
                continue
            self.lines[(*path, key)] = line
            result[key] = self.read(value_node, (*path, key))
        return result
