"""Articles read aloud, published beside their pages."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Volume
from ..recipe import Recipe
from ..source_file import Recording
from ..theme import Theme


class PublishedRecording(Recipe, frozen=True, gc=False):
    recording: Recording

    def render(self) -> bytes:
        return self.recording.read()


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, PublishedRecording]]:
    for article in volume.articles:
        recording = volume.recording(article)
        if recording:
            yield addresses.recording(article.address, recording.format), PublishedRecording(recording)
