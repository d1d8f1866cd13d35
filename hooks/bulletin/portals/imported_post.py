"""Imported posts: creates the file of a post from an article of another portal."""

from datetime import datetime
from pathlib import Path

from ..posts.new_post import identifier, quoted, several, write
from ..stylebook import dates, words
from .copied_article import PortalArticle


def create(posts: Path, article: PortalArticle, category: str, now: datetime) -> Path:
    """Creates a post in the folder of the article's month, or of the month of `now` if the article has no date. Gives
    the file's path. Raises PostExistsError or NoSlugError.
    """
    moment = dates.local(article.date or now)
    lines = ["---", f"title: {quoted(article.title)}", f"date: {moment:%Y-%m-%d %H:%M}", f"category: {category}"]
    lines.append(identifier(article.title, moment))
    if article.updated:
        lines.append(f"updated: {dates.local(article.updated):%Y-%m-%d %H:%M}")
    if article.author:
        lines.append(f"author: {several(article.author)}")
    if article.lead:
        lines.append(f"lead: {quoted(article.lead)}")
    if article.views is not None:
        lines.append(f"views: {article.views}")
    if article.source:
        lines += ["source:", f"  name: {quoted(article.source)}"]
    if article.source_url:
        lines.append(f"  url: {quoted(article.source_url)}")
    if article.tags:
        lines.append(f"tags: {several(article.tags)}")
    if article.caption:
        comment = words.sentence("import_photo_comment")
        lines += [
            "image:",
            f"  # {comment}",
            "  # src: ten-anh.jpg",
            "  # alt: Mô tả ảnh",
            f"  caption: {quoted(article.caption)}",
        ]
    return write(posts, article.title, moment, "\n".join([*lines, "---", "", article.body, ""]))
