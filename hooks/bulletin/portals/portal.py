"""An article of another portal, copied from it as text and divided into the fields of a post.

Around the text stand title, dates, tools, author, source and the number of views, in an order that differs from portal
to portal. Lines that fit no field go to the end of the body, so nothing is lost.
"""

import re
from collections.abc import Mapping

from ..posts import manuscript
from . import copied_file, line_reader, page_end, page_head, plain_lines
from .copied_article import PortalArticle
from .copied_file import CopyError

_ORNAMENT = re.compile(r"[\s./*_=~–—-]+")
_LONGEST_CAPTION, _SHORTEST_LEAD = 220, 40
_LONGEST_LEAD = 2000  # the most that the schema allows


def read(data: bytes, name: str, own_words: Mapping[str, tuple[str, ...]] | None = None) -> PortalArticle:
    """Divides a copy into fields. `name` is the title of an article that has none; a missing date stays None.

    `own_words` are the bulletin's additions to the vocabulary, by kind. Raises CopyError if the file holds no text.
    """
    article = PortalArticle()
    text, _ = manuscript.clean(copied_file.text(data, article.warn).replace("\xa0", " "), name)
    reader = line_reader.reader(tuple(sorted((own_words or {}).items())))
    lines = [line.strip(" ") if "\t" in line.strip() else line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        raise CopyError("empty")
    for ornament in filter(_ORNAMENT.fullmatch, lines):
        article.took("ornament", ornament)
    lines = [line for line in lines if not _ORNAMENT.fullmatch(line)]
    lines, strays = page_head.read(reader.joined(lines), article, reader, name)
    lines, end_strays = page_end.read(lines, article, reader)
    strays += end_strays
    if article.date is None and not article.has_bad_date:
        article.warn("no_date")
    lines = _read_lead_and_caption(lines, article)
    for stray in strays:
        article.warn("unplaced", text=stray)
    article.body = plain_lines.markdown(lines + strays, article.took)
    return article


def _read_lead_and_caption(lines: list[str], article: PortalArticle) -> list[str]:
    """Takes the lead, and a caption below it, from the beginning of the text. Gives the other lines."""
    if (
        not lines
        or not _SHORTEST_LEAD < len(lines[0]) <= _LONGEST_LEAD
        or plain_lines.is_item(lines[0])
        or "\t" in lines[0]
    ):
        return lines
    article.lead, lines = lines[0], lines[1:]
    article.took("lead", article.lead)
    if not _is_caption(lines):
        return lines
    article.caption, lines = lines[0], lines[1:]
    article.took("caption", article.caption)
    article.warn("no_photo", caption=article.caption)
    if _is_caption(lines):
        article.warn("second_caption", caption=lines[0])
    return lines


def _is_caption(lines: list[str]) -> bool:
    """Whether the first line is a caption: it says so, or it is one short sentence before much longer paragraphs."""
    if len(lines) < 2 or len(lines[0]) > _LONGEST_CAPTION or plain_lines.is_item(lines[0]) or "\t" in lines[0]:
        return False
    line = lines[0]
    if re.match(r"(?:ảnh|hình)\b", line, re.IGNORECASE) or re.search(r"\bảnh\s*:", line, re.IGNORECASE):
        return True
    sentence_count = len(re.findall(r"[.!?…](?=\s|$)", line))
    return line.endswith(".") and sentence_count == 1 and max(map(len, lines[1:])) > 2 * len(line)
