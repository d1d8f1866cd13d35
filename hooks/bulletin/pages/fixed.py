"""Fixed pages: what `docs/` holds, and the page for addresses that lead nowhere."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import Shell


class FixedPage(Recipe, frozen=True, gc=False):
    shell: Shell
    address: str

    def render(self) -> bytes:
        return self.shell.fill({"section": self.address.partition("/")[0]})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FixedPage]]:
    for address, shell in theme.fixed.items():
        yield addresses.output(address), FixedPage(shell, address)
