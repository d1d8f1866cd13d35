"""Reading without a network: the service worker, and the page that replaces one that the browser has not kept."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..machine import digest
from ..press.recipe import Recipe
from ..stylebook import addresses

SHELLS = ("service-worker.js", "offline")


class ServiceWorker(Recipe, frozen=True, gc=False):
    """With `offline: false` its template is a worker that removes itself and everything that it has stored."""

    shell: Shell
    page: Shell
    """The shell of the offline page, which the worker stores: when this page changes, the worker must change too."""

    def render(self) -> bytes:
        return self.shell.fill({"version": digest.of_values(self.shell.digest, self.page.digest).hex()})


class OfflinePage(Recipe, frozen=True, gc=False):
    """The page has no emergency notices: it is shown long after it was made, and the script shows current ones."""

    shell: Shell

    def render(self) -> bytes:
        return self.shell.fill({"section": None, "alerts": []})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ServiceWorker | OfflinePage]]:
    yield addresses.SERVICE_WORKER, ServiceWorker(theme.shells["service-worker.js"], theme.shells["offline"])
    if edition.settings.bulletin.offline:
        yield addresses.output(addresses.OFFLINE), OfflinePage(theme.shells["offline"])
