"""The style sheet of feeds: with it a feed that is opened in a browser explains itself."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..stylebook import addresses

SHELLS = ("feed_style",)


class FeedStyle(Recipe, frozen=True, gc=False):
    shell: Shell

    def render(self) -> bytes:
        return self.shell.fill({})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FeedStyle]]:
    yield addresses.FEED_STYLE, FeedStyle(theme.shells["feed_style"])
