"""The links and files of one post: finds their targets, and reports those that lead nowhere.

A link to another post stays open (`href="post:<name>#<anchor>"`) until a page is printed, so the text of an article
depends only on its own file and the files beside it.
"""

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

import msgspec

from ..articles.facts import MediaUse, PostLink, SiteLink
from ..pictures import media, renditions
from ..pictures.media import AttachedFile, Media, Picture
from ..pictures.picture_element import BODY_SIZES, PictureElement
from ..pictures.renditions import CENTRE, Shape
from ..posts import file_states
from ..posts.file_states import FileStates
from ..posts.post import Post
from ..posts.post_folder import PostFolder
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..stylebook import addresses, numbers, words

_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
# nh3 escapes `<` in text and `>` in attributes, so this matches real tags only.
_OPEN_LINK = re.compile(r'(<a\b[^>]*?) href="post:([^"#]+)(#[^"]*)?"')
_IMAGE = re.compile(r"<img ([^>]*)>")
_IMAGE_OR_LINK = re.compile(rf"{_IMAGE.pattern}|<a\b.*?</a>", re.DOTALL)
_DIVIDING, _MOST_SIGNS = re.compile("[#?]"), 5
_WEB_NAME = re.compile(r"(?:www\.|[\w-]+\.(?:vn|com|org|net|gov|edu)\b)", re.IGNORECASE)


class Links:
    """Resolves the references of one post. It fills `media` with the files that the post uses, `posts` with its links
    to other posts, `site` with its links from the site's root, `depends_on` with the files that its text depends on and
    their states, and `problems`.
    """

    def __init__(self, post: Post, settings: Settings, folder: PostFolder, states: FileStates):
        self._post = post
        self._settings = settings
        self._folder = folder
        self._states = states
        self.media: dict[str, Media] = {}
        self._shown: set[str] = set()
        self._whole: set[str] = set()
        self.lead_photo: str | None = None
        """The file of the lead photo."""
        self.post_links: list[PostLink] = []
        self.site_links: list[SiteLink] = []
        self.depends_on: dict[str, bytes | None] = {}
        self.problems: list[Problem] = []
        self.lines: Mapping[str, list[int]] = {}
        """Lines of the post's file by address as it is written, in the order in which the addresses are resolved. Empty
        for a plain body, which `line` searches instead.
        """

    def uses(self) -> tuple[MediaUse, ...]:
        """Returns the files to publish with the article. Call `photo` and `attachments` first: they decide what becomes
        of each picture.
        """
        return tuple(
            MediaUse(name, item.address, self.depends_on[name] or b"", self._shape(item))
            for name, item in self.media.items()
        )

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
            picture = self._picture(path if path_and_anchor else url, self.line(url), "")
            return self._settings.url(picture.address) if picture else None  # `pictures` makes an element of it
        if unquote(path).lower().endswith(".md"):
            return self._other_post(path, url, anchor)
        if _WEB_NAME.match(path) and self._beside(path) is None:
            return self._report("link-without-https", url)
        file = self._attachment(path if path_and_anchor else url, self.line(url), "")
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
            (item for item in self.media.values() if self._settings.url(item.address) == attributes.get("src")), None
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

    def photo(self) -> Picture | None:
        """Returns the lead photo and notes its file in `lead_photo`."""
        image = self._post.front.image
        if image is None or image.src is None:
            return None
        if image.src.startswith("/") or "://" in image.src:
            self.problems.append(
                problem(
                    "picture-not-beside", self._post.file, self._post.line("image", "src"), "image.src", value=image.src
                )
            )
            return None
        picture = self._picture(image.src, self._post.line("image", "src"), "image.src")
        self.lead_photo = picture.file if picture else None
        return picture

    def attachments(self) -> tuple[AttachedFile, ...]:
        """Returns the attachments of the front matter; a missing one is reported and left out."""
        attached_files = []
        for index, item in enumerate(self._post.front.attachments):
            file = self._attachment(
                item.file, self._post.line("attachments", index, "file"), f"attachments.{index + 1}.file"
            )
            if file:
                title = item.title or posixpath.basename(file.file)
                attached_files.append(AttachedFile(file, title, file.file.rpartition(".")[2].upper()))
        return tuple(attached_files)

    def _as_written(self, url: str) -> tuple[str, str] | None:
        """Splits a link to an existing file into path and anchor. The file's name may contain the signs that divide an
        address: `anh#1.jpg`.
        """
        ends = [len(url), *(sign.start() for sign in _DIVIDING.finditer(url))]
        for end in sorted(ends[:_MOST_SIGNS], reverse=True):
            if end and self._beside(url[:end]):
                return url[:end], url[end:].rpartition("#")[2]
        return None

    def _beside(self, path: str) -> str | None:
        """Returns the name of the file that a relative path means, as written or percent-decoded. Notes the state of
        each candidate in `depends_on`, since the text depends on it.
        """
        for spelling in dict.fromkeys((path, unquote(path))):
            for name in self._folder.candidates(self._post.name, spelling):
                self.depends_on[name] = self._states.state(name)
                if self.depends_on[name] is not None:
                    return name
        return None

    def _other_post(self, path: str, url: str, anchor: str) -> str | None:
        name = self._beside(path)
        if name is None:
            return self._report("dead-link", url, nearest=self._folder.nearest(self._post.name, unquote(path)))
        identifier = _identifier(anchor) if anchor else ""
        self.post_links.append(PostLink(name, url, self.line(url), identifier))
        return f"post:{quote(name)}" + (f"#{identifier}" if identifier else "")

    def _picture(self, path: str, line: int, key: str) -> Picture | None:
        picture = self._file(path, line, key, "missing-picture", media.picture)
        if not isinstance(picture, Picture):
            return None
        if picture.file not in self._shown:
            self._shown.add(picture.file)
            if picture.is_cmyk:
                self.problems.append(problem("picture-cmyk", self._post.file, line, key, value=path))
            if picture.is_animated:
                self.problems.append(problem("picture-animated", self._post.file, line, key, value=path))
        return picture

    def _attachment(self, path: str, line: int, key: str) -> Media | None:
        file = self._file(path, line, key, "missing-file", media.attachment)
        if file:
            self._whole.add(file.file)
        return file

    def _shape(self, item: Media) -> Shape | None:
        """Returns the shape of a picture with the uses that the post makes of it."""
        if not isinstance(item, Picture):
            return None
        image = self._post.front.image
        is_lead = image is not None and self.lead_photo == item.file
        return msgspec.structs.replace(
            item.shape,
            is_shown=item.file in self._shown,
            is_whole=item.file in self._whole,
            is_lead=is_lead,
            focus=image.focus or CENTRE if image and is_lead else CENTRE,
        )

    def _file(
        self, path: str, line: int, key: str, missing_code: str, read: Callable[[str, str, bytes], Media]
    ) -> Media | None:
        name = self._beside(path)
        if name is None:
            path = unquote(path)
            nearest = self._folder.nearest(self._post.name, path)
            self.problems.append(
                problem(
                    missing_code,
                    self._post.file,
                    line,
                    key,
                    value=path,
                    nearest=nearest,
                    folder=self._post.file.removesuffix(".md") + "/",
                )
            )
            return None
        if self.depends_on[name] == file_states.UNREADABLE:
            self.problems.append(
                problem(
                    "unreadable-media",
                    self._post.file,
                    line,
                    key,
                    value=path,
                    reason=words.reason(self._states.faults[name]),
                )
            )
            return None
        if self.depends_on[name] == file_states.TOO_LARGE:
            size, longest = map(numbers.file_size, (self._folder.size(name), file_states.LARGEST_FILE))
            self.problems.append(
                problem("media-too-large", self._post.file, line, key, value=path, size=size, longest=longest)
            )
            return None
        if name not in self.media:
            try:
                self.media[name] = read(name, self._folder.path(name), self.depends_on[name] or b"")
            except media.MediaError as error:
                self.problems.append(problem(error.code, self._post.file, line, key, value=path))
                return None
        return self.media[name]

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
