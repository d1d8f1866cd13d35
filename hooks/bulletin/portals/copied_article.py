"""An article of another portal, as far as its copy has been read: its fields, and what the editor is to be told."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ..stylebook import words
from . import bylines
from .line_reader import Finding

_LONGEST_SHOWN = 80


@dataclass
class PortalArticle:
    """What the copy said. `body` is Markdown; `taken` and `warnings` are for the editor, in Vietnamese."""

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
        """Notes for what a part of the copy was taken."""
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        self.taken.append(words.sentence(f"import_taken.{kind}", text=shown, **facts))

    def warn(self, code: str, **facts: object) -> None:
        self.warnings.append(words.sentence(f"import_problems.{code}", **facts))

    def place_all(self, found: list[Finding], line: str) -> bool:
        """Puts all that stands on a line into its fields; False if something on it found no place."""
        if all(one.kind == "tools" for one in found):
            self.took("tools", line)
            return True
        return all([self.place(one) for one in found])

    def place(self, found: Finding) -> bool:
        """Puts a thing from around the article into its field; False if the field has another value already."""
        if found.kind in ("author", "poster", "photo"):
            return self._place_names(found)
        if found.kind == "source":
            return self.place_source(found.name, found.text)
        if found.kind == "tags":
            self.tags = tuple(tag for part in found.name.replace(";", ",").split(",") if (tag := part.strip(" #.")))
            self.took("tags", found.text)
        elif found.kind == "views":
            if found.number is None:
                self.took("views_missing", found.text)
            elif self.views not in (None, found.number):
                return False
            else:
                self.views = found.number
                self.took("views", found.text, views=found.number)
        elif found.kind in ("date", "published", "updated"):
            return self._place_date(found)
        else:
            self.took(found.kind, found.text)
        return True

    def place_source(self, name: str, text: str) -> bool:
        if self.source not in ("", name):
            return False
        self.source = name
        if name.startswith(("http://", "https://")):
            self.source, self.source_url = urlsplit(name).hostname or name, name
        self.took("source", text, source=self.source)
        return True

    def place_author(self, names: tuple[str, ...], text: str) -> None:
        self.author = names
        self.took("author", text, names=" – ".join(names))

    def settle_author(self) -> None:
        """Whoever put the article online is its author where nobody else is named."""
        if not self.author and self._poster:
            self.author = self._poster
        self.author += tuple(name for name in self._photographers if name not in self.author)
        if not self.author:
            self.warn("no_author")

    def _place_names(self, found: Finding) -> bool:
        names = bylines.people(found.name) or (found.name,)
        if found.kind == "photo":
            self._photographers = bylines.people(found.name)
            if self._photographers:
                self.took("photo", found.text, names=" – ".join(names))
            return bool(self._photographers)
        if found.kind == "poster":
            if self._poster:
                return False
            self._poster = names
            self.took("poster", found.text, names=" – ".join(names))
        elif self.author not in ((), names):
            return False
        else:
            self.place_author(names, found.text)
        return True

    def _place_date(self, found: Finding) -> bool:
        moment = found.date.moment if found.date else None
        if moment is None:
            return False
        if self.date is None:
            self.date = moment
            self.took("date", found.text, moment=f"{moment:%d/%m/%Y %H:%M}")
            if found.date and not found.date.has_clock:
                self.warn("no_clock", text=found.text)
            if found.date and not found.date.weekday_fits:
                self.warn("weekday", text=found.text)
        elif found.kind == "updated" and moment > self.date:
            self.updated = moment
            self.took("updated", found.text, moment=f"{moment:%d/%m/%Y %H:%M}")
        else:
            return moment.date() == self.date.date() or found.kind == "updated"
        return True
