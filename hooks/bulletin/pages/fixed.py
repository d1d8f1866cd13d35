"""Fixed pages: what `docs/` holds, and the page for addresses that lead nowhere."""

from collections.abc import Iterator

from .. import addresses, words
from ..edition import Alerts, Edition
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from .alert import notices


class FixedPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    alerts: Alerts

    @property
    def source(self) -> str:
        return words.terminal()["output_of_docs"].format(address=self.address)

    def render(self) -> bytes:
        return self.shell.fill({"section": self.address.partition("/")[0], "alerts": notices(self.settings, self.alerts)})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FixedPage]]:
    for address, shell in theme.fixed.items():
        yield addresses.output(address), FixedPage(shell, edition.settings, address, edition.alerts)
