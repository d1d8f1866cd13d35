"""The notes on an article's life: what its page says of withdrawal, expiry, corrections and changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...articles.extents import TextFacts
from ...articles.life import EXPIRED, Correction, Life
from ...articles.life_words import Wording
from ...settings.settings import Settings
from ...stylebook import addresses, dates, words
from ...typesetting import typography


@dataclass(frozen=True)
class LifeNote:
    """A note for the templates. `kind` is a key of `life.labels` in the word list, `label` the words for it. `time` is
    for machines, `date` for people. `url` leads to the article that takes this one's place.
    """

    kind: str
    label: str
    time: str
    date: str
    text: str
    url: str | None = None
    is_pending: bool = False
    """Whether the note holds only from its time on. A script shows it then."""


def values(settings: Settings, facts: TextFacts, posts: Mapping[str, str]) -> dict[str, Any]:
    """Returns the slots of the notes: `period`, `banners` and `top_notes` before the lead, `foot_notes` and
    `changes` after the text. `posts` are the URLs of posts by name.
    """
    life, notes = facts.life, Notes(Wording(settings.bulletin.labels, facts.lang))
    changes = notes.changes(life)
    return {
        "period": notes.period(settings, facts),
        "banners": notes.banners(facts, posts),
        "top_notes": [notes.corrected(item) for item in life.corrections if item.is_on_top],
        "foot_notes": [notes.corrected(item) for item in life.corrections if not item.is_on_top],
        # The first publication is the last of them, and no editor has to write it.
        "changes": [*changes, notes.first(facts.published)] if changes else [],
        "history_url": settings.url(addresses.history(facts.address)) if life.changes or life.corrections else None,
    }


class Notes:
    """Writes the notes of an article in its language."""

    def __init__(self, wording: Wording):
        self._wording = wording

    def history(self, published: int, life: Life) -> list[LifeNote]:
        """Returns everything that happened to an article, newest first. `published` is in seconds since 1970."""
        notes = [*self.changes(life), *map(self.corrected, life.corrections)]
        if life.withdrawn:
            notes.append(self._withdrawn(life, {}))
        notes.sort(key=lambda note: note.time, reverse=True)
        return [*notes, self._note("published", published, "")]

    def changes(self, life: Life) -> list[LifeNote]:
        return [self._note("change", change.time, change.note) for change in life.changes]

    def corrected(self, item: Correction) -> LifeNote:
        return self._note(item.kind, item.time, self._wording.correction(item))

    def first(self, published: int) -> LifeNote:
        """Returns the note of the first publication, at `published` in seconds since 1970."""
        return self._note("published", published, self._wording.texts["first"])

    def banners(self, facts: TextFacts, posts: Mapping[str, str]) -> list[LifeNote]:
        """Returns the notes of a withdrawal and an expiry."""
        life = facts.life
        banners = [self._withdrawn(life, posts)] if life.withdrawn else []
        if life.expires is not None:
            text = self._wording.texts["expired"].format(moment=self._wording.minute(life.expires))
            banners.append(self._note("expired", life.expires, text, is_pending=EXPIRED not in facts.marks))
        return banners

    def period(self, settings: Settings, facts: TextFacts) -> str | None:
        """Returns what the page says of the province's name when the article was published; None if it had today's."""
        name = facts.life.period
        if name is None:
            day = dates.local(facts.date).date()
            name = next((period.name for period in settings.bulletin.periods if day < period.until), "")
        return self._wording.texts["period"].format(name=name) if name else None

    def _withdrawn(self, life: Life, posts: Mapping[str, str]) -> LifeNote:
        withdrawn = life.withdrawn
        assert withdrawn is not None, "only a withdrawn article has this note"
        return self._note("withdrawn", withdrawn.time, withdrawn.note, posts.get(withdrawn.replaced_by))

    def _note(self, kind: str, time: int, text: str, url: str | None = None, is_pending: bool = False) -> LifeNote:
        is_home = self._wording.language == words.HOME
        return LifeNote(
            kind=kind,
            label=self._wording.label(kind),
            time=dates.iso(dates.moment(time)),
            date=self._wording.minute(time),
            text=typography.text(text) if is_home else text,
            url=url,
            is_pending=is_pending,
        )
