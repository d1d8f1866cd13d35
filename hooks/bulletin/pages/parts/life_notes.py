"""The notes on an article's life: what its page says of withdrawal, expiry, corrections and changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...articles import life_words
from ...articles.extents import TextFacts
from ...articles.life import EXPIRED, Correction, Life
from ...settings.settings import Settings
from ...stylebook import dates, words
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
    """Returns the slots of the notes: `banners` and `top_notes` before the lead, `foot_notes` and `changes` after the
    text. `posts` are the URLs of posts by name.
    """
    life = facts.life
    notes = [(item.is_on_top, _corrected(settings, item)) for item in life.corrections]
    return {
        "banners": _banners(settings, facts, posts),
        "top_notes": [note for is_on_top, note in notes if is_on_top],
        "foot_notes": [note for is_on_top, note in notes if not is_on_top],
        "changes": _changes(settings, facts),
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


def _withdrawn(settings: Settings, life: Life, posts: Mapping[str, str]) -> LifeNote:
    withdrawn = life.withdrawn
    assert withdrawn is not None, "only a withdrawn article has this note"
    return _note(settings, "withdrawn", withdrawn.time, withdrawn.note, posts.get(withdrawn.replaced_by))


def _corrected(settings: Settings, item: Correction) -> LifeNote:
    return _note(settings, item.kind, item.time, life_words.correction(item))


def _changes(settings: Settings, facts: TextFacts) -> list[LifeNote]:
    """The changes, newest first. The first publication is the last of them, and no editor has to write it."""
    changes = [_note(settings, "change", change.time, change.note) for change in facts.life.changes]
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
