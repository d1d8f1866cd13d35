"""A bare repository with a small bulletin in it, as the desk has one."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from project import NOON, Project, post

_IDENTITY = {
    "GIT_AUTHOR_NAME": "Thúy Hằng",
    "GIT_AUTHOR_EMAIL": "thuyhang@anbinh.example",
    "GIT_COMMITTER_NAME": "Ban biên tập",
    "GIT_COMMITTER_EMAIL": "banbientap@anbinh.example",
}


class Bare:
    """`folder` is the repository; `clone` is where tests write what others push to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "ban-tin.git"
        self.clone = Project(folder / "clone")
        (self.clone.folder / ".gitignore").write_text(".cache\nsite\n__pycache__\n", encoding="utf-8")
        self.clone.post("2026/06/cap-nuoc.md", post(title="Cấp nước sạch cho xã Trà Vân", body="Nước đã về bản."))
        self.clone.post(
            "2026/06/tong-ket.md",
            post(title="Tổng kết tháng Sáu", date="2026-06-21 09:00", body="Xem [bài trước](cap-nuoc.md)."),
        )
        self.git("init", "--quiet", "--initial-branch=main")
        self._commit("Đăng bài: Cấp nước sạch")
        subprocess.run(
            ["git", "clone", "--quiet", "--bare", str(self.clone.folder), str(self.folder)],
            check=True,
            capture_output=True,
        )
        self.git("remote", "add", "origin", str(self.folder))

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.clone.folder,
            env=os.environ | _IDENTITY,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def tip(self, ref: str) -> str | None:
        found = subprocess.run(
            ["git", f"--git-dir={self.folder}", "rev-parse", "--quiet", "--verify", ref],
            check=False,
            capture_output=True,
            text=True,
        )
        return found.stdout.strip() or None

    @property
    def main(self) -> str:
        tip = self.tip("refs/heads/main")
        assert tip
        return tip

    def publish(self, changes: Mapping[str, bytes | None]) -> str:
        """Commits changes to main, and returns the commit."""
        for path, content in changes.items():
            file = self.clone.folder / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self._commit("Đăng bài")
        self.git("push", "--quiet", "origin", "main")
        return self.main

    def _commit(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject)

    def clean_site(self, folder: Path, now: str = NOON) -> dict[str, bytes]:
        """The files of a site that was built from main's tip in an empty folder."""
        subprocess.run(["git", "clone", "--quiet", str(self.folder), str(folder)], check=True, capture_output=True)
        (folder / ".gitignore").touch()
        fresh = Project.__new__(Project)
        fresh.folder, fresh.posts, fresh.site, fresh.is_warm = folder, folder / "posts", folder / "site", True
        built = fresh.build(now)
        assert built.returncode == 0, built.stderr
        files = fresh.files()
        shutil.rmtree(folder)
        return files


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
