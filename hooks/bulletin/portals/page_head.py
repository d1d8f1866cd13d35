"""The head of a copied page: what the site shows above an article, its title, and all that stands between title and
text.
"""

import re

from . import bylines, plain_lines
from .copied_article import PortalArticle
from .line_reader import Finding, LineReader

_MOST_LINES, _MOST_TEXTS = 60, 4
_LONGEST_TITLE = 300  # what the schema lets through
_PROSE = re.compile(r"[.…][\"”’»)]*$")
_SHORTEST_PROSE = 60
_DATED = {"date", "published", "updated"}

Paths = dict[int, list[str]]
Things = dict[int, list[Finding]]


def read(lines: list[str], article: PortalArticle, reader: LineReader, name: str) -> tuple[list[str], list[str]]:
    """Takes off title, dates and whatever stands around them. Gives the text below, and lines that have no place.

    `name` stands in for a title that is missing.
    """
    paths, things = _sorted(lines[:_MOST_LINES], reader)
    end = _end(lines, paths, things)
    things = {at: found for at, found in things.items() if at < end}
    page_days = [at for at, found in things.items() if any(one.kind == "today" for one in found)]
    start = max((at + 1 for at in [*paths, *page_days] if at < end), default=0)
    mastheads = {at for at in range(end) if reader.is_masthead(lines[at]) and (at + 1 in paths or at + 1 in things)}
    mastheads |= {at for at in range(end) if reader.is_section(lines[at])}
    title_at, end = _title(lines, paths, things, mastheads, start, end)
    strays = _read_title(lines, title_at, article, name)
    own = _own_date(things, start)
    article.has_bad_date = bad_date = own is not None and not article.place(own)
    for at in range(end):
        line = lines[at]
        if at in paths:
            article.took("path", line)
        elif at in things:
            is_bad = bad_date and own in things[at]
            if is_bad:
                article.warn("bad_date", text=line)
            further = [one for one in things[at] if one is not own]
            days = [one for one in further if one.kind == "date"]  # not the article's own, so the page was opened on it
            for one in days:
                article.took("today", one.text)
            further = [one for one in further if one.kind != "date"]
            if (further and not article.place_all(further, line)) or is_bad:
                strays.append(line)
        elif at == title_at or line == article.title:
            continue
        elif at in mastheads or ((title_at or 0) > at and at < start and len(line) <= _SHORTEST_PROSE):
            article.took("page_head", line)
        elif not any(line in crumbs for crumbs in paths.values()):
            strays += _read_name(line, article, reader)
    if own is None:
        _find_date(
            [
                line
                for at, line in enumerate(lines[: end + 2])
                if at not in paths and at not in things and at != title_at
            ],
            article,
            reader,
        )
    return lines[end:], strays


def _sorted(lines: list[str], reader: LineReader) -> tuple[Paths, Things]:
    """The lines that say where the page is, and those with things around the article."""
    paths = {at: crumbs for at, line in enumerate(lines) if (crumbs := reader.crumbs(line))}
    return paths, {
        at: found
        for at, line in enumerate(lines)
        if at not in paths and "\t" not in line and (found := reader.read(line))
    }


def _end(lines: list[str], paths: Paths, things: Things) -> int:
    """Where the text begins: after the last path or thing that comes before the first paragraph."""
    end = run = 0
    last_path = max(paths, default=-1)
    for at, line in enumerate(lines[:_MOST_LINES]):
        if at in paths or at in things:
            end, run = at + 1, 0
            continue
        run += 1
        first_of_all = end == 0 and run == 1
        if _is_prose(line) and not (first_of_all and _date_follows(at, things)):
            break
        if run > _MOST_TEXTS and at > last_path:
            break
    return end


def _is_prose(line: str) -> bool:
    return (len(line) > _SHORTEST_PROSE and bool(_PROSE.search(line))) or plain_lines.is_item(line) or "\t" in line


def _date_follows(at: int, things: Things) -> bool:
    """Whether nothing but things stands between a line and the date below it."""
    at += 1
    while at in things:
        if _DATED & {one.kind for one in things[at]}:
            return True
        at += 1
    return False


def _title(
    lines: list[str], paths: Paths, things: Things, mastheads: set[int], start: int, end: int
) -> tuple[int | None, int]:
    """The line of the title, and where the head ends then. A title may stand below everything else of the head."""
    texts = [at for at in range(end) if at not in paths and at not in things and at not in mastheads]
    crumbs = {crumb for steps in paths.values() for crumb in steps}
    below = [at for at in texts if at >= start]
    if titles := [at for at in below if lines[at] not in crumbs] or below:
        return titles[0], end
    if end < len(lines) and not _is_prose(lines[end]) and lines[end][-1] not in ",;:":
        return end, end + 1
    return max([*texts, *mastheads], default=None), end


def _read_title(lines: list[str], title_at: int | None, article: PortalArticle, name: str) -> list[str]:
    """Sets the title; gives the whole line if it is too long for one."""
    if title_at is None:
        article.title = name
        article.warn("no_title", title=name)
        return []
    article.title = lines[title_at]
    article.took("title", article.title)
    if len(article.title) <= _LONGEST_TITLE:
        return []
    article.title = article.title[:_LONGEST_TITLE].rpartition(" ")[0] or article.title[:_LONGEST_TITLE]
    return [lines[title_at]]


def _own_date(things: Things, start: int) -> Finding | None:
    """The date of publication: one that says so, else the last one, else that of a correction. Not the day in the
    page's head.
    """
    of_page = [one for found in things.values() for one in found if one.kind == "published"]
    of_article = [one for at, found in things.items() if at >= start for one in found]
    dates = [one for one in of_article if one.kind == "date"]
    updates = [one for one in of_article if one.kind == "updated"]
    return next(iter([*of_page, *dates[-1:], *updates]), None)


def _read_name(line: str, article: PortalArticle, reader: LineReader) -> list[str]:
    """A name that stands alone below the title is its author's; the line comes back if it is anything else."""
    names = bylines.people(line)
    is_name = names and not line.isupper() and all(len(name.split()) > 1 for name in names)
    if article.author or (not is_name and not reader.is_desk(line)):
        return [line]
    names = names or (line,)
    article.place_author(names, line)
    return []


def _find_date(lines: list[str], article: PortalArticle, reader: LineReader) -> None:
    """A date inside a line of the head, such as `Trà Giang, ngày 25 tháng 6 năm 2020`; the line stays where it is."""
    for line in lines:
        if (
            len(line) <= _SHORTEST_PROSE
            and not reader.read(line)
            and (found := reader.date_in(line))
            and article.place(found)
        ):
            return
