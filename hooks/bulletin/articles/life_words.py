"""The words for an article's life: what is said of its withdrawal, its expiry and its corrections."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..stylebook import dates, words
from .life import Correction, Life


class Wording(NamedTuple):
    """The words in the language of an article. `labels` are those of the settings, which hold in Vietnamese only."""

    labels: Mapping[str, str]
    language: str = words.HOME

    @property
    def texts(self) -> dict[str, Any]:
        """The words of `life` in the word list."""
        return dict(words.site(self.language)["life"])

    def label(self, kind: str) -> str:
        """The words for a kind of note, a key of `life.labels` in the word list."""
        own = self.labels.get(kind) if self.language == words.HOME else None
        return own or str(self.texts["labels"][kind])

    def minute(self, time: int) -> str:
        """A moment, in seconds since 1970, to the minute."""
        moment = dates.moment(time)
        return dates.minute(moment) if self.language == words.HOME else dates.minute_in_english(moment)

    def correction(self, item: Correction) -> str:
        """What was wrong, what is right, and the editor's note, as one plain text."""
        sentence = self.texts["corrected"].format(wrong=item.wrong, right=item.right) if item.right else ""
        return f"{sentence} {item.note}".strip()

    def before_lead(self, life: Life) -> list[str]:
        """The notes before the lead, each in a line. An expiry is left out: it holds only from its hour on, when nobody
        writes or records the line again.
        """
        withdrawn = life.withdrawn
        lines = [self._line("withdrawn", withdrawn.time, withdrawn.note)] if withdrawn else []
        return [*lines, *[self._corrected(item) for item in life.corrections if item.is_on_top]]

    def after_text(self, life: Life) -> list[str]:
        """The notes after the text, each in a line."""
        return [self._corrected(item) for item in life.corrections if not item.is_on_top]

    def _corrected(self, item: Correction) -> str:
        return self._line(item.kind, item.time, self.correction(item))

    def _line(self, kind: str, time: int, text: str) -> str:
        return f"{self.label(kind)}, {self.minute(time)}. {text}"
