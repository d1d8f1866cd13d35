"""Fixed pages: what `docs/` holds, and the page for addresses that lead nowhere."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    for address, shell in theme.fixed.items():
        section = address.partition("/")[0]
        yield addresses.output(address), Recipe("fixed", fill, (shell, {"section": section}))
