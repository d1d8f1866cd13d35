"""Reading without a network: the service worker, and the page that replaces one that the browser has not kept."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..stylebook import addresses, words
from .parts.javascript import constant, literal

_PROGRAM = "assets/service-worker.js"
_REMOVAL = "service-worker-removal"

SHELLS = ("offline",)

_MOST_REMOVED = 200
"""The most addresses in the worker. A copy of any other removed article goes when its reader comes back to it."""


class ServiceWorker(Recipe, frozen=True, gc=False):
    """A few constants, and the import of the worker's program.

    A browser compares this file with its own copy, byte by byte. So everything that calls for a new worker changes it.
    """

    root: str
    program: str
    """The URL of the program, with its version."""
    page: Shell
    """The shell of the offline page, which the worker stores: when this page changes, the worker must change too."""
    removed: tuple[str, ...]
    """The addresses of the articles that were removed last. Browsers delete their copies."""

    def render(self) -> bytes:
        texts = words.site()
        notes = {note: texts[f"offline_{note}"] for note in ("copy", "missing", "alone", "retry")}
        lines = (
            f"// {self.page.digest.hex()}",
            constant("ROOT", self.root),
            constant("NOTES", notes),
            constant("REMOVED", self.removed),
            f"importScripts({literal(self.program)});",
        )
        return "\n".join([*lines, ""]).encode()


class ServiceWorkerRemoval(Recipe, frozen=True, gc=False):
    """A worker that removes itself and all that it has stored. It imports nothing that a cache could hold back."""

    root: str
    program: str

    def render(self) -> bytes:
        return "\n".join([constant("ROOT", self.root), self.program, ""]).encode()


class OfflinePage(Recipe, frozen=True, gc=False):
    """The page has no emergency notices: it is shown long after it was made, and the script shows current ones."""

    shell: Shell

    def render(self) -> bytes:
        return self.shell.fill({"section": None, "alerts": []})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ServiceWorker | ServiceWorkerRemoval | OfflinePage]]:
    settings = edition.settings
    if settings.bulletin.offline:
        page = theme.shells["offline"]
        program = f"{settings.url(_PROGRAM)}?v={theme.files[_PROGRAM].digest.hex()[:8]}"
        removed = [*edition.deleted, *[stone.address for stone in edition.tombstones[:_MOST_REMOVED]]]
        yield addresses.SERVICE_WORKER, ServiceWorker(settings.root, program, page, tuple(sorted(removed)))
        yield addresses.output(addresses.OFFLINE), OfflinePage(page)
    else:
        yield addresses.SERVICE_WORKER, ServiceWorkerRemoval(settings.root, theme.programs[_REMOVAL])
