"""YAML read as plain text values that remember their lines.

Every scalar stays the string its editor wrote: YAML 1.1 would make 750 of `12:30`, True of `on` and three
different types of three dates. The schema decides what a value means.
"""

from dataclasses import replace

import yaml

from . import manuscript
from .problems import Problem, problem

Value = str | list["Value"] | dict[str, "Value"] | None
Path = tuple[str | int, ...]

_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")}
_NULL = "tag:yaml.org,2002:null"


def load(text: str, file: str, first_line: int) -> tuple[dict[str, Value] | None, dict[Path, int], list[Problem]]:
    """The mapping written in `text`, the line of each value by its path, and what is wrong with the YAML.

    `first_line` is the line of the file at which `text` begins.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, {}, [_syntax(error, text, file, first_line, mark.line if mark else 0)]
    except (yaml.YAMLError, RecursionError):
        return None, {}, [problem("yaml-syntax", file, first_line)]
    if root is None:
        return {}, {}, []
    if not isinstance(root, yaml.MappingNode):
        return None, {}, [problem("yaml-not-keys", file, first_line + root.start_mark.line)]
    reader = _Reader(file, first_line)
    value = reader.read(root, ())
    assert isinstance(value, dict)
    return value, reader.lines, reader.problems


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int, line: int) -> Problem:
    said = f"{error.context} {error.problem}"
    lines = text.split("\n")
    source = lines[min(line, len(lines) - 1)].strip()
    key = source.split(":", 1)[0] if ":" in source else ""
    if "mapping values are not allowed" in said:
        code = "yaml-colon"
    elif r"'\t'" in said:
        code = "yaml-tab"
    elif "quoted scalar" in said:
        # The mark stands where the text ran out; the quote that was opened is what has to be found.
        code, line = "yaml-quote", error.context_mark.line if error.context_mark else line
        key = lines[min(line, len(lines) - 1)].split(":", 1)[0].strip()
    elif "could not determine a constructor" in said or "undefined tag" in said:
        code = "yaml-tag"
    else:
        code = "yaml-syntax"
    return problem(code, file, first_line + line, key if key.isidentifier() else "", source=source)


class _Reader:
    def __init__(self, file: str, first_line: int):
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Value:
        line = self.first_line + node.start_mark.line
        self.lines.setdefault(path, line)
        key = str(path[0]) if path else ""
        if node.tag not in _PLAIN_TAGS:
            self.problems.append(problem("yaml-tag", self.file, line, key, tag=node.tag.replace("tag:yaml.org,2002:", "!!")))
            return None
        if id(node) in self._seen:
            # An alias met again; copies of copies are how eight lines of YAML fill a machine's memory.
            self.problems.append(problem("yaml-alias", self.file, line, key))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        assert isinstance(node, yaml.ScalarNode), "YAML has no fourth kind of node"
        if node.tag == _NULL and node.style is None:
            return None
        # Escapes in double quotes ("\x0b") make characters that the file itself does not show.
        text, found = manuscript.clean(node.value, self.file)
        if found:
            self.problems.append(replace(found[0], line=line, key=key))
        return text

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(problem("yaml-syntax", self.file, line))
                continue
            key = key_node.value
            if key in result:
                self.problems.append(problem("key-twice", self.file, line, key, first=self.lines[(*path, key)]))
                continue
            self.lines[(*path, key)] = line
            result[key] = self.read(value_node, (*path, key))
        return result
