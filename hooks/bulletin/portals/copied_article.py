"""An article of another portal, as far as its copy has been read: its fields, and notes for the editor."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ..stylebook import words
from . import bylines
from .line_reader import Finding

_LONGEST_SHOWN = 80


@dataclass
class PortalArticle:
    """What a copy says. `body` is Markdown. `taken` and `warnings` are sentences for the editor, in Vietnamese."""

    title: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    author: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    views: int | None = None
    tags: tuple[str, ...] = ()
    lead: str = ""
    caption: str = ""
    body: str = ""
    taken: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    has_bad_date: bool = False
    _poster: tuple[str, ...] = ()
    _photographers: tuple[str, ...] = ()

    def took(self, kind: str, text: str, **facts: object) -> None:
        """Notes that `text`, a part of the copy, was taken for something. `kind` is a key of `import_taken` in the word
        list.
        """
        excerpt = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        self.taken.append(words.sentence(f"import_taken.{kind}", text=excerpt, **facts))

    def warn(self, code: str, **facts: object) -> None:
        """Adds a warning. `code` is a key of `import_problems` in the word list."""
        self.warnings.append(words.sentence(f"import_problems.{code}", **facts))

    def place_all(self, findings: list[Finding], line: str) -> bool:
        """Puts everything that stands on a line into its field; False if something fits no field."""
        if all(finding.kind == "tools" for finding in findings):
            self.took("tools", line)
            return True
        return all([self.place(finding) for finding in findings])

    def place(self, finding: Finding) -> bool:
        """Puts one finding into its field; False if the field has another value already."""
        if finding.kind in ("author", "poster", "photo"):
            return self._place_names(finding)
        if finding.kind == "source":
            return self.place_source(finding.name, finding.text)
        if finding.kind == "tags":
            self.tags = tuple(tag for part in finding.name.replace(";", ",").split(",") if (tag := part.strip(" #.")))
            self.took("tags", finding.text)
        elif finding.kind == "views":
            if finding.number is None:
                self.took("views_missing", finding.text)
            elif self.views not in (None, finding.number):
                return False
            else:
                self.views = finding.number
                self.took("views", finding.text, views=finding.number)
        elif finding.kind in ("date", "published", "updated"):
            return self._place_date(finding)
        else:
            self.took(finding.kind, finding.text)
        return True

    def place_source(self, name: str, text: str) -> bool:
        """Sets the source, a name or a web address; False if the article has another source already."""
        if self.source not in ("", name):
            return False
        self.source = name
        if name.startswith(("http://", "https://")):
            self.source, self.source_url = urlsplit(name).hostname or name, name
        self.took("source", text, source=self.source)
        return True

    def place_author(self, names: tuple[str, ...], text: str) -> None:
        """Sets the authors. `text` is the part of the copy that names them."""
        self.author = names
        self.took("author", text, names=" – ".join(names))

    def settle_author(self) -> None:
        """Completes the authors. The poster is the author of an article without a writer; photographers come last."""
        if not self.author and self._poster:
            self.author = self._poster
        self.author += tuple(name for name in self._photographers if name not in self.author)
        if not self.author:
            self.warn("no_author")

    def _place_names(self, finding: Finding) -> bool:
        names = bylines.people(finding.name) or (finding.name,)
        if finding.kind == "photo":
            self._photographers = bylines.people(finding.name)
            if self._photographers:
                self.took("photo", finding.text, names=" – ".join(names))
            return bool(self._photographers)
        if finding.kind == "poster":
            if self._poster:
                return False
            self._poster = names
            self.took("poster", finding.text, names=" – ".join(names))
        elif self.author not in ((), names):
            return False
        else:
            self.place_author(names, finding.text)
        return True

    def _place_date(self, finding: Finding) -> bool:
        moment = finding.date.moment if finding.date else None
        if moment is None:
            return False
        if self.date is None:
            self.date = moment
            self.took("date", finding.text, moment=f"{moment:%d/%m/%Y %H:%M}")
            if finding.date and not finding.date.has_clock:
                self.warn("no_clock", text=finding.text)
            if finding.date and not finding.date.weekday_fits:
                self.warn("weekday", text=finding.text)
        elif finding.kind == "updated" and moment > self.date:
            self.updated = moment
            self.took("updated", finding.text, moment=f"{moment:%d/%m/%Y %H:%M}")
        else:
            return moment.date() == self.date.date() or finding.kind == "updated"
        return True
