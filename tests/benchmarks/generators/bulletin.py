"""The bulletin as it is in this checkout."""

import compileall
import json
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from project import SETTINGS, source

from .. import plates, post_file
from ..article import Article, Reference
from ..corpus import CLOCK
from .generator import Generator

_TIMES = ".cache/times.json"


class Bulletin(Generator):
    """All that is on as shipped but the search index, which none of the others makes. Its pictures are ready-made, as
    those of the others are.
    """

    name = "bulletin"
    settings: ClassVar[str] = "    search: false\n"
    """Lines for `extra.bulletin`."""
    operations = (*Generator.operations, "views", "alert", "alert over")
    output = "site"
    caches = (".cache/bulletin.sqlite", ".cache/search")  # not the pictures
    landmarks: ClassVar[tuple[str, ...]] = (
        "index.html",
        "sitemap.xml",
        "rss.xml",
        "thoi-su/index.html",
        "thoi-su/rss.xml",
        "2026/06/index.html",
        "luu-tru/index.html",
        "tim-kiem/index.html",
    )

    def install(self) -> None:
        """It runs in the Python that measures."""

    def version(self) -> str:
        return f"Bản tin (MkDocs {version('mkdocs')}, Python-Markdown {version('markdown')})"

    def prepare(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        settings = SETTINGS.replace("\n  bulletin:\n", f"\n  bulletin:\n{self.settings}")
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        for name in ("hooks", "overrides", "docs"):
            shutil.copytree(source(name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        plates.develop(folder / ".cache" / "pictures")
        # pip compiles what it installs for the peers; the hooks are compiled by the first build of a checkout.
        compileall.compile_dir(folder / "hooks", quiet=1)

    def write(self, folder: Path, article: Article) -> None:
        post_file.write(article, folder / "posts")

    def command(self, folder: Path) -> Sequence[str]:
        return [sys.executable, "-m", "mkdocs", "build", "--strict"]

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {
            "SOURCE_DATE_EPOCH": str(int(CLOCK.timestamp())),
            "NO_MKDOCS_2_WARNING": "1",
            "BULLETIN_TIMES": _TIMES,
        }

    def pages(self, place: Reference) -> tuple[str, ...]:
        (page,) = super().pages(place)
        return page, page.replace("index.html", "ban-in/index.html")

    def announce(self, folder: Path, article: Article) -> None:
        notice = [
            "alert:",
            "  hazard: Bão số 13",
            "  level: 4",
            "  area: các xã ven biển",
            f"  until: {CLOCK + timedelta(days=1):%Y-%m-%d %H:%M}",
        ]
        post_file.write(article, folder / "posts", notice)

    def written(self, output: str) -> int:
        found = re.search(r"\bghi ([\d.]+)", output)
        if found is None:
            raise ValueError(f"the build does not say how many files it wrote: {output}")
        return int(found[1].replace(".", ""))

    def stages(self, folder: Path) -> dict[str, float]:
        found: dict[str, float] = json.loads((folder / _TIMES).read_text(encoding="utf-8"))
        return found

    def count_views(self, folder: Path) -> None:
        for path in (folder / "posts").rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(
                re.sub(
                    r"^views: (\d+)$", lambda found: f"views: {int(found[1]) + 1}", text, count=1, flags=re.MULTILINE
                ),
                encoding="utf-8",
            )


class AsShipped(Bulletin):
    """With the search index, too."""

    name = "bulletin as shipped"
    settings = ""
    operations = ("clean", "publish")
    landmarks = (*Bulletin.landmarks, "tim-kiem/pagefind/pagefind.js")
