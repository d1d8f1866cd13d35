"""The old portal: an article copied from it as text, taken apart into the fields of a post.

The copied page has a fixed order: title, toolbar, date line, lead, caption of the photo, body, byline,
`Lượt xem`, and `Tin đã đưa` with older items below. What can't be placed goes to the body, so nothing is lost.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from . import dates, manuscript, portal_body, words

_TOOL = r"(?:bản in|quay lại|đọc bài viết|a\s*\+|a\s*-|a)"
_TOOLBAR = re.compile(rf"[\s|·•/]*{_TOOL}(?:[\s|·•/]+{_TOOL})*[\s|·•/]*", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<weekday>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|cn)?\s*,?\s*(?:ngày\s+)?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:\s*[|,–-]?\s*(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[AP]\.?M\.?|SA|CH)?)?"
    r"\s*(?:\(?\s*GMT\s*\+?\s*0?7(?::00)?\s*\)?)?",
    re.IGNORECASE,
)
_VIEWS = re.compile(r"(?:số\s+)?lượt\s+(?:xem|đọc)\s*:?\s*(?P<count>\d[\d.,\s]*)?", re.IGNORECASE)
_EARLIER = re.compile(r"(?:các\s+)?(?:tin|bài)\s+(?P<sure>đã\s+đưa|đã\s+đăng)?(?:liên\s+quan|cũ\s+hơn)?\s*:?", re.IGNORECASE)
_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0b\x0c]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SOURCE = re.compile(r"(?:theo|nguồn)\s*(?P<colon>:)?\s*(?P<name>\S.{0,80})", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s|·•/]+")
_BYLINE_LABEL = re.compile(r"^(?:tác giả|bài(?: và ảnh)?|tin(?:, ảnh)?|thực hiện)\s*:\s*", re.IGNORECASE)
_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tư": 2, "5": 3, "năm": 3, "6": 4, "sáu": 4, "7": 5, "bảy": 5, "bẩy": 5}
_LONGEST_CAPTION, _LONGEST_BYLINE, _SHORTEST_LEAD = 220, 80, 40
# What the schema lets through; what is longer or larger goes to the body with a warning.
_LONGEST_TITLE, _LONGEST_LEAD, _MOST_VIEWS = 300, 2000, 10**12


@dataclass
class PortalArticle:
    """What the copy said. `body` is Markdown; `warnings` are for the editor, in Vietnamese."""

    title: str = ""
    date: datetime | None = None
    author: tuple[str, ...] = ()
    source: str = ""
    views: int | None = None
    lead: str = ""
    caption: str = ""
    body: str = ""
    warnings: list[str] = field(default_factory=list)

    def warn(self, code: str, **facts: str) -> None:
        self.warnings.append(words.terminal()["import_problems"][code].format(**facts))


class PortalError(ValueError):
    """A copy that holds no article; the text says why, in Vietnamese."""


def read(data: bytes, name: str) -> PortalArticle:
    """Takes a copy apart. `name` stands in for a title that is missing; a missing date stays None.

    UTF-8, UTF-16 and Windows-1258 are read. Raises PortalError when the file holds no text.
    """
    article = PortalArticle()
    text, _ = manuscript.clean(_LINE_ENDS.sub("\n", _decode(data, article)).replace("\xa0", " "), name)
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    if not lines:
        raise PortalError(words.terminal()["import_problems"]["empty"])
    lines, strays = _read_end(lines, article)
    lines, found = _read_head(lines, article, name)
    strays = found + strays
    lines = _read_byline(lines, article)
    lines = _read_lead_and_caption(lines, article)
    for stray in strays:
        article.warn("unplaced", text=stray)
    article.body = portal_body.markdown(lines + strays)
    return article


def _decode(data: bytes, article: PortalArticle) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1258"):
        try:
            text = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        if encoding != "utf-8-sig":
            article.warn("decoded", encoding=encoding)
        return text
    raise PortalError(words.terminal()["import_problems"]["undecodable"])


def _read_end(lines: list[str], article: PortalArticle) -> tuple[list[str], list[str]]:
    """Takes off the view count and the older items. What stands between the two is kept.

    The article's own count comes before `Tin đã đưa`; counts after it belong to the older items.
    """
    views = [at for at in range(1, len(lines)) if _VIEWS.fullmatch(lines[at])]
    earlier = [(at, found["sure"]) for at in range(1, len(lines)) if (found := _EARLIER.fullmatch(lines[at])) and found[0].split()[1:]]
    earlier_at = next((at for at, sure in earlier if sure or (views and views[0] < at)), len(lines))
    views_at = max((at for at in views if at < earlier_at), default=None)
    if views_at is None:
        return lines[:earlier_at], []
    strays = lines[views_at + 1 : earlier_at]
    found = _VIEWS.fullmatch(lines[views_at])
    count = int(re.sub(r"\D", "", (found and found["count"]) or "") or -1)
    if 0 <= count <= _MOST_VIEWS:
        article.views = count
    elif count > _MOST_VIEWS:
        strays.insert(0, lines[views_at])
    return lines[:views_at], [line for line in strays if not _is_toolbar(line)]


def _is_toolbar(line: str) -> bool:
    return bool(_TOOLBAR.fullmatch(line) or _SEPARATORS.fullmatch(line))


def _read_head(lines: list[str], article: PortalArticle, name: str) -> tuple[list[str], list[str]]:
    """Takes off title, toolbar and date line. Gives the rest, and lines of the head that have no place."""
    date_at = next((at for at, line in enumerate(lines[:20]) if _DATE.fullmatch(line)), None)
    head = [line for line in (lines[:1] if date_at is None else lines[:date_at]) if not _is_toolbar(line)]
    rest = lines[1:] if date_at is None else lines[date_at + 1 :]
    while rest and _is_toolbar(rest[0]):  # only the run right after the head; further down such a line is text
        rest = rest[1:]
    strays = head[1:]
    article.title = head[0] if head else name
    if not head:
        article.warn("no_title", title=name)
    if len(article.title) > _LONGEST_TITLE:
        strays.insert(0, article.title)
        article.title = article.title[:_LONGEST_TITLE].rpartition(" ")[0] or article.title[:_LONGEST_TITLE]
    if date_at is None:
        article.warn("no_date")
    else:
        article.date = _date(lines[date_at])
        if article.date is None:
            article.warn("bad_date", text=lines[date_at])
            strays.append(lines[date_at])
        elif not _weekday_fits(lines[date_at], article.date):
            article.warn("weekday", text=lines[date_at])
    return rest, strays


def _date(line: str) -> datetime | None:
    found = _DATE.fullmatch(line)
    assert found is not None
    hour = dates.hour_of_day(int(found["hour"] or 0), found["half"])
    if not dates.EARLIEST <= int(found["year"]) <= dates.LATEST:
        return None
    try:
        return datetime(int(found["year"]), int(found["month"]), int(found["day"]), hour, int(found["minute"] or 0), tzinfo=dates.HOME)
    except ValueError:
        return None


def _weekday_fits(line: str, date: datetime) -> bool:
    found = _DATE.fullmatch(line)
    written = ((found and found["weekday"]) or "").lower()
    if not written:
        return True
    return date.weekday() == (6 if written.startswith("c") else _WEEKDAYS[written.split()[-1]])


def _read_byline(lines: list[str], article: PortalArticle) -> list[str]:
    """Takes off the source of a reprint and the author's name, which stand last in either order."""
    for _ in range(2):
        if len(lines) < 2:
            break
        if not article.source and (source := _source(lines[-1])):
            article.source = source
        elif not article.author and (names := _names(lines[-1])):
            article.author = names
        else:
            break
        lines = lines[:-1]
    if not article.author:
        article.warn("no_author")
    return lines


def _source(line: str) -> str:
    """`Theo: Báo X`, or without the colon when what follows can only be a name."""
    found = _SOURCE.fullmatch(line)
    if not found or portal_body.ends_sentence(line):
        return ""
    is_name = len(found["name"].split()) <= 6 and found["name"][0].isupper()
    return found["name"] if found["colon"] or is_name else ""


def _names(line: str) -> tuple[str, ...]:
    """The people in a byline; none when the line reads like anything else."""
    line = _BYLINE_LABEL.sub("", line).strip("()")
    if len(line) > _LONGEST_BYLINE or portal_body.ends_sentence(line) or portal_body.is_item(line):
        return ()
    names = tuple(name for part in re.split(r"\s*(?:[,;&]|\s[-–]\s|\svà\s)\s*", line) if (name := part.strip()))
    capitalised = all(word[0].isupper() and not word[-1].isdigit() for name in names for word in name.split())
    return names if capitalised and all(len(name.split()) <= 6 for name in names) else ()


def _read_lead_and_caption(lines: list[str], article: PortalArticle) -> list[str]:
    if not lines or not _SHORTEST_LEAD < len(lines[0]) <= _LONGEST_LEAD or portal_body.is_item(lines[0]):
        return lines
    article.lead, lines = lines[0], lines[1:]
    if not _is_caption(lines):
        return lines
    article.caption, lines = lines[0], lines[1:]
    article.warn("no_photo", caption=article.caption)
    if _is_caption(lines):
        article.warn("second_caption", caption=lines[0])
    return lines


def _is_caption(lines: list[str]) -> bool:
    """One short sentence before a text of much longer paragraphs, or a line that says it belongs to a photo."""
    if len(lines) < 2 or len(lines[0]) > _LONGEST_CAPTION or portal_body.is_item(lines[0]):
        return False
    line = lines[0]
    if re.match(r"(?:ảnh|hình)\b", line, re.IGNORECASE) or re.search(r"\bảnh\s*:", line, re.IGNORECASE):
        return True
    sentences = len(re.findall(r"[.!?…](?=\s|$)", line))
    return line.endswith(".") and sentences == 1 and max(map(len, lines[1:])) > 2 * len(line)
