"""The body of an article: Markdown in, safe HTML with checked links out. One fragment for each article."""

import hashlib
import html
import posixpath
import re
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

import markdown
import nh3

from . import addresses, manuscript, media, sanitiser
from .archive import Archive
from .article import Article
from .catalogue import Catalogue
from .markup import BulletinMarkup
from .media import Media, Picture
from .problems import Problem, problem
from .settings import Settings

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_WEB_NAME = re.compile(r"(?:www\.|[\w-]+\.(?:vn|com|org|net|gov|edu)\b)", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile(r"<sup id=.*?</sup>", re.DOTALL)
# nh3 writes attributes in double quotes and escapes `>` in them, so a tag ends at the first `>`.
_IMAGE = re.compile(r"<img ([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True)
class AttachedFile:
    """An attachment as the page lists it; `kind` is its ending in capitals."""

    media: Media
    title: str
    kind: str


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
        links = _Links(article, self._settings, self._archive, self._catalogue)
        converted = self._markdown.reset().convert(article.body)
        clean, asked = self._sanitiser.clean(converted, links.resolve)
        problems = sanitiser.removed(converted, clean, asked, article.body, article.file, article.body_line)
        # Entities (`&#11;`) make characters that were not in the file when it was read.
        clean, found = manuscript.clean(clean, article.file)
        problems += [replace(one, line=article.body_line) for one in found]
        body = _IMAGE.sub(links.size, clean).strip()
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
        if not body and not lead:
            problems.append(problem("no-body", article.file, article.body_line))
        return fragment, problems + links.problems


class _Links:
    """The links and files of one article: what they lead to, and which of them lead nowhere."""

    def __init__(self, article: Article, settings: Settings, archive: Archive, catalogue: Catalogue):
        self._article = article
        self._settings = settings
        self._archive = archive
        self._catalogue = catalogue
        self.media: dict[str, Media] = {}
        self.problems: list[Problem] = []

    def resolve(self, tag: str, url: str) -> str | None:
        """The address to print for a link of the body; None leaves the link out."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return self._report("bad-link", url)
        if parts.scheme or parts.netloc:
            return self._report("foreign-picture", url) if tag == "img" else url
        path = unquote(parts.path)
        if path.startswith("/"):
            return self._report("picture-not-beside", url) if tag == "img" else self._settings.root + url.lstrip("/")
        if tag == "img":
            picture = self._picture(path, self._line(url), "")
            return self._settings.url(picture.address) if picture else None
        if path.lower().endswith(".md"):
            return self._post(path, url, parts.fragment)
        if _WEB_NAME.match(path) and self._archive.beside(self._article.name, path) is None:
            return self._report("link-without-https", url)
        found = self._attachment(path, self._line(url), "")
        return self._settings.url(found.address) if found else None

    def size(self, tag: re.Match[str]) -> str:
        """An `<img>` with its true size, loaded when the reader gets near it."""
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        picture = next((item for item in self.media.values() if self._settings.url(item.address) == attributes.get("src")), None)
        if not isinstance(picture, Picture):
            return ""
        if not attributes.get("alt", "").strip():
            self.problems.append(problem("missing-alt", self._article.file, self._line(posixpath.basename(picture.file)), "alt"))
        attributes |= {"width": str(picture.width), "height": str(picture.height), "loading": "lazy", "decoding": "async"}
        return "<img " + " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items()) + ">"

    def photo(self) -> Picture | None:
        image = self._article.front.image
        if image is None or image.src is None:
            return None
        if image.src.startswith("/") or "://" in image.src:
            self.problems.append(problem("picture-not-beside", self._article.file, self._article.line("image", "src"), "image.src", value=image.src))
            return None
        return self._picture(image.src, self._article.line("image", "src"), "image.src")

    def attachments(self) -> tuple[AttachedFile, ...]:
        result = []
        for index, item in enumerate(self._article.front.attachments):
            found = self._attachment(item.file, self._article.line("attachments", index, "file"), f"attachments.{index + 1}.file")
            if found:
                title = item.title or posixpath.basename(found.file)
                result.append(AttachedFile(found, title, found.file.rpartition(".")[2].upper()))
        return tuple(result)

    def _post(self, path: str, url: str, fragment: str) -> str | None:
        name = self._archive.beside(self._article.name, path)
        if name in self._catalogue.address_of:
            anchor = f"#{addresses.HEADING_PREFIX}{fragment.removeprefix(addresses.HEADING_PREFIX)}" if fragment else ""
            return self._settings.url(self._catalogue.address_of[name]) + anchor
        if name in self._catalogue.unpublished:
            return self._report("link-to-unpublished", url)
        if name is not None:
            return None  # The post is there but has problems of its own, which are reported with it.
        return self._report("dead-link", url, nearest=self._archive.nearest(self._article.name, path))

    def _picture(self, path: str, line: int, key: str) -> Picture | None:
        found = self._file(path, line, key, "missing-picture", media.picture)
        return found if isinstance(found, Picture) else None

    def _attachment(self, path: str, line: int, key: str) -> Media | None:
        return self._file(path, line, key, "missing-file", media.attachment)

    def _file(self, path: str, line: int, key: str, missing: str, read) -> Media | None:
        name = self._archive.beside(self._article.name, path)
        if name is None:
            nearest = self._archive.nearest(self._article.name, path)
            self.problems.append(problem(missing, self._article.file, line, key, value=path, nearest=nearest, folder=self._article.file.removesuffix(".md") + "/"))
            return None
        if name not in self.media:
            try:
                self.media[name] = read(name, self._archive.files[name])
            except media.MediaError as error:
                self.problems.append(problem(error.code, self._article.file, line, key, value=path))
                return None
        return self.media[name]

    def _line(self, text: str) -> int:
        """The line of the body where a link stands, as it was written or percent-decoded."""
        for form in (text, unquote(text)):
            at = self._article.body.find(form)
            if at >= 0:
                return self._article.body_line + self._article.body.count("\n", 0, at)
        return self._article.body_line

    def _report(self, code: str, url: str, **facts: str) -> str | None:
        """Notes the problem of a link, which is then left out."""
        self.problems.append(problem(code, self._article.file, self._line(url), value=url, **facts))
        return None
