"""The sites that are searched: the corpus of the benchmark with the sample posts, as the bulletin and as Material make
it.
"""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import yaml
from benchmarks.corpus import articles
from benchmarks.generators import Bulletin, Generator, Material
from benchmarks.programme import FOLDER
from project import source

from .items import Text, text

_NOW = "1795320000"
"""2026-11-22: after the newest of the sample posts."""


@cache
def bulletin(size: int) -> tuple[Path, list[Text]]:
    """The site folder, and all texts in it. They are made once: to make up 100,000 texts takes four minutes."""
    folder, generator = FOLDER / f"search-{size}", Bulletin()
    if not (folder / "posts").is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        generator.prepare(folder)
        for article in articles(size):
            generator.write(folder, article)
    for name in ("hooks", "overrides", "docs"):
        shutil.rmtree(folder / name)
        shutil.copytree(source(name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(source("mkdocs.yml"), folder)
    shutil.copytree(source("posts"), folder / "posts", dirs_exist_ok=True)
    _run(generator, folder)
    return folder / "site", [*(text(article) for article in articles(size)), *_samples()]


def _samples() -> list[Text]:
    """The sample posts that are published."""
    found = []
    for path in sorted(source("posts").glob("*/*/*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        keys = yaml.load(front, Loader=yaml.BaseLoader)
        if keys.get("draft") != "true" and body.strip():
            address = f"/{path.parent.relative_to(source('posts')).as_posix()}/{keys.get('slug') or path.stem}/"
            found.append(
                Text(
                    address,
                    keys["title"],
                    "\n".join(line for line in body.splitlines() if re.match(r"[^\W_]", line) and "](" not in line),
                )
            )
    return found


def material(size: int) -> Path:
    folder, generator = FOLDER / f"search-material-{size}", Material()
    generator.install()
    shutil.rmtree(folder, ignore_errors=True)
    generator.prepare(folder)
    settings = folder / "mkdocs.yml"
    settings.write_text(
        re.sub(
            r"^plugins:\n",
            "plugins:\n  - search:\n      lang: vi\n",
            settings.read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        ),
        encoding="utf-8",
    )
    for article in articles(size):
        generator.write(folder, article)
    _run(generator, folder)
    return folder / "site"


def _run(generator: Generator, folder: Path) -> None:
    environment = {**os.environ, **generator.environment(folder), "SOURCE_DATE_EPOCH": _NOW}
    subprocess.run(generator.command(folder), cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
