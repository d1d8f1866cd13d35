"""A finding: what one check has found, and the report of all of them for people and for monitoring."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from ..stylebook import letters, words

OK, WARNING, FAULT = "ok", "warning", "fault"
CODES = {OK: 0, WARNING: 1, FAULT: 2}
"""The exit codes that monitoring expects of a plugin: https://nagios-plugins.org/doc/guidelines.html#AEN78"""


class Finding(NamedTuple):
    """The name of a check, its state, and a sentence that says what is found and what to do about it."""

    name: str
    state: str
    text: str


def ok(name: str, case: str = "ok", **facts: object) -> Finding:
    return _finding(OK, name, case, facts)


def warning(name: str, case: str, **facts: object) -> Finding:
    return _finding(WARNING, name, case, facts)


def fault(name: str, case: str, **facts: object) -> Finding:
    return _finding(FAULT, name, case, facts)


def _finding(state: str, name: str, case: str, facts: dict[str, object]) -> Finding:
    """A Finding with the sentence `doctor.<name>.<case>`. Facts may come from a server, which may say anything."""
    shown = {key: letters.readable(value) if isinstance(value, str) else value for key, value in facts.items()}
    return Finding(name, state, words.sentence(f"doctor.{name}.{case}", **shown))


def exit_code(findings: Iterable[Finding]) -> int:
    return max((CODES[finding.state] for finding in findings), default=0)


def as_text(findings: list[Finding]) -> str:
    """A line for each finding, the gravest first, and the counts."""
    text = words.terminal()["doctor"]
    ordered = sorted(findings, key=lambda finding: -CODES[finding.state])
    lines = [f"{text['states'][finding.state]} {text[finding.name]['name']}: {finding.text}" for finding in ordered]
    counts = {state: sum(finding.state == state for finding in findings) for state in CODES}
    return "\n".join([*lines, words.sentence("doctor.count", **counts)])


def as_json(findings: list[Finding]) -> str:
    """An object with the `state` of all, and of each of the `checks` its name, state and text."""
    worst = max((finding.state for finding in findings), key=CODES.__getitem__, default=OK)
    content = {"state": worst, "checks": [finding._asdict() for finding in findings]}
    return json.dumps(content, ensure_ascii=False, indent=2)
