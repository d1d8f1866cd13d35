"""The body of an article: Markdown in, safe HTML with checked links out. One fragment for each article."""

import hashlib
import html
import re
from dataclasses import dataclass, replace
from functools import cached_property

import markdown
import nh3

from . import manuscript, sanitiser, words
from .archive import Archive
from .article import Article
from .catalogue import Catalogue
from .links import Links
from .markup import BulletinMarkup
from .media import AttachedFile, Media, Picture
from .problems import Problem
from .settings import Settings

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"<sup id=.*?</sup>", re.DOTALL)
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
# nh3 writes attributes in double quotes and escapes `>` in them, so a tag ends at the first `>`.
_IMAGE = re.compile(r"<img ([^>]*)>")


@dataclass(frozen=True)
class Fragment:
    """An article set in HTML. `lead` is plain text; `lead_html` and `body_html` are sanitised."""

    lead: str
    lead_html: str
    body_html: str
    photo: Picture | None
    media: tuple[Media, ...]
    attachments: tuple[AttachedFile, ...]

    @cached_property
    def digest(self) -> str:
        """What the keys of all pages that print this fragment are made of."""
        return hashlib.sha256(repr((self.lead_html, self.body_html, self.photo, self.attachments)).encode()).hexdigest()

    @property
    def words(self) -> int:
        return len(plain(self.lead_html + " " + self.body_html).split())


def _lead(article: Article, body: str) -> tuple[str, str, str]:
    """Lead as text and as HTML, and the body without it. A post without a lead lends its first paragraph."""
    if article.front.lead is not None:
        return article.front.lead, html.escape(article.front.lead), body
    first = next((one for one in _PARAGRAPH.finditer(body) if plain(one[1])), None)
    if first is None:
        return "", "", body
    if first.start() == 0 and "<img" not in first[1]:
        return plain(first[1]), first[1], body[first.end() :].strip()
    # After a picture or a heading the paragraph stays where it is; only lists borrow its words.
    return plain(first[1]), "", body


def _boxed(table: re.Match[str]) -> str:
    """A table in a box of its own, in which a wide one scrolls on a phone, with the keyboard too."""
    if table[0].count("<table") > 1:
        return table[0]  # a table within a table; the match ends too early
    return f'<div class="table-box" role="region" tabindex="0" aria-label="{words.site()["table"]}">{table[0]}</div>'


def plain(markup: str) -> str:
    """The text of sanitised HTML, without footnote marks."""
    text = html.unescape(nh3.clean(_FOOTNOTE_MARK.sub("", markup), tags=set()))
    return re.sub(r"\s+", " ", text).strip()


class Typesetter:
    """Sets bodies in HTML; one converter and one sanitiser, used again for every article."""

    def __init__(self, settings: Settings, archive: Archive, catalogue: Catalogue):
        self._settings = settings
        self._archive = archive
        self._catalogue = catalogue
        self._sanitiser = sanitiser.Sanitiser()
        self._markdown = markdown.Markdown(
            extensions=[*settings.markdown_extensions, BulletinMarkup()],
            extension_configs=settings.extension_configs,
            output_format="html",
        )

    def set(self, article: Article) -> tuple[Fragment, list[Problem]]:
        """The article's fragment, and what is wrong or was left out of it."""
        links = Links(article, self._settings, self._archive, self._catalogue)
        converted = self._markdown.reset().convert(article.body)
        clean, asked = self._sanitiser.clean(converted, links.resolve)
        problems = sanitiser.removed(converted, clean, asked, article.body, article.file, article.body_line)
        # Entities (`&#11;`) make characters that were not in the file when it was read.
        clean, found = manuscript.clean(clean, article.file)
        problems += [replace(one, line=article.body_line) for one in found]
        body = _TABLE.sub(_boxed, _IMAGE.sub(links.size, clean)).strip()
        photo, attachments = links.photo(), links.attachments()
        lead, lead_html, body = _lead(article, body)
        fragment = Fragment(
            lead=lead,
            lead_html=lead_html,
            body_html=body,
            photo=photo,
            media=tuple(links.media.values()),
            attachments=attachments,
        )
        return fragment, problems + links.problems
