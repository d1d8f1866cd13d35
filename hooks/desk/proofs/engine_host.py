"""A program that keeps the engine in memory, and runs each command in a copy of itself.

Half of what the engine takes for one article is its start: Python, MkDocs, and the engine's own modules. This program
has them behind it. It is started in the folder of the project, with the number of a socket. Each request is a line of
JSON (`arguments`, `variables`) with three descriptors: for output, for errors, and the lock of the workroom, which the
copy holds as long as it runs. The answer is a line with the exit code.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import socket
import sys
import time

_MODULES = (
    *("bulletin.commands", "bulletin.edition.bundle", "bulletin.pictures.picture_classes"),
    *("babel.support", "feedgen.feed", "jinja2.ext", "lxml.etree", "pygal", "rapidfuzz.fuzz", "rapidfuzz.process"),
    *("material.templates", "mkdocs.commands.build", "mkdocs.config.defaults", "mkdocs.theme", "mkdocs.utils.meta"),
    *(f"PIL.{name}" for name in ("Image", "ImageDraw", "ImageFont", "JpegImagePlugin", "PngImagePlugin")),
    *(f"markdown.extensions.{name}" for name in ("attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc")),
)
"""What commands import sooner or later. One that another version of the engine lacks is left to the command."""


def main() -> None:
    project = os.getcwd()
    sys.path[0] = os.path.join(project, "hooks")
    for name in _MODULES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # the copies share with this program what the collector does not touch
    arguments = _next_command(socket.socket(fileno=int(sys.argv[1])))
    if arguments[0] == "-m":
        sys.path[0], sys.argv = project, arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        del sys.path[0]  # the folder that is run goes there
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


def _next_command(requests: socket.socket) -> list[str]:
    """Answers requests. Returns in a copy only, with the arguments that it has to run."""
    lines = requests.makefile("r")
    while True:
        sign, descriptors, _, _ = socket.recv_fds(requests, 1, 3)
        if not sign:  # the desk is gone
            os._exit(0)
        request = json.loads(lines.readline())
        copy = os.fork()
        if copy == 0:
            lines.close()
            requests.close()
            _become(request["variables"], descriptors)
            return list(request["arguments"])
        for descriptor in descriptors:
            os.close(descriptor)
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        requests.sendall(f"{code}\n".encode())


def _become(variables: dict[str, str], descriptors: list[int]) -> None:
    for number, descriptor in enumerate(descriptors[:2], 1):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()


if __name__ == "__main__":
    main()
