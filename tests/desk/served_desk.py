"""A desk of a test's own: a real repository with a small bulletin, a real process, and requests as the proxy makes
them.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from project import NOON, ROOT, post, source

SECRET = "f3a1c9d27be84056a9e1d7703c52b6ef18c4"
PEOPLE = """people:
  - {login: lan, name: Nguyễn Thị Lan, email: lan@bantin.example.vn, role: reporter}
  - {login: huy, name: Trần Quốc Huy, email: huy@bantin.example.vn, role: reporter}
  - {login: minh, name: Lê Văn Minh, email: minh@bantin.example.vn, role: editor}
"""
POSTS = {
    "2026/05/hop-thu-hai.md": post("Họp tổ dân phố tối thứ hai", "2026-05-11 08:00"),
    "2026/06/don-rac-bai-bien.md": post(
        "Dọn rác bãi biển Hòa Thuận",
        "2026-06-13 06:30",
        body="Sáng sớm, hơn *hai trăm* người ra bãi.\n\nMỗi tổ một đoạn.",
    ),
    "2026/06/mua-lon-dau-mua.md": post("Mưa lớn đầu mùa, nhiều tuyến đường ngập", "2026-06-15 17:45"),
    "2020/06/nuoc-sach-ve-lang.md": post("Nước sạch về làng", "2020-06-25 09:11"),
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def git(folder: Path, *arguments: str) -> str:
    environment = os.environ | {
        **{f"GIT_{role}_NAME": "Bộ phận kỹ thuật" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "ky-thuat@bantin.example.vn" for role in ("AUTHOR", "COMMITTER")},
    }
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def make_repository(folder: Path, posts: Mapping[str, str]) -> Path:
    """A bare repository with a bulletin on `main`."""
    tree = folder / "tree"
    tree.mkdir(parents=True)
    for name in ("hooks", "overrides", "docs"):
        shutil.copytree(source(name), tree / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(source("mkdocs.yml"), tree)
    for name, text in posts.items():
        (tree / "posts" / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / "posts" / name).write_text(text, encoding="utf-8")
    git(tree, "init", "-q", "-b", "main")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "Bản tin")
    bare = folder / "bantin.git"
    git(folder, "clone", "-q", "--bare", str(tree), str(bare))
    shutil.rmtree(tree)
    return bare


class ServedDesk:
    """A desk in a process of its own. Its clock stands at NOON. `proxy` is the port that people see."""

    def __init__(
        self, folder: Path, posts: Mapping[str, str] = POSTS, limits: str = "limits: {saves_a_minute: 1000}\n"
    ) -> None:
        self.folder = folder
        self.repository = make_repository(folder, posts)
        self.port, self.proxy = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.proxy}"
        self.log = folder / "desk.log"
        self.settings = folder / "desk.yml"
        (folder / "desk.key").write_text(SECRET)
        (folder / "desk.key").chmod(0o600)
        self.settings.write_text(
            f"address: {self.address}\nrepository: bantin.git\nfolder: room\nkey: desk.key\nport: {self.port}\n"
            f"{limits}{PEOPLE}",
            encoding="utf-8",
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command("serve"),
                stdout=log,
                stderr=log,
                env=os.environ | {"SOURCE_DATE_EPOCH": NOON, "PYTHONDONTWRITEBYTECODE": "1"},
            )
        while True:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)

    def command(self, *arguments: str) -> list[str]:
        """`python hooks/desk …` with the settings of this desk."""
        return [sys.executable, str(ROOT / "hooks" / "desk"), *arguments, "--settings", str(self.settings)]

    def stop(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def headers(self, login: str = "lan") -> dict[str, str]:
        """What the proxy sends along, and what a browser says of a script on the desk's own page."""
        return {
            "Host": self.address.partition("://")[2],
            "X-Desk-Key": SECRET,
            "X-Remote-User": login,
            "X-Real-IP": "203.0.113.7",
            "Origin": self.address,
            "Sec-Fetch-Site": "same-origin",
        }

    def get(self, path: str, login: str = "lan", **headers: str | None) -> httpx.Response:
        return self.request("GET", path, login, headers=headers)

    def send(self, path: str, content: Any, login: str = "lan") -> httpx.Response:
        return self.request("POST", path, login, json=content)

    def request(
        self, method: str, path: str, login: str = "lan", headers: Mapping[str, str | None] = {}, **content: Any
    ) -> httpx.Response:
        """A header of None is left out."""
        sent = {name: value for name, value in {**self.headers(login), **headers}.items() if value is not None}
        return httpx.request(method, f"http://127.0.0.1:{self.port}{path}", headers=sent, timeout=120, **content)

    def ask(self, action: str, login: str = "lan", **parameters: Any) -> httpx.Response:
        """A verb of Decap's protocol, as decap-cms-backend-proxy sends it."""
        return self.send(
            "/admin/api/v1", {"branch": "main", "action": action, "params": {"branch": "main", **parameters}}, login
        )

    def save(
        self, key: str, raw: str, login: str = "lan", is_new: bool = True, assets: Mapping[str, str] = {}
    ) -> httpx.Response:
        """`assets` are files in base64 by their paths."""
        return self.ask(
            "persistEntry",
            login,
            dataFiles=[{"slug": key, "path": f"posts/{key}.md", "raw": raw}],
            assets=[{"path": path, "content": content, "encoding": "base64"} for path, content in assets.items()],
            options={
                "newEntry": is_new,
                "commitMessage": "Create",
                "collectionName": "posts",
                "useWorkflow": True,
                "hasSubfolders": True,
                "unpublished": False,
                "status": "draft",
            },
        )

    def change(self, key: str, old: str, new: str, login: str = "lan") -> httpx.Response:
        """Opens a draft or a published post as the form does, changes some words, and saves it."""
        found = self.ask("unpublishedEntry", login, collection="posts", slug=key)
        path = f"posts/{key}.md"
        if found.status_code == 200:
            data = self.ask("unpublishedEntryDataFile", login, collection="posts", slug=key, path=path, id="x")
            raw = data.json()["data"]
        else:
            raw = self.ask("getEntry", login, path=path).json()["data"]
        assert old in raw
        return self.save(key, raw.replace(old, new), login, is_new=False)
