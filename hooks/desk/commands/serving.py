"""`serve`: the desk for the proxy on this machine."""

import argparse
import asyncio
import logging
import socket
import threading
from pathlib import Path

import uvicorn
from bulletin.stylebook import words as engine_words

from .. import settings, words
from ..refusal import Refusal
from ..settings import DeskSettings, SettingsError
from ..web import application, opening
from ..web.desk import Desk

log = logging.getLogger("desk")
_HOST = "127.0.0.1"
_A_DAY = 24 * 3600.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings", type=Path, default=Path("desk.yml"), metavar="TỆP", help=words.sentence("commands.settings")
    )


def run(parsed: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    return serve(settings.load(parsed.settings))


def serve(current: DeskSettings) -> int:
    desk = opening.of(current)
    app = application.of(desk)
    listener = _listener(current.port)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=True,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=60,
            limit_concurrency=400,
            h11_max_incomplete_event_size=16 * 1024,
            http="h11",
            ws="none",
            lifespan="off",
        )
    )
    print(words.sentence("commands.serving", address=current.address, port=current.port), flush=True)
    threading.Thread(target=_keep_up, args=(desk,), daemon=True).start()
    asyncio.run(server.serve(sockets=[listener]))
    return 0


def _keep_up(desk: Desk) -> None:
    """Does beforehand what somebody would have to wait for: the index of the archive, and the site behind the previews.
    Once a day it forgets what has been kept long enough.
    """
    while True:
        desk.is_changed.clear()
        try:
            desk.archive.update()
            desk.workroom.update()
            desk.drafts.tidy()
        except Refusal as refusal:
            log.warning("%s", refusal)
        desk.is_changed.wait(_A_DAY)


def _listener(port: int) -> socket.socket:
    """The port for the proxy, on this machine alone. Raises SettingsError."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except OSError as error:
        listener.close()
        raise SettingsError(words.sentence("commands.port", port=port, reason=engine_words.reason(error))) from None
    return listener
