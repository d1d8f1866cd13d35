"""Fixed pages: the pages of `docs/`, and the page for addresses that do not exist."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.inputs import Alerts
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts.notices import notices


class FixedPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    alerts: Alerts

    @property
    def source(self) -> str:
        return words.sentence("output_of_docs", address=self.address)

    def render(self) -> bytes:
        return self.shell.fill(
            {"section": self.address.partition("/")[0], "alerts": notices(self.settings, self.alerts)}
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FixedPage]]:
    for address, shell in theme.fixed.items():
        yield addresses.output(address), FixedPage(shell, edition.settings, address, edition.alerts)
