"""A Python that has imported MkDocs and the engine already, and lends what it knows to one command after the other.

Most of what a small build costs is the start of Python and its imports, and the tests run more than a thousand builds.
So each process of pytest keeps a helper that has the imports behind it. For each command, the helper forks itself; the
copy goes to the command's folder, takes over its environment and its output, runs it as `python -m mkdocs …`,
`python hooks/bulletin …` or `python -c …` would (the last one with the engine in its path), and ends as Python ends.
Nothing that a command leaves in memory meets the next one.

A copy that runs `python -m mkdocs` itself, as `check` and `publish` do, forks for it in the same way. And the copies
share what Jinja makes of the templates.

What Python reads before its first line can't be given to a copy: `can_run` says where a real start is needed. Tests
whose subject is the process itself (signals, encodings, two builds that must not share an order of hashes) ask for one.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import compiled_templates
import shared

_ENGINE = Path(__file__).resolve().parent.parent / "hooks"
_PATIENCE = 300.0
"""Seconds that a command may take."""
_BEGINNING = dict(os.environ)
"""The environment of a helper, whatever a test does to the one of pytest."""
_IMPORTS = (
    *("bulletin.commands", "bulletin.edition.bundle", "bulletin.machine.watch", "bulletin.pictures.picture_classes"),
    *("babel.support", "dateutil.rrule", "deflate", "feedgen.ext.dc", "feedgen.feed", "icalendar", "lxml.etree"),
    *("feedgenerator", "pagefind.service", "pygal", "rapidfuzz.fuzz", "rapidfuzz.process", "text_unidecode"),
    *(f"PIL.{name}" for name in ("Image", "ImageDraw", "ImageFont", "JpegImagePlugin", "PngImagePlugin")),
    *("material.templates", "mkdocs.commands.build", "mkdocs.config.defaults", "mkdocs.theme", "mkdocs.utils.meta"),
    *("jinja2.ext", "multiprocessing.popen_fork", "watchdog.observers.polling"),
)
"""What commands import sooner or later."""
_EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc")
"""Those of Markdown that a bulletin's settings name."""


def can_run(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a copy does the same as a new process: with this Python and this engine, and without a variable by which
    Python itself or the C library would begin otherwise.
    """
    return (
        arguments[0] == sys.executable
        and (arguments[1:3] == ["-m", "mkdocs"] or arguments[1] == "hooks/bulletin")
        and (folder / "hooks").resolve() == _ENGINE
        and _read_by_python(environment) == _read_by_python(_BEGINNING)
    )


def _read_by_python(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")) and name != "PYTHONDONTWRITEBYTECODE"
    }


def run(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `subprocess.run` would return."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _helper().run(
            {"arguments": arguments[1:], "folder": str(folder), "environment": dict(environment)},
            [out.fileno(), err.fileno()],
        )
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode().replace("\r\n", "\n").replace("\r", "\n"))
    return subprocess.CompletedProcess(arguments, code, *said)


class _Helper:
    """The helper, as the process of pytest sees it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno()), str(shared.folder)],
                env=_BEGINNING | {"PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._answers = self._socket.makefile("r")
        self._socket.settimeout(_PATIENCE)
        atexit.register(self._end)

    def run(self, request: dict[str, object], outputs: list[int]) -> int:
        """The exit code of a command, whose output goes to two open files."""
        try:
            socket.send_fds(self._socket, [b"."], outputs)
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            code = self._answers.readline()
            assert code, "the helper is gone"
            return int(code)
        except BaseException:  # it is in the middle of something, and no good any more
            self._end()
            _helper_of_this_process.cache_clear()
            raise

    def _end(self) -> None:
        if os.getpid() == self.owner and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@cache
def _helper_of_this_process(pid: int) -> _Helper:
    return _Helper()


def _helper() -> _Helper:
    return _helper_of_this_process(os.getpid())


def _next_command(requests: socket.socket) -> list[str]:
    """Forks for each command. Returns in the copy only, with the arguments of the command that it has to run."""
    lines = requests.makefile("r")
    while True:
        sign, outputs, _, _ = socket.recv_fds(requests, 1, 2)
        if not sign:  # nobody is there any more
            os._exit(0)
        request = json.loads(lines.readline())
        pid = os.fork()
        if pid == 0:
            lines.close()
            requests.close()
            _become(request["folder"], request["environment"], outputs)
            return list(request["arguments"])
        for output in outputs:
            os.close(output)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        requests.sendall(f"{code}\n".encode())


def _become(folder: str, environment: dict[str, str], outputs: list[int]) -> None:
    for number, output in enumerate(outputs, 1):
        os.dup2(output, number)
        os.close(output)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


def _fork_for_mkdocs() -> None:
    """Has this copy run `python -m mkdocs` in a copy of itself."""
    start = subprocess.run

    def run(command: Any, **options: Any) -> Any:
        if not isinstance(command, list) or command[:3] != [sys.executable, "-m", "mkdocs"]:
            return start(command, **options)
        environment = {**(options.get("env") or os.environ), "PYTHONDONTWRITEBYTECODE": "1"}
        is_kept = bool(options.get("capture_output"))
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            pid = os.fork()
            if pid == 0:
                _become(options.get("cwd") or os.getcwd(), environment, [out.fileno(), err.fileno()] if is_kept else [])
                _run_to_the_end(command[1:])
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            said: list[str | None] = [None, None]
            if is_kept:
                for number, file in enumerate((out, err)):
                    file.seek(0)
                    said[number] = file.read().decode("utf-8", "replace")
        return subprocess.CompletedProcess(command, code, *said)

    subprocess.run = run  # type: ignore[assignment]


def _run_to_the_end(arguments: list[str]) -> NoReturn:
    """Runs a module as Python would, and ends. What is to be done at the end of the outer command is left to that."""
    code = 1
    sys.path[0] = os.getcwd()
    sys.argv = arguments[1:]
    try:
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _learn() -> None:
    """Imports, looks up and compiles what nearly every build does, before any of them begins."""
    for name in _IMPORTS:
        importlib.import_module(name)
    for name in ("mkdocs.plugins", "mkdocs.utils"):  # which plugins and themes are installed doesn't change
        module = sys.modules[name]
        module.entry_points = cache(module.entry_points)  # type: ignore[attr-defined]
    sys.modules["mkdocs.plugins"].get_plugins()
    sys.modules["mkdocs.utils"].get_theme_names()
    sys.modules["markdown"].Markdown(extensions=list(_EXTENSIONS)).convert("Bà con *Trà Vân* đã có nước.")


def _main() -> None:
    sys.path[0] = str(_ENGINE)
    _learn()
    sys.modules["bulletin.machine.version"].current()  # reads the sources of all that was just imported
    if sys.argv[2] != ".":  # nothing is shared but by a run of the tests
        compiled_templates.share(Path(sys.argv[2], "templates"))
    gc.freeze()  # the copies share with the helper what the collector doesn't touch
    arguments = _next_command(socket.socket(fileno=int(sys.argv[1])))
    _fork_for_mkdocs()
    if arguments[0] == "-m":
        sys.path[0] = os.getcwd()
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    elif arguments[0] == "-c":
        exec(arguments[1], {"__name__": "__main__"})
    else:
        del sys.path[0]  # the folder that is run goes there
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    _main()
