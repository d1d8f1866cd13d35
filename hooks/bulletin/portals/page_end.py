"""The end of a copied page: the byline, the number of views, and what the site shows below an article."""

from . import bylines
from .copied_article import PortalArticle
from .line_reader import Finding, LineReader

_LONGEST_RUBRIC = 200
"""A longer line below a rubric is a paragraph, so the rubric may be a heading of the article."""
_LONGEST_HEADING = 60
_LINES_NEARBY = 6
"""Lines above a rubric in which the end of an article is looked for."""
_KINDS_AT_THE_END = {"views", "author", "poster", "source", "tags", "published", "updated", "ratings"}


def read(lines: list[str], article: PortalArticle, reader: LineReader) -> tuple[list[str], list[str]]:
    """Takes off everything below the article's text. Gives the lines of the text, and lines from below that fit no
    field.
    """
    lines, strays = _read_rubrics(lines, article, reader)
    lines, unplaced_lines = _read_below_views(lines, article, reader)
    strays = unplaced_lines + strays
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
    """Takes off lists of other articles, comments and the foot of the page. What they say of the article itself is
    kept.
    """
    for index in range(len(lines)):
        kind = reader.rubric(lines[index])
        if not kind:
            continue
        kinds_nearby = {
            finding.kind for line in lines[max(0, index - _LINES_NEARBY) : index] for finding in reader.read(line)
        }
        has_text_above = any(len(line) > _LONGEST_HEADING for line in lines[:index])
        has_text_below = any(len(line) > _LONGEST_RUBRIC for line in lines[index + 1 :])
        if kind != "related" and (not has_text_above or (has_text_below and not kinds_nearby & _KINDS_AT_THE_END)):
            article.warn("perhaps_rubric", text=lines[index])
            continue
        article.took(kind, lines[index], lines=len(lines) - index)
        if kind == "comments":
            _read_among_comments(lines[index + 1 :], article, reader)
        return lines[:index], []
    return lines, []


def _read_among_comments(lines: list[str], article: PortalArticle, reader: LineReader) -> None:
    """Takes the number of views from lines below a rubric of comments, if the article has none yet."""
    for line in lines:
        if reader.rubric(line).startswith("related"):
            return
        for finding in reader.read(line):
            if finding.kind == "views" and article.views is None:
                article.place(finding)


def _read_below_views(lines: list[str], article: PortalArticle, reader: LineReader) -> tuple[list[str], list[str]]:
    """Takes off the article's own number of views and everything below it: the text ends above. Lines that fit no field
    are strays.
    """
    views_index = max(
        (
            index
            for index in range(1, len(lines))
            if any(finding.kind == "views" for finding in reader.read(lines[index]))
        ),
        default=None,
    )
    if views_index is None or any(len(line) > _LONGEST_RUBRIC for line in lines[views_index:]):
        return lines, []
    strays = []
    for line in lines[views_index:]:
        findings = reader.read(line)
        if not findings or not _place_all(findings, line, article):
            strays.append(line)
    return lines[:views_index], strays


def _read_last(line: str, article: PortalArticle, reader: LineReader) -> list[str] | None:
    """Reads the last line if it stands below the text: empty if it fits a field, else the line itself. None if it is
    text.
    """
    if findings := reader.read(line):
        return [] if _place_all(findings, line, article) else [line]
    if not article.source and (source := bylines.source(line)):
        article.place_source(source, line)
        return []
    if not article.author and (
        names := bylines.people(line) or ((line.strip("()"),) if reader.is_desk(line.strip("()")) else ())
    ):
        article.place_author(names, line)
        return []
    return None


def _place_all(findings: list[Finding], line: str, article: PortalArticle) -> bool:
    """Puts what a line says into its fields; False if something fits no field. A date without a label may be any date,
    so its line counts as unplaced even if the date is taken.
    """
    return article.place_all(findings, line) and (
        article.date is None or not any(finding.kind == "date" for finding in findings)
    )
