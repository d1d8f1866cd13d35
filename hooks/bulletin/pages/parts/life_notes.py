"""The notes on an article's life: what its page says of withdrawal, expiry, corrections and changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...articles import life_words
from ...articles.extents import TextFacts
from ...articles.life import EXPIRED, Correction, Life
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
    life = facts.life
    notes = [(item.is_on_top, _corrected(settings, item)) for item in life.corrections]
    return {
        "period": _period(settings, facts),
        "banners": _banners(settings, facts, posts),
        "top_notes": [note for is_on_top, note in notes if is_on_top],
        "foot_notes": [note for is_on_top, note in notes if not is_on_top],
        "changes": _changes(settings, facts),
        "history_url": settings.url(addresses.history(facts.address)) if life.changes or life.corrections else None,
    }


def corrections(settings: Settings, items: Sequence[Correction]) -> list[LifeNote]:
    """Returns the notes of some corrections."""
    return [_corrected(settings, item) for item in items]


def _banners(settings: Settings, facts: TextFacts, posts: Mapping[str, str]) -> list[LifeNote]:
    life, texts = facts.life, words.site()["life"]
    banners = [_withdrawn(settings, life, posts)] if life.withdrawn else []
    if life.expires is not None:
        moment = dates.moment(life.expires)
        text = texts["expired"].format(moment=dates.minute(moment))
        is_pending = EXPIRED not in facts.marks
        banners.append(_note(settings, "expired", life.expires, text, is_pending=is_pending))
    return banners


def history(settings: Settings, published: int, life: Life) -> list[LifeNote]:
    """Returns everything that happened to an article, newest first. `published` is in seconds since 1970."""
    notes = [*_noted_changes(settings, life), *[_corrected(settings, item) for item in life.corrections]]
    if life.withdrawn:
        notes.append(_withdrawn(settings, life, {}))
    notes.sort(key=lambda note: note.time, reverse=True)
    return [*notes, _note(settings, "published", published, "")]


def _noted_changes(settings: Settings, life: Life) -> list[LifeNote]:
    return [_note(settings, "change", change.time, change.note) for change in life.changes]


def _period(settings: Settings, facts: TextFacts) -> str | None:
    """Returns what the page says of the province's name when the article was published; None if it had today's."""
    name = facts.life.period
    if name is None:
        day = dates.local(facts.date).date()
        name = next((period.name for period in settings.bulletin.periods if day < period.until), "")
    return words.site()["life"]["period"].format(name=name) if name else None


def _withdrawn(settings: Settings, life: Life, posts: Mapping[str, str]) -> LifeNote:
    withdrawn = life.withdrawn
    assert withdrawn is not None, "only a withdrawn article has this note"
    return _note(settings, "withdrawn", withdrawn.time, withdrawn.note, posts.get(withdrawn.replaced_by))


def _corrected(settings: Settings, item: Correction) -> LifeNote:
    return _note(settings, item.kind, item.time, life_words.correction(item))


def _changes(settings: Settings, facts: TextFacts) -> list[LifeNote]:
    """The changes, newest first. The first publication is the last of them, and no editor has to write it."""
    changes = _noted_changes(settings, facts.life)
    if not changes:
        return []
    return [*changes, _note(settings, "published", facts.published, words.site()["life"]["first"])]


def _note(
    settings: Settings, kind: str, time: int, text: str, url: str | None = None, is_pending: bool = False
) -> LifeNote:
    moment = dates.moment(time)
    return LifeNote(
        kind=kind,
        label=life_words.label(settings.bulletin.labels, kind),
        time=dates.iso(moment),
        date=dates.minute(moment),
        text=typography.text(text),
        url=url,
        is_pending=is_pending,
    )
