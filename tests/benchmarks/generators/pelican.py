"""Pelican with the caches that its documentation advises."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..article import Article
from ..corpus import CLOCK, categories
from ..post_file import place, write_renditions
from .generator import SITES
from .peer import Peer


class Pelican(Peer):
    name = "pelican"
    lock = "pelican"
    label = "Pelican"
    package = "pelican"
    largest = 5000
    output = "output"
    caches = ("cache",)
    landmarks = ("index.html", "rss.xml", "thoi-su/index.html", "thoi-su/rss.xml", "2026/06/index.html")

    def prepare(self, folder: Path) -> None:
        shutil.copytree(SITES / "pelican", folder)
        shutil.copytree(SITES / "chrome", folder / "theme" / "templates", dirs_exist_ok=True)
        (folder / "content").mkdir()

    def write(self, folder: Path, article: Article) -> None:
        path = folder / "content" / place(article.place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(article), encoding="utf-8")
        write_renditions(article, path.with_suffix(""))

    def command(self, folder: Path) -> Sequence[str]:
        return [str(self.programs / "pelican"), "--quiet"]

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {"SOURCE_DATE_EPOCH": str(int(CLOCK.timestamp()))}


def _text(article: Article) -> str:
    photo = article.photo
    values = {
        "Title": article.title,
        "Slug": article.place.slug,
        "Date": f"{article.place.date:%Y-%m-%d %H:%M}",
        "Category": categories()[article.place.category],
        "Authors": "; ".join(article.authors),
        "Tags": ", ".join(article.tags),
        "Summary": article.lead,
        "Views": article.views,
        "Image": photo and photo.file,
        "Image_alt": photo and photo.alt,
        "Image_caption": photo and photo.caption,
        "Image_credit": photo and photo.credit,
    }
    lines = [f"{key}: {value}" for key, value in values.items() if value]
    body = article.markdown(
        post=lambda reference: f"{{filename}}/{place(reference)}",
        picture=lambda file: f"{{static}}{article.place.slug}/{file}",
    )
    return "\n".join([*lines, "", body])
