"""The table: each duty with what the checks have found, as text for the terminal, as Markdown and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..settings.settings import Settings
from ..stylebook import words
from .built_site import BuiltSite
from .checks import CHECKS
from .finding import Fault, Finding
from .register import Duty, Holder, Law, Register

Status = Literal["pass", "fail", "nothing"] | Holder
"""`nothing`: the checks had nothing to look at."""
_STATUS: dict[bool | None, Status] = {True: "pass", False: "fail", None: "nothing"}
_ORDER: tuple[Status, ...] = ("pass", "fail", "nothing", "host", "publisher", "editors")
_MOST_SHOWN = 3
"""Faults of one check that a person is shown."""


@dataclass(frozen=True)
class Row:
    """A duty with the findings of its checks. `counts` is false where nobody has to do it on that day."""

    law: Law
    duty: Duty
    findings: dict[str, Finding]
    counts: bool

    @property
    def status(self) -> Status:
        if self.duty.holder:
            return self.duty.holder
        passed = [finding.is_passed for finding in self.findings.values()]
        return "fail" if False in passed else "pass" if True in passed else "nothing"

    @property
    def is_failed(self) -> bool:
        return self.counts and self.status == "fail"


def rows(register: Register, site: BuiltSite, day: date) -> list[Row]:
    """The duties in the order of the register, law by law."""
    found = {
        name: CHECKS[name](site) for name in dict.fromkeys(name for duty in register.duties for name in duty.checks)
    }
    return [
        Row(law, duty, {name: found[name] for name in duty.checks}, duty.binds and law.is_in_force(day))
        for key, law in register.laws.items()
        for duty in register.duties
        if duty.law == key
    ]


def as_text(table: list[Row], settings: Settings, day: date) -> str:
    lines, law = [_say("title", name=settings.site_name, url=settings.site_url, day=_day(day))], None
    for row in table:
        if row.law is not law:
            law = row.law
            lines += ["", law.name, *(f"({about})" for about in _about(law))]
        lines += ["", f"  [{_label(row)}] {row.duty.clause}: {row.duty.duty}"]
        lines += [f"      {line}" for line in _details(row, settings)]
    return "\n".join([*lines, "", _sum(table), _say("no_advice")])


def as_markdown(table: list[Row], settings: Settings, day: date) -> str:
    heads = [_say(f"columns.{name}") for name in ("clause", "duty", "status", "shown")]
    lines, law = ["# " + _say("title", name=settings.site_name, url=settings.site_url, day=_day(day))], None
    for row in table:
        if row.law is not law:
            law = row.law
            lines += ["", f"## {law.name}", "", f"{'; '.join(_about(law))}.", "", _line(heads), _line(["---"] * 4)]
        cells = [row.duty.clause, row.duty.duty, _label(row), "<br>".join(_details(row, settings, _markdown_url))]
        lines.append(_line([cell.replace("|", "\\|") for cell in cells]))
    return "\n".join([*lines, "", _sum(table), "", _say("no_advice")])


def as_json(table: list[Row], settings: Settings, day: date) -> str:
    found: dict[str, Any] = {
        "site": settings.site_url,
        "day": day.isoformat(),
        "failed": sum(row.is_failed for row in table),
        "duties": [_plain(row, settings) for row in table],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _plain(row: Row, settings: Settings) -> dict[str, Any]:
    return {
        "law": row.law.name,
        "clause": row.duty.clause,
        "duty": row.duty.duty,
        "source": row.law.source,
        "is_read": row.law.is_read,
        "status": row.status,
        "counts": row.counts,
        "checks": [
            {
                "check": name,
                "looked_at": _say(f"checks.{name}"),
                "status": _STATUS[finding.is_passed],
                "seen": finding.seen,
                "page": settings.full_url(finding.page),
                "faults": [{"place": _place(one, settings), "text": one.text} for one in finding.faults],
            }
            for name, finding in row.findings.items()
        ],
    }


def _about(law: Law) -> Iterator[str]:
    if law.begins:
        yield _say("begins", day=_day(law.begins))
    if law.ends:
        yield _say("ends", day=_day(law.ends))
    yield _say("read" if law.is_read else "second_hand", source=law.source)


def _label(row: Row) -> str:
    label = _say(f"statuses.{row.status}")
    return label if row.counts or row.duty.holder else _say("not_binding", label=label)


def _markdown_url(url: str) -> str:
    return f"<{url}>"


def _details(row: Row, settings: Settings, shape: Any = str) -> Iterator[str]:
    """What shows the status of a row: a line for each check and for its first faults."""
    for name, finding in row.findings.items():
        status = _STATUS[finding.is_passed]
        yield _say(f"found.{status}", what=_say(f"checks.{name}"), seen=finding.seen, count=len(finding.faults),
                   page=shape(settings.full_url(finding.page)))  # fmt: skip
        for one in finding.faults[:_MOST_SHOWN]:
            yield _say("fault", place=_place(one, settings), text=_printable(one.text))
        if len(finding.faults) > _MOST_SHOWN:
            yield _say("more", count=len(finding.faults) - _MOST_SHOWN)
    if row.duty.note:
        yield row.duty.note


def _place(one: Fault, settings: Settings) -> str:
    is_setting = one.place in type(settings).model_fields
    return f"mkdocs.yml: {one.place}" if is_setting else _printable(settings.full_url(one.place))


def _printable(text: str) -> str:
    """A text out of the site's files, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sum(table: list[Row]) -> str:
    counts = Counter(row.status for row in table if row.counts or row.duty.holder)
    aside = sum(1 for row in table if not row.counts and not row.duty.holder)
    parts = [f"{counts[status]} {_say(f'statuses.{status}').lower()}" for status in _ORDER if counts[status]]
    return _say("sum", counts=", ".join(parts), aside=aside)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _say(key: str, **facts: object) -> str:
    return words.sentence(f"duties.{key}", **facts)
