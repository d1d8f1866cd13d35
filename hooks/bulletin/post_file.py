"""Writing a post file: commented front matter for a new post, or the fields of an imported one."""

from datetime import datetime
from pathlib import Path

import yaml

from . import addresses, dates, words
from .portal_article import PortalArticle
from .schema import INNER, FrontMatter

_OFFERED = ("lead", "author", "image", "tags", "source", "attachments", "pinned", "draft")


class PostExists(Exception):
    """There is a post of that name already; `path` is its file."""

    def __init__(self, path: Path):
        super().__init__(str(path))
        self.path = path


class NoSlug(ValueError):
    """A title without a letter or digit to make a file name of."""


def create(posts: Path, title: str, category: str, now: datetime) -> Path:
    """A new post in the folder of its month. Raises PostExists or NoSlug."""
    moment = dates.local(now)
    lines = [
        "---",
        f"title: {_quoted(title)}",
        f"date: {moment:%Y-%m-%d %H:%M}",
        f"category: {category}",
        *_offered(),
        "---",
        "",
        f"<!-- {words.terminal()['new_body']} -->",
        "",
    ]
    return _write(posts, title, moment, "\n".join(lines))


def import_article(posts: Path, article: PortalArticle, category: str, now: datetime) -> Path:
    """A post from an article of another portal. Raises PostExists or NoSlug."""
    moment = dates.local(article.date or now)
    lines = ["---", f"title: {_quoted(article.title)}", f"date: {moment:%Y-%m-%d %H:%M}", f"category: {category}"]
    if article.updated:
        lines.append(f"updated: {dates.local(article.updated):%Y-%m-%d %H:%M}")
    if article.author:
        lines.append(f"author: {_several(article.author)}")
    if article.lead:
        lines.append(f"lead: {_quoted(article.lead)}")
    if article.views is not None:
        lines.append(f"views: {article.views}")
    if article.source:
        lines += ["source:", f"  name: {_quoted(article.source)}"]
    if article.source_url:
        lines.append(f"  url: {_quoted(article.source_url)}")
    if article.tags:
        lines.append(f"tags: {_several(article.tags)}")
    if article.caption:
        comment = words.terminal()["import_photo_comment"]
        lines += ["image:", f"  # {comment}", "  # src: ten-anh.jpg", "  # alt: Mô tả ảnh", f"  caption: {_quoted(article.caption)}"]
    return _write(posts, article.title, moment, "\n".join([*lines, "---", "", article.body, ""]))


def _offered() -> list[str]:
    """The keys an editor most often wants next, commented out, each with its meaning and an example."""
    lines = []
    for name in _OFFERED:
        field = FrontMatter.model_fields[name]
        lines.append(f"# {field.description}:")
        if name in INNER:
            first, further = ("  - ", "    ") if name == "attachments" else ("  ", "  ")
            lines.append(f"# {name}:")
            lines += [f"# {further if at else first}{key}: {(inner.examples or [''])[0]}" for at, (key, inner) in enumerate(INNER[name].model_fields.items())]
        else:
            lines.append(f"# {name}: {field.examples[0] if field.examples else ''}")
    return lines


def _several(names: tuple[str, ...]) -> str:
    """A comma outside brackets would stand between two names, so a name with one in it gets brackets too."""
    return _quoted(names[0] if len(names) == 1 and "," not in names[0] else list(names))


def _quoted(value: str | list[str]) -> str:
    """A YAML value on one line, in quotes only where YAML needs them."""
    return yaml.safe_dump(value, allow_unicode=True, width=2**20, default_flow_style=True).removesuffix("\n...\n").rstrip("\n")


def _write(posts: Path, title: str, moment: datetime, text: str) -> Path:
    name = addresses.slug(title)
    if not name:
        raise NoSlug(title)
    path = posts / f"{moment:%Y/%m}" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise PostExists(path) from None
    return path
