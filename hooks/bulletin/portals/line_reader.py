"""One line of a copied page that is no text: what stands on it, one thing after the other."""

import re
from functools import cache
from typing import NamedTuple

from .date_reader import DateReader, PortalDate
from .vocabulary import PortalWords

_MOST_VIEWS = 10**12  # what the schema lets through
_SEPARATORS = re.compile(r"[\s|·•*/,;()\[\]«»<>–—-]+")
_CRUMB = re.compile(r"\s*(?:[>»›→|\t]|\s/\s)[>»›→|\t\s]*")
_CRUMB_FROM_HOME = re.compile(r"\s*[>»›→|/\t]+\s*")
_CRUMB_SIGN = re.compile(r"[>»›→/|\s]+")
_LONGEST_LINE, _LONGEST_NAME, _LONGEST_CRUMB = 400, 120, 60


class Finding(NamedTuple):
    """A thing on a line. `kind` is a key of the list of words or `date`; `value` is its name, number or moment."""

    kind: str
    text: str
    name: str = ""
    number: int | None = None
    date: PortalDate | None = None


class LineReader:
    """Reads lines by the words of a list."""

    def __init__(self, words: PortalWords):
        def compiled(source: str) -> re.Pattern[str]:
            return re.compile(source, re.IGNORECASE)

        self._dates = DateReader(words)
        labels = {kind: words.any_of(kind) for kind in ("author", "poster", "photo", "source", "tags", "section")}
        self._date_labels = {
            kind: compiled(rf"{words.any_of(kind)}\s*:?\s*") for kind in ("today", "published", "updated")
        }
        any_label = words.any_of("published", "updated", "views", *labels)
        some_date = rf"(?:{'|'.join(words.rows('weekdays'))})?[\s,]*(?:{words.any_of('between')}\s*)*\d{{1,4}}\s?[/:.hg-]\s?\d{{1,2}}"
        next_label = rf"(?=\s*[|•]|\s*[;,(–-]?\s+{any_label}\s*:|[\s,;(–-]+{some_date}|$)"
        self._named = {kind: compiled(rf"{label}\s*:\s*(?P<name>\S.*?){next_label}") for kind, label in labels.items()}
        self._bracketed = compiled(rf"\(\s*(?P<label>{labels['source']}|{labels['author']})\s*:?\s*(?P<name>[^()]+)\)")
        self._is_source = compiled(labels["source"])
        self._views = compiled(
            rf"(?:{words.any_of('views')}\s*:?(?:\s*\(?(?P<count>\d[\d.,\s]*(?<!\s)(?![\d.,]|\s*[/:-]\s*\d))\)?(?:\s*{words.any_of('views_after')})?)?"
            rf"|(?P<first>\d[\d.,\s]*?)\s*{words.any_of('views_after')})(?=\W|$)"
        )
        self._small = [(kind, compiled(source)) for kind, source in (
            ("counters", rf"{words.any_of('counters')}\s*:?\s*\d[\d.,]*(?!\w)"),
            ("ratings", rf"{words.any_of('ratings')}"),
            ("tools", rf"{words.any_of('tools')}\s*:?(?:\s*\(?\d+\)?(?!\w))?"),
            ("tools", rf"{words.any_of('sizes')}"),
        )]  # fmt: skip
        self._label_alone = compiled(rf"{any_label}\s*:")
        self._home = compiled(rf"\W*{words.any_of('home')}\s*:?\s*(?P<rest>.*)")
        self._mastheads = compiled(words.any_of("mastheads"))
        self._rubrics = {
            kind: compiled(rf"\W*{words.any_of(kind)}\s*[:.…»>]*")
            for kind in ("related", "related_by_place", "comments", "foot")
        }
        self._desks = compiled(words.any_of("desks"))
        self._sections = compiled(words.any_of("sections"))

    def read(self, line: str) -> list[Finding]:
        """All that stands on a line of things around the article; nothing if any of it is something else."""
        found: list[Finding] = []
        place = 0
        if len(line) > _LONGEST_LINE:
            return []
        while place < len(line):
            finding, end = self._at(line, place)
            if finding:
                found.append(finding)
                place = end
            elif separators := _SEPARATORS.match(line, place):
                place = separators.end()
            else:
                return []
        return found or [Finding("tools", line)]

    def date_in(self, line: str) -> Finding | None:
        """The first date somewhere in a line of text."""
        starts = (found.start() for found in re.finditer(r"(?<![\w/.-])\w", line))
        return next(
            (
                Finding("date", line[start : found[1]], date=found[0])
                for start in starts
                if (found := self._dates.match(line, start))
            ),
            None,
        )

    def _at(self, line: str, place: int) -> tuple[Finding | None, int]:
        for kind, label in self._date_labels.items():
            if (labelled := label.match(line, place)) and (dated := self._dates.match(line, labelled.end())):
                return Finding(kind, line[place : dated[1]], date=dated[0]), dated[1]
        if dated := self._dates.match(line, place):
            return Finding("date", line[place : dated[1]], date=dated[0]), dated[1]
        if bracketed := self._bracketed.match(line, place):
            kind = "source" if self._is_source.fullmatch(bracketed["label"]) else "author"
            return Finding(kind, bracketed[0], name=bracketed["name"].strip()), bracketed.end()
        for kind, named in self._named.items():
            if (labelled := named.match(line, place)) and len(labelled["name"]) <= _LONGEST_NAME:
                return Finding(kind, labelled[0], name=labelled["name"].strip(" .;,")), labelled.end()
        things = [
            (thing.end(), Finding(kind, thing[0])) for kind, small in self._small if (thing := small.match(line, place))
        ]
        if views := self._views.match(line, place):
            count = int(re.sub(r"\D", "", views["count"] or views["first"] or "") or -1)
            if count <= _MOST_VIEWS:
                things.append((views.end(), Finding("views", views[0], number=count if count >= 0 else None)))
        end, finding = max(things, key=lambda thing: thing[0], default=(place, None))
        return finding, end

    def joined(self, lines: list[str]) -> list[str]:
        """The lines, a label that stands alone together with what it belongs to below it, and so the steps of
        a path.
        """
        result: list[str] = []
        for line in lines:
            before = result[-1] if result else ""
            if before and (self._belongs_to_label(before, line) or self._goes_on_with_path(before, line)):
                result[-1] = f"{before} {line}"
            else:
                result.append(line)
        return result

    def _belongs_to_label(self, before: str, line: str) -> bool:
        if (
            not self._label_alone.fullmatch(before)
            or len(line) > _LONGEST_NAME
            or self.rubric(line)
            or self.crumbs(line)
        ):
            return False
        dated = any(label.fullmatch(before) for label in self._date_labels.values())
        stands_alone = [one for one in self.read(line) if not (dated and one.kind == "date")]
        return not stands_alone and bool(self.read(f"{before} {line}"))

    def _goes_on_with_path(self, before: str, line: str) -> bool:
        return bool(
            len(line) <= _LONGEST_LINE // 2
            and self._home.match(before)
            and (_CRUMB_SIGN.fullmatch(line) or re.search(r"[>»›→/|]\s*$", before) or re.match(r"[>»›→]", line))
        )

    def crumbs(self, line: str) -> list[str]:
        """The steps of a path or a menu: from the home page on, or with signs between that no title has."""
        from_home = self._home.fullmatch(line)
        parts = [part.strip() for part in (_CRUMB_FROM_HOME if from_home else _CRUMB).split(line)]
        short = len(parts[0]) <= _LONGEST_CRUMB and all(len(part) <= _LONGEST_LINE // 2 for part in parts)
        if from_home and (not from_home["rest"] or len(parts) > 1) and short:
            return [part for part in parts if part]
        if (
            len(parts) > 1
            and re.search("[>»›→]", line)
            and not re.match("[>»›→]", line)
            and short
            and not re.search(r"[.!?;:»]$", line)
        ):
            return [part for part in parts if part]
        return []

    def is_masthead(self, line: str) -> bool:
        return bool(self._mastheads.fullmatch(line)) and len(line) <= _LONGEST_NAME

    def is_section(self, line: str) -> bool:
        return bool(self._sections.fullmatch(line))

    def is_desk(self, line: str) -> bool:
        return len(line) <= _LONGEST_CRUMB and bool(self._desks.fullmatch(line)) and not re.search(r"[.!?…:;,]$", line)

    def rubric(self, line: str) -> str:
        """The kind of rubric that a line is: what follows belongs to other articles, readers or the site."""
        return next(
            (kind for kind, rubric in self._rubrics.items() if len(line) <= _LONGEST_NAME and rubric.fullmatch(line)),
            "",
        )


@cache
def reader(own: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> LineReader:
    """The reader of a bulletin's own list of words."""
    return LineReader(PortalWords(dict(own)))
