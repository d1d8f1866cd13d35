"""The preview: an editor's own server, which goes on showing the last good pages whatever happens to the sources
meanwhile.
"""

import errno
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from .stylebook import words


class AddressError(Exception):
    """The preview can't be served at an address; the text says why, and what to do."""


def folder(project: Path, port: int) -> Path:
    """Where the preview keeps its pages: not in the temporary folder that MkDocs empties at its end, so that it starts
    as fast as it builds.
    """
    return project / ".cache" / f"preview-{port}"


def url(host: str, port: int, site_url: str | None) -> str:
    """The site's address as long as it is previewed."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{urlsplit(site_url or '/').path}"


def check_address(host: str, port: int) -> None:
    """Raises AddressError when nothing can be served there. It asks as the server will, which says so only when all
    pages are made.
    """
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as asked:
            if sys.platform != "win32":  # there it would let two servers have one port
                asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind((host, port))
            asked.listen(1)
    except (OSError, OverflowError) as error:
        text = words.terminal()["preview_address"]
        code = "EOVERFLOW" if isinstance(error, OverflowError) else errno.errorcode.get(error.errno or 0, "")
        raise AddressError(
            text["wrong"].format(
                address=f"{host}:{port}", fault=text["faults"].get(code, text["faults"]["other"]), free=_free(port)
            )
        ) from None


def _free(port: int) -> str:
    """An address that is likely to do."""
    return f"127.0.0.1:{port + 1 if 1024 <= port < 65535 else 8001}"


def steady(build: Callable[[], None], told: Callable[[Exception], str]) -> Callable[[], None]:
    """A build that never fails in the server's eyes, which would answer no request until the next one that doesn't;
    what went wrong is said.
    """

    def rebuild() -> None:
        try:
            build()
        except Exception as error:  # MkDocs' Abort is one, too
            print(told(error), words.sentence("preview_stays"), sep="\n", file=sys.stderr, flush=True)

    return rebuild
