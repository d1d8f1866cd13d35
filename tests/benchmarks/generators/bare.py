"""MkDocs with the bulletin's theme, one page and no hooks: what a build takes before it does anything."""

import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from ..article import Article
from .generator import Generator

_SETTINGS = """\
site_name: Bản tin An Bình
theme:
  name: material
  language: vi
  font: false
plugins: []
"""


class Bare(Generator):
    name = "bare"
    operations = ("unchanged",)
    output = "site"
    landmarks = ("index.html",)

    def install(self) -> None:
        """It runs in the Python that measures."""

    def version(self) -> str:
        return f"MkDocs {version('mkdocs')}"

    def prepare(self, folder: Path) -> None:
        (folder / "docs").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
        (folder / "docs" / "index.md").write_text("# Bản tin\n", encoding="utf-8")

    def write(self, folder: Path, article: Article) -> None:
        """It stays without articles."""

    def command(self, folder: Path) -> Sequence[str]:
        return [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {"NO_MKDOCS_2_WARNING": "1"}
