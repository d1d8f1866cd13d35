"""What is wrong with a post, said so that its editor can mend it."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from .stylebook import letters, words

ERROR, WARNING, NOTICE = "error", "warning", "notice"
_MOST_LINES = 5
"""That are named of a problem that comes again."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `file` is relative to the project's folder, `line` counts from 1, `key` may be empty.

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
    """A Problem whose texts come from the word list under `code`, filled with `facts`."""
    entry = words.problem(code)
    file, key = letters.shown(file), letters.shown(key)
    facts = {
        "key": key,
        **{name: _quoted(value, is_short=name in ("value", "source")) for name, value in facts.items()},
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


def _quoted(value: object, is_short: bool) -> object:
    """What a message quotes, as it is: the characters that nobody sees are often what is wrong with it."""
    if not isinstance(value, str):
        return value
    value = letters.shown(value.strip(" \t\n"))
    return value if not is_short or len(value) <= 80 else f"{value[:77]}…"


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == ERROR for problem in problems)


def _listed(problems: Iterable[Problem]) -> list[Problem]:
    """In order. What is no error is said once for a file, at its first line, with the number of the further ones."""
    listed = sorted(set(problems))
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for one in listed:
        lines[_kind(one)].append(one.line)
    result = []
    for one in listed:
        first, *further = lines[_kind(one)]
        if one.severity == ERROR or not further:
            result.append(one)
        elif one.line == first:
            shown = ", ".join(map(str, further[:_MOST_LINES])) + (" …" if len(further) > _MOST_LINES else "")
            result.append(replace(one, message=one.message + words.sentence("again", count=len(further), lines=shown)))
    return result


def _kind(one: Problem) -> tuple[str, ...]:
    return one.file, one.key, one.code, one.message


def as_text(problems: Iterable[Problem]) -> str:
    """For people: every problem in two lines, files in order, a count at the end."""
    problems = _listed(problems)
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
    return json.dumps([asdict(item) for item in _listed(problems)], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the line (docs: «Workflow commands for GitHub Actions»)."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{item.severity} file={value(item.file)},line={item.line},title={value(item.key or item.code)}::"
        + data(f"{item.message} {item.remedy}".strip())
        for item in _listed(problems)
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
