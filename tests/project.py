"""A bulletin of a test's own: the real templates, settings and engine, with posts that the test writes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import warm_python

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "tests" / "node_modules"
NEWSPAPER = next(folder for folder in (ROOT / "tests" / "newspaper", ROOT) if (folder / "mkdocs.yml").is_file())
"""The sample newspaper, which the tests know by heart: `mkdocs.yml`, `docs/` and `posts/`. `init` makes room for
another bulletin and keeps it here, so no test may ask for those three in ROOT.
"""
SETTINGS = (NEWSPAPER / "mkdocs.yml").read_text(encoding="utf-8")
WHOLE_SETTINGS = SETTINGS.replace(
    "INHERIT: hooks/base.yml\n", (ROOT / "hooks" / "base.yml").read_text(encoding="utf-8")
)
"""With what they inherit, for tests that change some of the software's part."""
NOON = "1782100800"
"""Seconds since 1970 of 2026-06-22 11:00 in Vietnam: the clock of every build in the tests."""


def source(name: str) -> Path:
    """Where a part of the sample bulletin lies: the software, or the sample newspaper."""
    return (ROOT if name in ("hooks", "overrides") else NEWSPAPER) / name


def sample() -> Path:
    """The folder of the sample bulletin, the same for all processes. It keeps its cache: pictures take a while."""
    folder = ROOT / ".cache" / "newspaper"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("hooks", "overrides", "docs", "posts", "mkdocs.yml"):
        new = folder / f"{name}.{os.getpid()}"
        new.symlink_to(source(name))
        new.replace(folder / name)
    return folder


class Project:
    """A folder with a whole bulletin in it. `posts`, `site` and the settings belong to the test alone.

    Its commands are run by a warm Python; with `is_warm` False, each of them starts one of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_warm = True
        self.posts = folder / "posts"
        self.site = folder / "site"
        self.posts.mkdir(parents=True)
        shutil.copy(source("mkdocs.yml"), folder)
        for name in ("hooks", "overrides", "docs"):
            (folder / name).symlink_to(source(name))

    def copy(self, folder: Path) -> "Project":
        """The same bulletin in another folder, with its site and its cache."""
        shutil.copytree(self.folder, folder, symlinks=True)
        copied = Project.__new__(Project)
        copied.folder, copied.posts, copied.site = folder, folder / "posts", folder / "site"
        copied.is_warm = self.is_warm
        return copied

    def post(self, name: str, text: str | bytes) -> Path:
        """Writes `posts/<name>`; text is taken as it is."""
        path = self.posts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def switch_search_off(self) -> None:
        """For tests that build often and do not ask for the index: it takes a quarter of the time of a small build."""
        settings = self.folder / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("    notices:", "    search: false\n    notices:"), encoding="utf-8")

    def commit(self) -> None:
        """Commits the posts and the settings to a repository of the project's own."""
        if not (self.folder / ".git").exists():
            subprocess.run(["git", "init", "--quiet"], cwd=self.folder, check=True)
        subprocess.run(["git", "add", "posts", "mkdocs.yml"], cwd=self.folder, check=True)
        identity = ["-c", "user.name=Tòa soạn", "-c", "user.email=toa-soan@anbinh.example"]
        subprocess.run(["git", *identity, "commit", "--quiet", "-m", "Bài"], cwd=self.folder, check=True)

    def delete(self, name: str) -> None:
        """Deletes `posts/<name>`, and lists it as an editor has to."""
        (self.posts / name).unlink()
        with (self.posts / "deleted.yml").open("a", encoding="utf-8") as deleted:
            deleted.write(f"- {name}\n")

    def picture(self, name: str, size: tuple[int, int] = (1600, 900), colour: str = "#7a1518") -> Path:
        """A real picture file below `posts/`."""
        from PIL import Image

        path = self.posts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(path)
        return path

    def command(self, *arguments: str, now: str = NOON) -> subprocess.CompletedProcess[str]:
        """`python hooks/bulletin …` as an editor runs it."""
        return self.run([sys.executable, "hooks/bulletin", *arguments], now)

    def build(self, now: str = NOON, **settings: str) -> subprocess.CompletedProcess[str]:
        """`mkdocs build --strict` as an editor runs it."""
        return self.run([sys.executable, "-m", "mkdocs", "build", "--strict"], now, **settings)

    def page(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the site with its bytes."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def run(self, arguments: list[str], now: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Any other program in the folder of the bulletin."""
        environment = (
            os.environ
            | {"SOURCE_DATE_EPOCH": now, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
            | settings
        )
        if self.is_warm and warm_python.can_run(arguments, self.folder, environment):
            return warm_python.run(arguments, self.folder, environment)
        return subprocess.run(
            arguments,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )


def post(
    title: str = "Thử nghiệm hệ thống tưới",
    date: str = "2026-06-20 08:15",
    category: str = "thoi-su",
    body: str = "Một đoạn văn.",
    **keys: str,
) -> str:
    """The text of a small valid post; further keys are written as they are given."""
    extra = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndate: {date}\ncategory: {category}\n{extra}---\n\n{body}\n"
