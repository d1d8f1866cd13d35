"""Mistakes in YAML: what the editor did, guessed from a message of the parser's, and the line as it should be."""

import re

import yaml

from ..problems import Problem, problem


def from_error(error: yaml.MarkedYAMLError, lines: list[str], file: str, first_line: int) -> Problem:
    """The problem behind an error of the parser's. `lines` are those of the YAML; the first is line `first_line` of the
    file.
    """
    message = f"{error.context} {error.problem}"
    mark = error.problem_mark or error.context_mark
    line, code = mark.line if mark else 0, "yaml-syntax"
    if "mapping values are not allowed" in message:
        previous_line = next((text for text in reversed(lines[:line]) if text.strip()), "")
        is_wrapped = lines[line].startswith(" ") and not previous_line.rstrip().endswith(":")
        code = "yaml-indent" if is_wrapped else "yaml-colon"
    elif r"'\t'" in message:
        code = "yaml-tab"
    elif "quoted scalar" in message and error.context_mark:
        # The parser stops where the text runs out, but the editor has to find the opening quote.
        code, line = "yaml-quote", error.context_mark.line
    elif "expected <block end>" in message or "while parsing a flow" in message:
        line = min(line, len(lines) - 1)
        if line and (lines[line].strip() == "" or (error.context_mark and "flow" in str(error.context))):
            line = error.context_mark.line if error.context_mark else line
    line = min(line, len(lines) - 1)
    if code in ("yaml-syntax", "yaml-colon", "yaml-indent") and (mistake := missing_space(lines, file, first_line)):
        return mistake
    source = lines[line].strip()
    key = source.partition(":")[0] if ":" in source else ""
    return problem(
        code, file, first_line + line, key if key.isidentifier() else "", source=source, suggestion=quoted(source)
    )


def missing_space(lines: list[str], file: str, first_line: int) -> Problem | None:
    """The problem of the first line like `title:Hội nghị`, which is not a key to YAML; None without such a line."""
    for number, line in enumerate(lines):
        if match := re.match(r"\s*([a-z_]+):(?![\s/])(.+)", line):
            return problem(
                "yaml-space",
                file,
                first_line + number,
                match[1],
                source=line.strip(),
                suggestion=f"{match[1]}: {match[2]}",
            )
    return None


def quoted(source: str) -> str:
    """A line with its value in single quotes, within which YAML takes every character literally."""
    key, colon, value = source.partition(":")
    value = value.strip()
    if not colon or not value:
        return 'title: "Tên bài"'
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return f"{key}: '{value.replace(chr(39), chr(39) * 2)}'"
