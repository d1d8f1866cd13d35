"""Articles read aloud, published beside their pages."""

from collections.abc import Iterator

from ..edition.month_edition import MonthEdition
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..speech.recording_shelf import Recording
from ..stylebook import addresses


class PublishedRecording(Recipe, frozen=True, gc=False):
    recording: Recording

    def render(self) -> bytes:
        return self.recording.read()


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, PublishedRecording]]:
    for article in month.articles:
        recording = month.recording(article)
        if recording:
            yield addresses.recording(article.address, recording.format), PublishedRecording(recording)
