"""Reading without a network: the service worker, and the page that stands in for one that was not kept."""

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


class ServiceWorker(Recipe, frozen=True, gc=False):
    """What the program needs to know, and the program itself, which is imported.

    A browser compares this file with the one it has, byte by byte; whatever is to bring a reader another worker shows here.
    """

    root: str
    program: str
    """Its URL, with its version."""
    page: Shell
    """That of the page which the worker keeps: of another one the worker has to be told."""

    def render(self) -> bytes:
        text = words.site()
        notes = {note: text[f"offline_{note}"] for note in ("copy", "missing", "alone", "retry")}
        lines = (
            f"// {self.page.digest.hex()}",
            constant("ROOT", self.root),
            constant("NOTES", notes),
            f"importScripts({literal(self.program)});",
        )
        return "\n".join([*lines, ""]).encode()


class ServiceWorkerRemoval(Recipe, frozen=True, gc=False):
    """A worker that takes itself and all it kept away. It is whole: what it would import might come from a cache."""

    root: str
    program: str

    def render(self) -> bytes:
        return "\n".join([constant("ROOT", self.root), self.program, ""]).encode()


class OfflinePage(Recipe, frozen=True, gc=False):
    """Without emergency notices: it is shown long after it was made, and the script knows them."""

    shell: Shell

    def render(self) -> bytes:
        return self.shell.fill({"section": None, "alerts": []})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ServiceWorker | ServiceWorkerRemoval | OfflinePage]]:
    settings = edition.settings
    if settings.bulletin.offline:
        page = theme.shells["offline"]
        program = f"{settings.url(_PROGRAM)}?v={theme.files[_PROGRAM].digest.hex()[:8]}"
        yield addresses.SERVICE_WORKER, ServiceWorker(settings.root, program, page)
        yield addresses.output(addresses.OFFLINE), OfflinePage(page)
    else:
        yield addresses.SERVICE_WORKER, ServiceWorkerRemoval(settings.root, theme.programs[_REMOVAL])
