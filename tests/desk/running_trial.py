"""A trial as somebody runs it: `python hooks/desk trial`, with software of its own that has a few posts."""

import base64
import http.client
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from desk.hosting.place import ADMIN
from project import ROOT, source

_PATIENCE = 300.0
"""Seconds until a trial is ready."""


class Trial:
    """A trial in a terminal."""

    def __init__(self, software: Path, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.output = folder.with_name(f"output-{time.monotonic_ns()}")
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "hooks/desk", "trial", "--port", str(port), "--folder", str(folder)],
                cwd=software,
                stdout=stream,
                stderr=stream,
            )

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait(self) -> None:
        end = time.monotonic() + _PATIENCE
        while "Dừng bằng Ctrl+C" not in self.said():
            assert self.process.poll() is None and time.monotonic() < end, self.said()
            time.sleep(0.1)

    def password(self, login: str) -> str:
        return self.said().split(f"tên {login}, mật khẩu ")[1].split("\n")[0]

    def ask(self, path: str, login: str = "", password: str | None = None, host: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": host or f"127.0.0.1:{self.port}"}
        if login:
            pair = f"{login}:{self.password(login) if password is None else password}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


def copy_software(folder: Path, posts: Mapping[str, str]) -> Path:
    """The software as somebody unpacks it who has no git checkout, with few posts, so that a build takes seconds."""
    left_out = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in ("hooks", "deploy"):
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("overrides", "docs"):
        shutil.copytree(source(name), folder / name)
    shutil.copy(source("mkdocs.yml"), folder)
    (folder / "hooks" / "desk" / "admin" / "node_modules").symlink_to(ADMIN / "node_modules")
    for name, text in posts.items():
        file = folder / "posts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
