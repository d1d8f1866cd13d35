"""The links of one post: finds their targets, and reports those that lead nowhere.

A link to another post stays open (`href="post:<name>#<anchor>"`) until a page is printed, so the text of an article
depends only on its own file and the files beside it.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from ..articles.facts import PostLink, SiteLink
from ..pictures import renditions
from ..pictures.media import Media, Picture
from ..pictures.picture_element import BODY_SIZES, PictureElement
from ..posts.post import Post
from ..posts.post_folder import PostFolder
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..stylebook import addresses
from .adjacent_files import AdjacentFiles

_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
# nh3 escapes `<` in text and `>` in attributes, so this matches real tags only.
_OPEN_LINK = re.compile(r'(<a\b[^>]*?) href="post:([^"#]+)(#[^"]*)?"')
_IMAGE = re.compile(r"<img ([^>]*)>")
_IMAGE_OR_LINK = re.compile(rf"{_IMAGE.pattern}|<a\b.*?</a>", re.DOTALL)
_DIVIDING, _MOST_SIGNS = re.compile("[#?]"), 5
_WEB_NAME = re.compile(r"(?:www\.|[\w-]+\.(?:vn|com|org|net|gov|edu)\b)", re.IGNORECASE)


class Links:
    """Resolves the references of one post. It fills `post_links` with its links to other posts, `site_links` with its
    links from the site's root, and `problems`.
    """

    def __init__(self, post: Post, settings: Settings, folder: PostFolder, files: AdjacentFiles):
        self._post = post
        self._settings = settings
        self._folder = folder
        self._files = files
        self.post_links: list[PostLink] = []
        self.site_links: list[SiteLink] = []
        self.problems: list[Problem] = []
        self.lines: Mapping[str, list[int]] = {}
        """Lines of the post's file by address as it is written, in the order in which the addresses are resolved. Empty
        for a plain body, which `line` searches instead.
        """

    def resolve(self, tag: str, url: str) -> str | None:
        """Returns the address to print for a link or picture of the body; None leaves it out."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return self._report("bad-link", url)
        if parts.scheme or parts.netloc:
            return self._report("foreign-picture", url) if tag == "img" else url
        if parts.path.startswith("/"):
            return self._report("picture-not-beside", url) if tag == "img" else self._from_root(url)
        path_and_anchor = self._as_written(url)
        path, anchor = path_and_anchor or (parts.path, parts.fragment)
        if tag == "img":
            picture = self._files.picture(path if path_and_anchor else url, self.line(url), "")
            return self._settings.url(picture.address) if picture else None  # `pictures` makes an element of it
        if unquote(path).lower().endswith(".md"):
            return self._other_post(path, url, anchor)
        if _WEB_NAME.match(path) and self._files.find(path) is None:
            return self._report("link-without-https", url)
        file = self._files.attachment(path if path_and_anchor else url, self.line(url), "")
        return self._settings.url(download_address(file)) if file else None

    def _from_root(self, url: str) -> str:
        """Puts the path of the site before an address from its root (`/gioi-thieu/`), unless it is there already."""
        root = self._settings.root
        full_url = url if url.startswith(root) else root + url.lstrip("/")
        self.site_links.append(SiteLink("/" + full_url.removeprefix(root), url, self.line(url)))
        return full_url

    def pictures(self, body_html: str) -> str:
        """Gives each `<img>` its true size and several widths, and loads it when the reader gets near. A picture
        enlarges when it is tapped, unless it is part of a link.
        """

        def replacement(match: re.Match[str]) -> str:
            return (
                self._element_of(match, enlarges=True)
                if match[1]
                else _IMAGE.sub(lambda image: self._element_of(image, enlarges=False), match[0])
            )

        return _IMAGE_OR_LINK.sub(replacement, body_html) if "<img " in body_html else body_html

    def _element_of(self, tag: re.Match[str], enlarges: bool) -> str:
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        picture = next(
            (item for item in self._files.media.values() if self._settings.url(item.address) == attributes.get("src")),
            None,
        )
        if not isinstance(picture, Picture):
            return ""
        if not attributes.get("alt", "").strip():
            self.problems.append(
                problem("missing-alt", self._post.file, self.line(posixpath.basename(picture.file)), "alt")
            )
        further = {name: value for name, value in attributes.items() if name not in ("src", "alt", "width", "height")}
        element = picture_element(self._settings, picture, attributes.get("alt", ""))
        html_element = element.html(BODY_SIZES, further=further)
        return element.enlarging(html_element) if enlarges else html_element

    def _as_written(self, url: str) -> tuple[str, str] | None:
        """Splits a link to an existing file into path and anchor. The file's name may contain the signs that divide an
        address: `anh#1.jpg`.
        """
        ends = [len(url), *(sign.start() for sign in _DIVIDING.finditer(url))]
        for end in sorted(ends[:_MOST_SIGNS], reverse=True):
            if end and self._files.find(url[:end]):
                return url[:end], url[end:].rpartition("#")[2]
        return None

    def _other_post(self, path: str, url: str, anchor: str) -> str | None:
        name = self._files.find(path)
        if name is None:
            return self._report("dead-link", url, nearest=self._folder.nearest(self._post.name, unquote(path)))
        identifier = _identifier(anchor) if anchor else ""
        self.post_links.append(PostLink(name, url, self.line(url), identifier))
        return f"post:{quote(name)}" + (f"#{identifier}" if identifier else "")

    def line(self, address: str) -> int:
        """Returns the line of the file on which a link stands, as written or percent-decoded. For an address that is
        used several times, each call returns the next line.
        """
        if lines := self.lines.get(address):
            return lines.pop(0) if len(lines) > 1 else lines[0]
        body = self._post.body
        for spelling in (f"]({address}", f"]({unquote(address)}", address, unquote(address)):
            position = body.find(spelling)
            if position >= 0:
                return self._post.body_line + body.count("\n", 0, position)
        return self._post.body_line

    def _report(self, code: str, url: str, **facts: str) -> str | None:
        """Notes a problem with a link. Returns None, so that the link is left out."""
        self.problems.append(problem(code, self._post.file, self.line(url), value=url, **facts))
        return None


def _identifier(anchor: str) -> str:
    """Returns the id that an anchor means in another post; also accepts GitHub's spelling: `mục-hai`."""
    anchor = unquote(anchor).removeprefix(addresses.HEADING_PREFIX)
    return addresses.HEADING_PREFIX + (anchor if anchor.isascii() else addresses.heading_id(anchor))


def picture_element(settings: Settings, picture: Picture, alt: str) -> PictureElement:
    """Makes the element of a picture within a text."""
    return PictureElement(settings.url(picture.address), picture.shape.width, picture.shape.height, alt, picture.tone)


def download_address(item: Media) -> str:
    """Returns the address of an attachment. A picture is published in full size, but re-encoded, never as the camera
    wrote it.
    """
    return item.address + renditions.whole(item.shape).suffix if isinstance(item, Picture) else item.address


def close_links(text: str, targets: Mapping[str, str]) -> str:
    """Points the open links in HTML at the pages of their posts. `targets` maps post names to URLs. A post that is
    missing from it has no page: only the link's words remain.
    """

    def with_url(link: re.Match[str]) -> str:
        url = targets.get(unquote(html.unescape(link[2])))
        return f'{link[1]} href="{html.escape(url + (link[3] or ""))}"' if url else link[1]

    return _OPEN_LINK.sub(with_url, text) if "post:" in text else text
