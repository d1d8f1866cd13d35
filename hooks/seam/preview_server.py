"""The server of the preview: shows the preview's pages, notices edits, and survives every mistake."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from bulletin import preview
from bulletin.machine.fork_server import ForkServer, Job
from bulletin.machine.watch import Watch
from bulletin.run import Run

if TYPE_CHECKING:  # a build does not need them
    from mkdocs.livereload import LiveReloadServer
    from watchdog.observers.polling import PollingObserver


def set_up(server: "LiveReloadServer", first: Run, rebuild: Job, describe: Callable[[Exception], str]) -> None:
    """Makes a server of MkDocs' the preview's. `first` is the run of the first build. `rebuild` calls its argument as
    soon as the pages can be looked at. `describe` says an error.
    """
    watched_paths = list(server._watched_paths)
    server._watched_paths.clear()
    server.observer = cast("PollingObserver", Watch(first.file.parent))
    for path in dict.fromkeys([*watched_paths, *map(str, first.files)]):
        server.watch(path)
    server.root, server.mount_path = str(first.site), unquote(first.settings.root)
    server.error_handler = lambda code: (first.site / "404.html").read_bytes() if code == 404 else None
    rebuilder = ForkServer(preview.shielded(rebuild, describe))
    server.builder = preview.shielded(rebuilder.run, describe)
