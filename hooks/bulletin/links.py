"""The links and files of one article: what they lead to, and which of them lead nowhere."""

import html
import posixpath
import re
from urllib.parse import unquote, urlsplit

from . import addresses, media
from .archive import Archive
from .article import Article
from .catalogue import Catalogue
from .media import AttachedFile, Media, Picture
from .problems import Problem, problem
from .settings import Settings

_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_WEB_NAME = re.compile(r"(?:www\.|[\w-]+\.(?:vn|com|org|net|gov|edu)\b)", re.IGNORECASE)


class Links:
    """Resolves what one article refers to. `media` fills with the files it uses, `problems` with what is wrong."""

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
            return self._report("picture-not-beside", url) if tag == "img" else self._from_root(url)
        if tag == "img":
            picture = self._picture(path, self._line(url), "")
            return self._settings.url(picture.address) if picture else None
        if path.lower().endswith(".md"):
            return self._post(path, url, parts.fragment)
        if _WEB_NAME.match(path) and self._archive.beside(self._article.name, path) is None:
            return self._report("link-without-https", url)
        found = self._attachment(path, self._line(url), "")
        return self._settings.url(found.address) if found else None

    def _from_root(self, url: str) -> str:
        """`/gioi-thieu/` on a site that lives below a path; an address copied with the path stays as it is."""
        return url if url.startswith(self._settings.root) else self._settings.root + url.lstrip("/")

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
