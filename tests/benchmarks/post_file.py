"""Articles of the corpus as posts of the bulletin."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from .article import Article, Reference
from .plates import further_renditions, plate


def write_all(articles: Iterable[Article], posts: Path) -> None:
    for article in articles:
        write(article, posts)


def write(article: Article, posts: Path, further: Sequence[str] = ()) -> None:
    """The post, with further lines of front matter, and its pictures in the folder named like it."""
    path = posts / place(article.place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(article, further), encoding="utf-8")
    write_pictures(article, path.with_suffix(""))


def write_pictures(article: Article, folder: Path) -> None:
    for picture in article.all_pictures:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / picture.file).write_bytes(plate(picture.plate))


def write_renditions(article: Article, folder: Path) -> None:
    """The pictures with all that the bulletin makes of them, for generators that publish pictures as they are."""
    write_pictures(article, folder)
    for picture in article.all_pictures:
        for suffix, content in further_renditions(picture.plate, picture is article.photo).items():
            (folder / f"{picture.file.removesuffix('.jpg')}{suffix}").write_bytes(content)


def place(reference: Reference) -> str:
    """`2026/06/slug.md`"""
    return f"{reference.date:%Y/%m}/{reference.slug}.md"


def text(article: Article, further: Sequence[str] = ()) -> str:
    """As an editor would have typed it."""
    lines = [
        f"title: {article.title}",
        f"date: {article.place.date:%Y-%m-%d %H:%M}",
        f"category: {article.place.category}",
    ]
    lines += [f"author: {_list(article.authors)}"]
    lines += [f"lead: {article.lead}"] if article.lead else []
    lines += [f"views: {article.views}"]
    if article.photo:
        photo = article.photo
        lines += [
            "image:",
            f"  src: {photo.file}",
            f"  alt: {photo.alt}",
            f"  caption: {photo.caption}",
            f'  credit: "{photo.credit}"',
        ]
    lines += [f"tags: {_list(article.tags)}"] if article.tags else []
    body = article.markdown(post=lambda reference: f"../../{place(reference)}", picture=lambda file: file)
    return "\n".join(["---", *lines, *further, "---", body])


def _list(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"
