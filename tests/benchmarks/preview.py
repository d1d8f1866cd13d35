"""`mkdocs serve` of the bulletin: how long until the preview shows what an editor has saved."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from .site import Expected, Site

_STEP = 0.02
_PATIENCE = 1800


class PreviewFailed(Exception):
    """The preview ended, or did not show the change in half an hour."""


def seconds_until_shown(site: Site, times: int) -> Iterator[float]:
    """Saves a correction so many times, a different article each time."""
    with _serving(site) as (server, address):
        _await(server, address, site.newest)
        for _ in range(times):
            expected = site.correct()
            saved = time.monotonic()
            _await(server, address, expected)
            yield time.monotonic() - saved


@contextmanager
def _serving(site: Site) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--quiet", "--dev-addr", host]
    environment = os.environ | site.generator.environment(site.folder)
    server = subprocess.Popen(
        command, cwd=site.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield server, f"http://{host}/"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except (
            subprocess.TimeoutExpired
        ):  # a benchmark in the background of a shell passes on that this signal is ignored
            server.terminate()
            server.wait()


def _await(server: subprocess.Popen[bytes], address: str, expected: Expected) -> None:
    url = f"{address}{expected.place.date:%Y/%m}/{expected.place.slug}/"
    begun = time.monotonic()
    while True:
        if server.poll() is not None or time.monotonic() - begun > _PATIENCE:
            raise PreviewFailed(f"«{expected.text}» did not come up at {url}")
        try:
            with urlopen(url, timeout=_PATIENCE) as answer:
                if expected.text in answer.read().decode():
                    return
        except (URLError, ConnectionError):
            pass  # not up yet
        time.sleep(_STEP)
