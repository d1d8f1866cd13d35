"""The end of a copied page: the byline, the number of views, and what the site shows below an article."""

from . import bylines
from .copied_article import PortalArticle
from .line_reader import Finding, LineReader

_LONGEST_RUBRIC = 200
"""A longer line below a rubric is a paragraph, so the rubric may be a heading of the article."""
_LONGEST_HEADING = 60
_NEAR = 6
_ENDING = {"views", "author", "poster", "source", "tags", "published", "updated", "ratings"}


def read(lines: list[str], article: PortalArticle, reader: LineReader) -> tuple[list[str], list[str]]:
    """Takes off what is not the text. Gives the text, and lines from below it that have no place."""
    lines, strays = _read_rubrics(lines, article, reader)
    lines, found = _read_below_views(lines, article, reader)
    strays = found + strays
    while len(lines) > 1 or (lines and reader.read(lines[-1])):
        unplaced = _read_last(lines[-1], article, reader)
        if unplaced is None or "\t" in lines[-1]:
            break
        strays = unplaced + strays
        lines = lines[:-1]
    if lines and not article.source:
        paragraph, source = bylines.source_at_the_end(lines[-1])
        if source:
            article.place_source(source, lines[-1][len(paragraph) :].strip())
            lines = [*lines[:-1], paragraph]
    article.settle_author()
    return lines, strays


def _read_rubrics(lines: list[str], article: PortalArticle, reader: LineReader) -> tuple[list[str], list[str]]:
    """Takes off the lists of other articles, comments and the page's foot. The article's own things among them are
    kept.
    """
    for at in range(len(lines)):
        kind = reader.rubric(lines[at])
        if not kind:
            continue
        near = {one.kind for line in lines[max(0, at - _NEAR) : at] for one in reader.read(line)}
        has_text_above = any(len(line) > _LONGEST_HEADING for line in lines[:at])
        has_text_below = any(len(line) > _LONGEST_RUBRIC for line in lines[at + 1 :])
        if kind != "related" and (not has_text_above or (has_text_below and not near & _ENDING)):
            article.warn("perhaps_rubric", text=lines[at])
            continue
        article.took(kind, lines[at], lines=len(lines) - at)
        if kind == "comments":
            _read_among_comments(lines[at + 1 :], article, reader)
        return lines[:at], []
    return lines, []


def _read_among_comments(lines: list[str], article: PortalArticle, reader: LineReader) -> None:
    for line in lines:
        if reader.rubric(line).startswith("related"):
            return
        for one in reader.read(line):
            if one.kind == "views" and article.views is None:
                article.place(one)


def _read_below_views(lines: list[str], article: PortalArticle, reader: LineReader) -> tuple[list[str], list[str]]:
    """Nothing of the text stands below the article's own number of views; what does stand there has no place."""
    views_at = max(
        (at for at in range(1, len(lines)) if any(one.kind == "views" for one in reader.read(lines[at]))), default=None
    )
    if views_at is None or any(len(line) > _LONGEST_RUBRIC for line in lines[views_at:]):
        return lines, []
    strays = []
    for line in lines[views_at:]:
        found = reader.read(line)
        if not found or not _place(found, line, article):
            strays.append(line)
    return lines[:views_at], strays


def _read_last(line: str, article: PortalArticle, reader: LineReader) -> list[str] | None:
    """Takes off one line; None if it is the last of the text."""
    if found := reader.read(line):
        return [] if _place(found, line, article) else [line]
    if not article.source and (source := bylines.source(line)):
        article.place_source(source, line)
        return []
    if not article.author and (
        names := bylines.people(line) or ((line.strip("()"),) if reader.is_desk(line.strip("()")) else ())
    ):
        article.place_author(names, line)
        return []
    return None


def _place(found: list[Finding], line: str, article: PortalArticle) -> bool:
    """A date without a label at the end may be any date, once the article has one."""
    return article.place_all(found, line) and (article.date is None or not any(one.kind == "date" for one in found))
