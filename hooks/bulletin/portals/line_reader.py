"""The line reader: says what stands on a line of a copied page that is not text, one finding after the other."""

import re
from functools import cache
from typing import NamedTuple

from .date_reader import DateReader, PortalDate
from .vocabulary import PortalWords

_MOST_VIEWS = 10**12  # the most that the schema allows
_SEPARATORS = re.compile(r"[\s|·•*/,;()\[\]«»<>–—-]+")
_CRUMB = re.compile(r"\s*(?:[>»›→|\t]|\s/\s)[>»›→|\t\s]*")
_CRUMB_FROM_HOME = re.compile(r"\s*[>»›→|/\t]+\s*")
_CRUMB_SIGN = re.compile(r"[>»›→/|\s]+")
_LONGEST_LINE, _LONGEST_NAME, _LONGEST_CRUMB = 400, 120, 60


class Finding(NamedTuple):
    """Something on a line. `kind` is a key of the vocabulary or `date`; of `name`, `number` and `date` at most one is
    set.
    """

    kind: str
    text: str
    name: str = ""
    number: int | None = None
    date: PortalDate | None = None


class LineReader:
    """Reads lines by the words of a vocabulary."""

    def __init__(self, words: PortalWords):
        def pattern(source: str) -> re.Pattern[str]:
            return re.compile(source, re.IGNORECASE)

        self._dates = DateReader(words)
        labels = {kind: words.any_of(kind) for kind in ("author", "poster", "photo", "source", "tags", "section")}
        self._date_labels = {
            kind: pattern(rf"{words.any_of(kind)}\s*:?\s*") for kind in ("today", "published", "updated")
        }
        any_label = words.any_of("published", "updated", "views", *labels)
        date_start = (
            rf"(?:{'|'.join(words.rows('weekdays'))})?[\s,]*(?:{words.any_of('between')}\s*)*"
            r"\d{1,4}\s?[/:.hg-]\s?\d{1,2}"
        )
        next_label = rf"(?=\s*[|•]|\s*[;,(–-]?\s+{any_label}\s*:|[\s,;(–-]+{date_start}|$)"
        self._names = {kind: pattern(rf"{label}\s*:\s*(?P<name>\S.*?){next_label}") for kind, label in labels.items()}
        self._name_in_brackets = pattern(
            rf"\(\s*(?P<label>{labels['source']}|{labels['author']})\s*:?\s*(?P<name>[^()]+)\)"
        )
        self._source_label = pattern(labels["source"])
        self._views = pattern(
            rf"(?:{words.any_of('views')}\s*:?(?:\s*\(?(?P<count>\d[\d.,\s]*(?<!\s)(?![\d.,]|\s*[/:-]\s*\d))\)?(?:\s*{words.any_of('views_after')})?)?"
            rf"|(?P<first>\d[\d.,\s]*?)\s*{words.any_of('views_after')})(?=\W|$)"
        )
        self._page_items = [(kind, pattern(source)) for kind, source in (
            ("counters", rf"{words.any_of('counters')}\s*:?\s*\d[\d.,]*(?!\w)"),
            ("ratings", rf"{words.any_of('ratings')}"),
            ("tools", rf"{words.any_of('tools')}\s*:?(?:\s*\(?\d+\)?(?!\w))?"),
            ("tools", rf"{words.any_of('sizes')}"),
        )]  # fmt: skip
        self._label_alone = pattern(rf"{any_label}\s*:")
        self._home = pattern(rf"\W*{words.any_of('home')}\s*:?\s*(?P<rest>.*)")
        self._mastheads = pattern(words.any_of("mastheads"))
        self._rubrics = {
            kind: pattern(rf"\W*{words.any_of(kind)}\s*[:.…»>]*")
            for kind in ("related", "related_by_place", "comments", "foot")
        }
        self._desks = pattern(words.any_of("desks"))
        self._sections = pattern(words.any_of("sections"))

    def read(self, line: str) -> list[Finding]:
        """All findings on a line that stands around the article; none if any part of the line is something else."""
        findings: list[Finding] = []
        position = 0
        if len(line) > _LONGEST_LINE:
            return []
        while position < len(line):
            finding, end = self._finding_at(line, position)
            if finding:
                findings.append(finding)
                position = end
            elif separators := _SEPARATORS.match(line, position):
                position = separators.end()
            else:
                return []
        return findings or [Finding("tools", line)]

    def date_in(self, line: str) -> Finding | None:
        """The first date anywhere in a line of text."""
        starts = (match.start() for match in re.finditer(r"(?<![\w/.-])\w", line))
        return next(
            (
                Finding("date", line[start : date_and_end[1]], date=date_and_end[0])
                for start in starts
                if (date_and_end := self._dates.match(line, start))
            ),
            None,
        )

    def _finding_at(self, line: str, position: int) -> tuple[Finding | None, int]:
        """The finding that begins at a position of a line, and where it ends."""
        for kind, label in self._date_labels.items():
            if (match := label.match(line, position)) and (date_and_end := self._dates.match(line, match.end())):
                return Finding(kind, line[position : date_and_end[1]], date=date_and_end[0]), date_and_end[1]
        if date_and_end := self._dates.match(line, position):
            return Finding("date", line[position : date_and_end[1]], date=date_and_end[0]), date_and_end[1]
        if brackets := self._name_in_brackets.match(line, position):
            kind = "source" if self._source_label.fullmatch(brackets["label"]) else "author"
            return Finding(kind, brackets[0], name=brackets["name"].strip()), brackets.end()
        for kind, pattern in self._names.items():
            if (match := pattern.match(line, position)) and len(match["name"]) <= _LONGEST_NAME:
                return Finding(kind, match[0], name=match["name"].strip(" .;,")), match.end()
        candidates = [
            (item.end(), Finding(kind, item[0]))
            for kind, pattern in self._page_items
            if (item := pattern.match(line, position))
        ]
        if views := self._views.match(line, position):
            count = int(re.sub(r"\D", "", views["count"] or views["first"] or "") or -1)
            if count <= _MOST_VIEWS:
                candidates.append((views.end(), Finding("views", views[0], number=count if count >= 0 else None)))
        end, finding = max(candidates, key=lambda item: item[0], default=(position, None))
        return finding, end

    def joined(self, lines: list[str]) -> list[str]:
        """The lines, with a label on a line of its own joined to the value below it, and the steps of a path joined to
        each other.
        """
        result: list[str] = []
        for line in lines:
            previous_line = result[-1] if result else ""
            if previous_line and (
                self._belongs_to_label(previous_line, line) or self._goes_on_with_path(previous_line, line)
            ):
                result[-1] = f"{previous_line} {line}"
            else:
                result.append(line)
        return result

    def _belongs_to_label(self, previous_line: str, line: str) -> bool:
        if (
            not self._label_alone.fullmatch(previous_line)
            or len(line) > _LONGEST_NAME
            or self.rubric(line)
            or self.crumbs(line)
        ):
            return False
        is_date_label = any(label.fullmatch(previous_line) for label in self._date_labels.values())
        findings = [finding for finding in self.read(line) if not (is_date_label and finding.kind == "date")]
        return not findings and bool(self.read(f"{previous_line} {line}"))

    def _goes_on_with_path(self, previous_line: str, line: str) -> bool:
        return bool(
            len(line) <= _LONGEST_LINE // 2
            and self._home.match(previous_line)
            and (_CRUMB_SIGN.fullmatch(line) or re.search(r"[>»›→/|]\s*$", previous_line) or re.match(r"[>»›→]", line))
        )

    def crumbs(self, line: str) -> list[str]:
        """The steps of a path or menu, if the line begins at the home page or has marks between its parts that no title
        has; else none.
        """
        from_home = self._home.fullmatch(line)
        parts = [part.strip() for part in (_CRUMB_FROM_HOME if from_home else _CRUMB).split(line)]
        is_short = len(parts[0]) <= _LONGEST_CRUMB and all(len(part) <= _LONGEST_LINE // 2 for part in parts)
        if from_home and (not from_home["rest"] or len(parts) > 1) and is_short:
            return [part for part in parts if part]
        if (
            len(parts) > 1
            and re.search("[>»›→]", line)
            and not re.match("[>»›→]", line)
            and is_short
            and not re.search(r"[.!?;:»]$", line)
        ):
            return [part for part in parts if part]
        return []

    def is_masthead(self, line: str) -> bool:
        """Whether a line is the name of a site."""
        return bool(self._mastheads.fullmatch(line)) and len(line) <= _LONGEST_NAME

    def is_section(self, line: str) -> bool:
        """Whether a line is the name of a section of a portal, such as stands alone above a title."""
        return bool(self._sections.fullmatch(line))

    def is_desk(self, line: str) -> bool:
        """Whether a line names an author that is not a person, such as an editorial office."""
        return len(line) <= _LONGEST_CRUMB and bool(self._desks.fullmatch(line)) and not re.search(r"[.!?…:;,]$", line)

    def rubric(self, line: str) -> str:
        """The kind of rubric that a line is, or empty. What follows a rubric belongs to other articles, to readers or
        to the site.
        """
        return next(
            (kind for kind, rubric in self._rubrics.items() if len(line) <= _LONGEST_NAME and rubric.fullmatch(line)),
            "",
        )


@cache
def reader(own: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> LineReader:
    """The line reader for a bulletin's own words, in addition to the vocabulary."""
    return LineReader(PortalWords(dict(own)))
