"""The preview: an editor's own server. It keeps showing the last good pages, whatever happens to the sources."""

import errno
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec
from urllib.parse import urlsplit

from .stylebook import words

Arguments = ParamSpec("Arguments")


class AddressError(Exception):
    """The preview can't be served at an address. The message says why, and what to do."""


def folder(project: Path, port: int) -> Path:
    """The folder in which the preview keeps its pages.

    MkDocs would use a temporary folder, and empty it at the end. The preview keeps its own, so it starts as fast as it
    builds.
    """
    return project / ".cache" / f"preview-{port}"


def url(host: str, port: int, site_url: str | None) -> str:
    """The address of the site while it is previewed."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{urlsplit(site_url or '/').path}"


def check_address(host: str, port: int) -> None:
    """Raises AddressError when the preview can't be served at an address.

    It opens the address as the server will. The server itself would fail only after all pages are made.
    """
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as listener:
            if sys.platform != "win32":  # on Windows this option would let two servers share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(1)
    except (OSError, OverflowError) as error:
        texts = words.terminal()["preview_address"]
        code = "EOVERFLOW" if isinstance(error, OverflowError) else errno.errorcode.get(error.errno or 0, "")
        raise AddressError(
            texts["wrong"].format(
                address=f"{host}:{port}",
                fault=texts["faults"].get(code, texts["faults"]["other"]),
                free=_free_address(port),
            )
        ) from None


def _free_address(port: int) -> str:
    """An address that is likely to be free."""
    return f"127.0.0.1:{port + 1 if 1024 <= port < 65535 else 8001}"


def shielded(build: Callable[Arguments, None], describe: Callable[[Exception], str]) -> Callable[Arguments, None]:
    """A build that never fails in the eyes of the server.

    After a failed build, the server would answer no request until one succeeds. So this build catches every error and
    prints its description.
    """

    def rebuild(*arguments: Arguments.args, **options: Arguments.kwargs) -> None:
        try:
            build(*arguments, **options)
        except Exception as error:  # this includes MkDocs' Abort
            print(describe(error), words.sentence("preview_stays"), sep="\n", file=sys.stderr, flush=True)

    return rebuild
