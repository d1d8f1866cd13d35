"""Material for MkDocs with its own blog and tags plugins."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from slugify import slugify

from ..article import Article
from ..corpus import CLOCK, authors, categories
from ..post_file import place, write_renditions
from . import front_matter
from .generator import SITES
from .peer import Peer


class Material(Peer):
    name = "material"
    lock = "material"
    label = "Material for MkDocs"
    package = "mkdocs-material"
    largest = 1000
    output = "site"
    landmarks = (
        "index.html",
        "sitemap.xml",
        "category/thời-sự/index.html",
        "archive/2026/06/index.html",
        "tags/index.html",
    )

    def prepare(self, folder: Path) -> None:
        shutil.copytree(SITES / "material", folder)
        names = {
            slugify(name): {"name": name, "description": "Phóng viên", "avatar": "/assets/share.jpg"}
            for name in authors()
        }
        (folder / "docs" / ".authors.yml").write_text(
            json.dumps({"authors": names}, ensure_ascii=False), encoding="utf-8"
        )

    def write(self, folder: Path, article: Article) -> None:
        path = folder / "docs" / "posts" / place(article.place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(article), encoding="utf-8")
        write_renditions(article, path.with_suffix(""))

    def command(self, folder: Path) -> Sequence[str]:
        return [str(self.programs / "mkdocs"), "build", "--strict", "--quiet"]

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {"SOURCE_DATE_EPOCH": str(int(CLOCK.timestamp())), "NO_MKDOCS_2_WARNING": "1"}


def _text(article: Article) -> str:
    values = {
        "title": article.title,
        "slug": article.place.slug,
        "date": article.place.date,
        "categories": [categories()[article.place.category]],
        "authors": [slugify(name) for name in article.authors],
        "tags": article.tags,
        "description": article.lead,
    }
    folder = article.place.slug
    body = article.markdown(post=lambda reference: f"../../{place(reference)}", picture=lambda file: f"{folder}/{file}")
    photo = f"![{article.photo.alt}]({folder}/{article.photo.file})" if article.photo else ""
    first, _, rest = body.partition("\n\n")
    return front_matter.page(
        values,
        "\n\n".join(
            filter(
                None,
                (f"# {article.title}", article.lead or first, "<!-- more -->", photo, body if article.lead else rest),
            )
        ),
    )
