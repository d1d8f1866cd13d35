"""Problems of posts, worded so that their editors can solve them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from .stylebook import letters, words

ERROR, WARNING, NOTICE = "error", "warning", "notice"
_MOST_LINES = 5
"""The most lines that are named for a problem that occurs again."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. `file` is relative to the project's folder, `line` counts from 1, `key` may be empty.

    An error stops the build, a warning says what was changed or left out, a notice only informs.
    """

    file: str
    line: int
    key: str
    code: str
    message: str
    remedy: str = field(compare=False)
    severity: str = field(compare=False)


def problem(code: str, file: str, line: int = 1, key: str = "", **facts: object) -> Problem:
    """A Problem with the texts that the word list has under `code`, filled with `facts`."""
    entry = words.problem(code)
    file, key = letters.readable(file), letters.readable(key)
    facts = {
        "key": key,
        **{name: _quotation(value, is_short=name in ("value", "source")) for name, value in facts.items()},
    }
    remedy = entry.get("remedy", "").format(**facts)
    if facts.get("nearest") and "nearest" in entry:
        remedy = f"{remedy} {entry['nearest'].format(**facts)}".strip()
    return Problem(
        file=file,
        line=line,
        key=key,
        code=code,
        message=entry["message"].format(**facts),
        remedy=remedy,
        severity=entry.get("severity", ERROR),
    )


def _quotation(value: object, is_short: bool) -> object:
    """A value as a message quotes it, with names for its invisible characters: often they are the problem."""
    if not isinstance(value, str):
        return value
    value = letters.readable(value.strip(" \t\n"))
    return value if not is_short or len(value) <= 80 else f"{value[:77]}…"


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == ERROR for problem in problems)


def _report(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order. A warning or notice occurs once for each file, at its first line, and names the others."""
    ordered = sorted(set(problems))
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for item in ordered:
        lines[_kind(item)].append(item.line)
    result = []
    for item in ordered:
        first_line, *other_lines = lines[_kind(item)]
        if item.severity == ERROR or not other_lines:
            result.append(item)
        elif item.line == first_line:
            text = ", ".join(map(str, other_lines[:_MOST_LINES])) + (" …" if len(other_lines) > _MOST_LINES else "")
            result.append(
                replace(item, message=item.message + words.sentence("again", count=len(other_lines), lines=text))
            )
    return result


def _kind(item: Problem) -> tuple[str, ...]:
    return item.file, item.key, item.code, item.message


def as_text(problems: Iterable[Problem]) -> str:
    """A text for people: each problem in one or two lines, ordered by file, and the counts at the end."""
    problems = _report(problems)
    names = words.terminal()["severity"]
    lines = []
    for item in problems:
        key = f" [{item.key}]" if item.key else ""
        lines.append(f"{item.file}:{item.line}: {names[item.severity]}{key}: {item.message}")
        if item.remedy:
            lines.append(f"    → {item.remedy}")
    count = {severity: sum(item.severity == severity for item in problems) for severity in (ERROR, WARNING)}
    if count[ERROR] or count[WARNING]:
        lines.append(words.sentence("count", errors=count[ERROR], warnings=count[WARNING]))
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list with the fields of each problem."""
    return json.dumps([asdict(item) for item in _report(problems)], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the line (docs: «Workflow commands for GitHub Actions»)."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{item.severity} file={value(item.file)},line={item.line},title={value(item.key or item.code)}::"
        + data(f"{item.message} {item.remedy}".strip())
        for item in _report(problems)
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
