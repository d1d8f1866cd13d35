"""YAML read as plain text values that remember their lines.

Every scalar stays the string its editor wrote: YAML 1.1 would make 750 of `12:30`, True of `on` and three
different types of three dates. The schema decides what a value means.
"""

import re
from dataclasses import replace

import yaml

from ..problems import Problem, problem
from ..stylebook import letters
from . import manuscript


class Quoted(str):
    """A value that its editor put in quotes, or wrote as a block: a comma in it divides nothing."""


Value = str | list["Value"] | dict[str, "Value"] | None
Path = tuple[str | int, ...]

_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")
}
_MOST_SIGNS = 1000
"""Of signs that may nest. libyaml brings Python down where brackets are nested tens of thousands deep."""
_NULL = "tag:yaml.org,2002:null"


def load(text: str, file: str, first_line: int) -> tuple[dict[str, Value] | None, dict[Path, int], list[Problem]]:
    """The mapping written in `text`, the line of each value by its path, and what is wrong with the YAML.

    `first_line` is the line of the file at which `text` begins.
    """
    try:
        return _read(_compose(text), text, file, first_line)
    except yaml.MarkedYAMLError as error:
        return None, {}, [_syntax(error, text.split("\n"), file, first_line)]
    except (yaml.YAMLError, RecursionError):
        return None, {}, [problem("yaml-syntax", file, first_line, source="", suggestion="title: Tên bài")]
    except (ValueError, OverflowError):  # of an escape that is no character: "\UFFFFFFFF"
        line, source = next(((number, line) for number, line in enumerate(text.split("\n")) if "\\U" in line), (0, ""))
        return (
            None,
            {},
            [problem("yaml-syntax", file, first_line + line, source=source, suggestion=_quoted(source.strip()))],
        )


def _read(
    root: yaml.Node | None, text: str, file: str, first_line: int
) -> tuple[dict[str, Value] | None, dict[Path, int], list[Problem]]:
    if root is None:
        return {}, {}, []
    if not isinstance(root, yaml.MappingNode):
        missing = _without_space(text.split("\n"), file, first_line)
        return None, {}, [missing or problem("yaml-not-keys", file, first_line + root.start_mark.line)]
    reader = _Reader(text.split("\n"), file, first_line)
    value = reader.read(root, ())
    if not isinstance(value, dict) or {"yaml-alias", "yaml-tag"} & {one.code for one in reader.problems}:
        return None, {}, reader.problems  # with holes where the values were, every key would look faulty
    return value, reader.lines, reader.problems


def _compose(text: str) -> yaml.Node | None:
    """libyaml is ten times as fast; what it can't read is read again by PyYAML itself, whose messages
    `_syntax` knows.
    """
    if yaml.__with_libyaml__ and sum(map(text.count, "[{-?")) < _MOST_SIGNS:
        try:
            return yaml.compose(text, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, RecursionError):
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _syntax(error: yaml.MarkedYAMLError, lines: list[str], file: str, first_line: int) -> Problem:
    """What the editor did, from what the parser says of it."""
    said = f"{error.context} {error.problem}"
    mark = error.problem_mark or error.context_mark
    line, code = mark.line if mark else 0, "yaml-syntax"
    if "mapping values are not allowed" in said:
        before = next((one for one in reversed(lines[:line]) if one.strip()), "")
        wrapped = lines[line].startswith(" ") and not before.rstrip().endswith(":")
        code = "yaml-indent" if wrapped else "yaml-colon"
    elif r"'\t'" in said:
        code = "yaml-tab"
    elif "quoted scalar" in said and error.context_mark:
        # The parser stops where the text runs out; the quote that was opened is what has to be found.
        code, line = "yaml-quote", error.context_mark.line
    elif "expected <block end>" in said or "while parsing a flow" in said:
        line = min(line, len(lines) - 1)
        if line and (lines[line].strip() == "" or (error.context_mark and "flow" in str(error.context))):
            line = error.context_mark.line if error.context_mark else line
    line = min(line, len(lines) - 1)
    if code in ("yaml-syntax", "yaml-colon", "yaml-indent") and (missing := _without_space(lines, file, first_line)):
        return missing
    source = lines[line].strip()
    key = source.partition(":")[0] if ":" in source else ""
    return problem(
        code, file, first_line + line, key if key.isidentifier() else "", source=source, suggestion=_quoted(source)
    )


def _without_space(lines: list[str], file: str, first_line: int) -> Problem | None:
    """`title:Hội nghị` is no key to YAML."""
    for number, line in enumerate(lines):
        if found := re.match(r"\s*([a-z_]+):(?![\s/])(.+)", line):
            return problem(
                "yaml-space",
                file,
                first_line + number,
                found[1],
                source=line.strip(),
                suggestion=f"{found[1]}: {found[2]}",
            )
    return None


def _quoted(source: str) -> str:
    """The line with its value in single quotes, in which YAML takes every sign as it is."""
    key, colon, value = source.partition(":")
    value = value.strip()
    if not colon or not value:
        return 'title: "Tên bài"'
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return f"{key}: '{value.replace(chr(39), chr(39) * 2)}'"


def _clean(node: yaml.ScalarNode, file: str) -> tuple[str, list[Problem]]:
    """The text of a scalar. It was clean when it was read; only an escape in double quotes can have made a
    sign since.
    """
    return manuscript.clean(node.value, file) if node.style == '"' else (node.value, [])


class _Reader:
    def __init__(self, text: list[str], file: str, first_line: int):
        self.text = text
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Value:
        line = self.first_line + node.start_mark.line
        self.lines.setdefault(path, line)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        if node.tag not in _PLAIN_TAGS:
            self.problems.append(
                problem("yaml-tag", self.file, line, key, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
            )
            return None
        if id(node) in self._seen:
            # An alias met again; copies of copies are how eight lines of YAML fill a machine's memory.
            if not any(one.code == "yaml-alias" for one in self.problems):
                self.problems.append(problem("yaml-alias", self.file, line, key))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        assert isinstance(node, yaml.ScalarNode), "YAML has no fourth kind of node"
        is_plain = not node.style  # None to PyYAML, empty to libyaml
        if node.tag == _NULL and is_plain:
            return None
        rest = (
            self.text[node.end_mark.line][node.end_mark.column :]
            if is_plain and node.end_mark.line < len(self.text)
            else ""
        )
        if rest.lstrip().startswith("#") and path[-1:] and path[-1] in ("title", "lead", "caption", "alt"):
            self.problems.append(problem("comment-in-value", self.file, line, key, source=rest.strip()))
        # Escapes in double quotes ("\x0b") make characters that the file itself does not show.
        text, found = _clean(node, self.file)
        self.problems += [replace(one, line=line, key=letters.shown(key)) for one in found]
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
                        source=self.text[key_node.start_mark.line].strip(),
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
