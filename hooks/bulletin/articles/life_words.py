"""The words for an article's life: what is said of its withdrawal, its expiry and its corrections.

`labels` are the words of the settings for a kind of note, where they differ from those of the word list.
"""

from collections.abc import Mapping

from ..stylebook import dates, words
from .life import Correction, Life

Labels = Mapping[str, str]


def label(labels: Labels, kind: str) -> str:
    """The words for a kind of note, a key of `life.labels` in the word list."""
    return labels.get(kind) or str(words.site()["life"]["labels"][kind])


def correction(item: Correction) -> str:
    """What was wrong, what is right, and the editor's note, as one plain text."""
    sentence = words.site()["life"]["corrected"].format(wrong=item.wrong, right=item.right) if item.right else ""
    return f"{sentence} {item.note}".strip()


def before_lead(life: Life, labels: Labels) -> list[str]:
    """The notes before the lead, each in a line. An expiry is left out: it holds only from its hour on, when nobody
    writes or records the line again.
    """
    withdrawn = life.withdrawn
    lines = [_line(labels, "withdrawn", withdrawn.time, withdrawn.note)] if withdrawn else []
    return [*lines, *[_corrected(labels, item) for item in life.corrections if item.is_on_top]]


def after_text(life: Life, labels: Labels) -> list[str]:
    """The notes after the text, each in a line."""
    return [_corrected(labels, item) for item in life.corrections if not item.is_on_top]


def _corrected(labels: Labels, item: Correction) -> str:
    return _line(labels, item.kind, item.time, correction(item))


def _line(labels: Labels, kind: str, time: int, text: str) -> str:
    return f"{label(labels, kind)}, {dates.minute(dates.moment(time))}. {text}"
