"""The two servers of a trial: the desk, and nginx before it."""

import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bulletin.web_server import configuration, file_kinds

from .. import settings, words
from ..hosting import place
from ..hosting.place import ADMIN, SOFTWARE, Place
from .sample import Sample
from .trouble import TrialError

HOST = "127.0.0.1"
_PATIENCE = 30.0
"""Seconds that a server may take until it answers."""


@dataclass(frozen=True)
class _Trial:
    """What the configuration of nginx says of a trial besides the desk."""

    folder: str
    listen: str
    site: str
    types_file: str
    user_line: str


class Servers:
    """Starts both, and stops both."""

    def __init__(self, sample: Sample, site: Path, port: int):
        self._sample = sample
        self._site = site
        self._port = port
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Raises TrialError when one of them does not answer."""
        current = settings.load(self._sample.settings)
        log = self._sample.folder / "desk.log"
        command = [sys.executable, "hooks/desk", "serve", "--settings", str(self._sample.settings)]
        self._start(command, log, current.port, "trial.desk_fails")
        nginx_file = self._sample.folder / "nginx.conf"
        nginx_file.write_text(self._configuration(current), encoding="utf-8")
        log = self._sample.folder / "nginx-error.log"
        self._start([_nginx(), "-e", str(log), "-c", str(nginx_file)], log, self._port, "trial.nginx_fails")

    def are_alive(self) -> bool:
        return all(process.poll() is None for process in self._processes)

    def stop(self) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, command: list[str], log: Path, port: int, fault: str) -> None:
        with log.open("ab") as stream:
            process = subprocess.Popen(
                command,
                cwd=SOFTWARE,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,  # Ctrl+C reaches this program, which stops the two in order
            )
        self._processes.append(process)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and process.poll() is None:
            if is_taken(port):
                return
            time.sleep(0.05)
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise TrialError(words.sentence(fault, file=log, reason=lines[-1] if lines else process.poll()))

    def _configuration(self, current: settings.DeskSettings) -> str:
        folder = self._sample.folder
        desk = Place(
            address=current.address,
            host=HOST,
            public_port=self._port,
            port=current.port,
            body=place.body(current),
            repository=str(current.repository),
            folder=str(current.folder),
            settings_file=str(self._sample.settings),
            users_file=str(self._sample.users),
            key_file=str(self._sample.nginx_key),
            index=str(self._index()),
            realm=words.sentence("trial.realm"),
            is_trial=True,
        )
        trial = _Trial(
            str(folder),
            f"{HOST}:{self._port}",
            str(self._site),
            str(_types(folder)),
            "user root;" if os.geteuid() == 0 else "",  # else it could not look into the folder of the one who tries
        )
        template = configuration.ENVIRONMENT.get_template("desk/trial-nginx.conf")
        return template.render(desk=desk, trial=trial, form_headers=desk.form_headers)

    def _index(self) -> Path:
        """Decap's page, which says that this is a trial."""
        page = self._sample.folder / "index.html"
        told = f'<aside class="desk-trial"><strong>{html.escape(words.sentence("trial.page"))}</strong></aside>'
        text = (ADMIN / "index.html").read_text(encoding="utf-8")
        page.write_text(text.replace("<body>", f"<body>\n    {told}", 1), encoding="utf-8")
        return page


def is_taken(port: int) -> bool:
    """Whether something answers at a port of this machine."""
    with socket.socket() as one:
        return one.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def has_nginx() -> bool:
    return Path(_nginx()).exists()


def _nginx() -> str:
    return shutil.which("nginx") or "/usr/sbin/nginx"


def _types(folder: Path) -> Path:
    """The types of files, as the bulletin's own server has them."""
    lines = "".join(f"    {kind} {' '.join(endings)};\n" for kind, endings in file_kinds.TYPES.items())
    file = folder / "nginx-types.conf"
    file.write_text(f"types {{\n{lines}}}\ndefault_type {file_kinds.UNKNOWN};\n", encoding="utf-8")
    return file
