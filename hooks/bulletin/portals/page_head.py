"""The head of a copied page: what the site shows above an article, its title, and everything between title and text."""

import re

from . import bylines, plain_lines
from .copied_article import PortalArticle
from .line_reader import Finding, LineReader

_MOST_LINES, _LONGEST_RUN = 60, 4
_LONGEST_TITLE = 300  # the most that the schema allows
_PROSE = re.compile(r"[.…][\"”’»)]*$")
_SHORTEST_PROSE = 60
_KINDS_OF_DATE = {"date", "published", "updated"}

Paths = dict[int, list[str]]
"""The steps of a path or menu, by the index of its line."""
Findings = dict[int, list[Finding]]
"""What stands on a line around the article, by the index of the line."""


def read(lines: list[str], article: PortalArticle, reader: LineReader, name: str) -> tuple[list[str], list[str]]:
    """Takes off the title, dates and everything around them. Gives the lines of the text below, and lines that fit no
    field.

    `name` is the title of an article that has none.
    """
    paths, findings = _survey(lines[:_MOST_LINES], reader)
    end = _end(lines, paths, findings)
    findings = {index: line_findings for index, line_findings in findings.items() if index < end}
    today_indices = [
        index for index, line_findings in findings.items() if any(finding.kind == "today" for finding in line_findings)
    ]
    start = max((index + 1 for index in [*paths, *today_indices] if index < end), default=0)
    mastheads = {
        index
        for index in range(end)
        if reader.is_masthead(lines[index]) and (index + 1 in paths or index + 1 in findings)
    }
    mastheads |= {index for index in range(end) if reader.is_section(lines[index])}
    title_index, end = _title(lines, paths, findings, mastheads, start, end)
    strays = _read_title(lines, title_index, article, name)
    own_date = _own_date(findings, start)
    article.has_bad_date = has_bad_date = own_date is not None and not article.place(own_date)
    for index in range(end):
        line = lines[index]
        if index in paths:
            article.took("path", line)
        elif index in findings:
            is_bad = has_bad_date and own_date in findings[index]
            if is_bad:
                article.warn("bad_date", text=line)
            rest = [finding for finding in findings[index] if finding is not own_date]
            # A date that is not the article's own is that of the day on which the page was opened.
            other_dates = [finding for finding in rest if finding.kind == "date"]
            for finding in other_dates:
                article.took("today", finding.text)
            rest = [finding for finding in rest if finding.kind != "date"]
            if (rest and not article.place_all(rest, line)) or is_bad:
                strays.append(line)
        elif index == title_index or line == article.title:
            continue
        elif index in mastheads or ((title_index or 0) > index and index < start and len(line) <= _SHORTEST_PROSE):
            article.took("page_head", line)
        elif not any(line in crumbs for crumbs in paths.values()):
            strays += _read_name(line, article, reader)
    if own_date is None:
        _find_date(
            [
                line
                for index, line in enumerate(lines[: end + 2])
                if index not in paths and index not in findings and index != title_index
            ],
            article,
            reader,
        )
    return lines[end:], strays


def _survey(lines: list[str], reader: LineReader) -> tuple[Paths, Findings]:
    """The lines that say where the page is on its site, and those with findings around the article."""
    paths = {index: crumbs for index, line in enumerate(lines) if (crumbs := reader.crumbs(line))}
    return paths, {
        index: line_findings
        for index, line in enumerate(lines)
        if index not in paths and "\t" not in line and (line_findings := reader.read(line))
    }


def _end(lines: list[str], paths: Paths, findings: Findings) -> int:
    """The index of the line at which the text begins: after the last path or finding before the first paragraph."""
    end = run = 0
    last_path = max(paths, default=-1)
    for index, line in enumerate(lines[:_MOST_LINES]):
        if index in paths or index in findings:
            end, run = index + 1, 0
            continue
        run += 1
        is_first_line = end == 0 and run == 1
        if _is_prose(line) and not (is_first_line and _date_follows(index, findings)):
            break
        if run > _LONGEST_RUN and index > last_path:
            break
    return end


def _is_prose(line: str) -> bool:
    return (len(line) > _SHORTEST_PROSE and bool(_PROSE.search(line))) or plain_lines.is_item(line) or "\t" in line


def _date_follows(index: int, findings: Findings) -> bool:
    """Whether only findings stand between a line and a date below it."""
    index += 1
    while index in findings:
        if _KINDS_OF_DATE & {finding.kind for finding in findings[index]}:
            return True
        index += 1
    return False


def _title(
    lines: list[str], paths: Paths, findings: Findings, mastheads: set[int], start: int, end: int
) -> tuple[int | None, int]:
    """The index of the title, and where the head ends. The title may stand below everything else in the head."""
    text_indices = [
        index for index in range(end) if index not in paths and index not in findings and index not in mastheads
    ]
    crumbs = {crumb for steps in paths.values() for crumb in steps}
    candidates = [index for index in text_indices if index >= start]
    if titles := [index for index in candidates if lines[index] not in crumbs] or candidates:
        return titles[0], end
    if end < len(lines) and not _is_prose(lines[end]) and lines[end][-1] not in ",;:":
        return end, end + 1
    return max([*text_indices, *mastheads], default=None), end


def _read_title(lines: list[str], title_index: int | None, article: PortalArticle, name: str) -> list[str]:
    """Sets the title. If it is too long, shortens it and gives the whole line as a stray."""
    if title_index is None:
        article.title = name
        article.warn("no_title", title=name)
        return []
    article.title = lines[title_index]
    article.took("title", article.title)
    if len(article.title) <= _LONGEST_TITLE:
        return []
    article.title = article.title[:_LONGEST_TITLE].rpartition(" ")[0] or article.title[:_LONGEST_TITLE]
    return [lines[title_index]]


def _own_date(findings: Findings, start: int) -> Finding | None:
    """The article's date of publication: a date that says so, else the last date, else that of an update. The day in
    the page's head is left out.
    """
    publications = [
        finding for line_findings in findings.values() for finding in line_findings if finding.kind == "published"
    ]
    article_findings = [
        finding for index, line_findings in findings.items() if index >= start for finding in line_findings
    ]
    dates = [finding for finding in article_findings if finding.kind == "date"]
    updates = [finding for finding in article_findings if finding.kind == "updated"]
    return next(iter([*publications, *dates[-1:], *updates]), None)


def _read_name(line: str, article: PortalArticle, reader: LineReader) -> list[str]:
    """Takes a name that stands alone in the head for the author's; gives back the line if it is anything else."""
    names = bylines.people(line)
    is_name = names and not line.isupper() and all(len(name.split()) > 1 for name in names)
    if article.author or (not is_name and not reader.is_desk(line)):
        return [line]
    names = names or (line,)
    article.place_author(names, line)
    return []


def _find_date(lines: list[str], article: PortalArticle, reader: LineReader) -> None:
    """Reads a date within a line of the head, such as `Trà Giang, ngày 25 tháng 6 năm 2020`. The line stays in its
    place.
    """
    for line in lines:
        if (
            len(line) <= _SHORTEST_PROSE
            and not reader.read(line)
            and (finding := reader.date_in(line))
            and article.place(finding)
        ):
            return
