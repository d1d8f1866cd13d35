"""The links and files of one post: what they lead to, and which of them lead nowhere.

A link to another post stays open (`href="post:<name>#<anchor>"`) until a page is printed: so the text of an
article depends on nothing but its own file and the files beside it.
"""

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

import msgspec

from ..article import MediaUse, PostLink, SiteLink
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
# nh3 escapes `<` in text and `>` in attributes, so this finds real tags only.
_OPEN_LINK = re.compile(r'(<a\b[^>]*?) href="post:([^"#]+)(#[^"]*)?"')
_IMAGE = re.compile(r"<img ([^>]*)>")
_IMAGE_OR_LINK = re.compile(rf"{_IMAGE.pattern}|<a\b.*?</a>", re.DOTALL)
_DIVIDING, _MOST_SIGNS = re.compile("[#?]"), 5
_WEB_NAME = re.compile(r"(?:www\.|[\w-]+\.(?:vn|com|org|net|gov|edu)\b)", re.IGNORECASE)


class Links:
    """Resolves what one post refers to. `media` fills with the files it uses, `posts` with its links to other posts,
    `depends_on` with the files its text depends on and their states, `problems` with what is wrong.
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
        self.posts: list[PostLink] = []
        self.site: list[SiteLink] = []
        self.depends_on: dict[str, bytes | None] = {}
        self.problems: list[Problem] = []
        self.lines: Mapping[str, list[int]] = {}
        """Of the file, by an address as it was written, in the order in which they are asked for; a plain body has
        none, and is searched.
        """

    def uses(self) -> tuple[MediaUse, ...]:
        """The files to publish with the article."""
        return tuple(
            MediaUse(name, item.address, self.depends_on[name] or b"", self._shape(item))
            for name, item in self.media.items()
        )

    def resolve(self, tag: str, url: str) -> str | None:
        """The address to print for a link of the body; None leaves the link out."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return self._report("bad-link", url)
        if parts.scheme or parts.netloc:
            return self._report("foreign-picture", url) if tag == "img" else url
        if parts.path.startswith("/"):
            return self._report("picture-not-beside", url) if tag == "img" else self._from_root(url)
        written = self._as_written(url)
        path, anchor = written or (parts.path, parts.fragment)
        if tag == "img":
            picture = self._picture(path if written else url, self.line(url), "")
            return self._settings.url(picture.address) if picture else None  # `pictures` makes an element of it
        if unquote(path).lower().endswith(".md"):
            return self._other_post(path, url, anchor)
        if _WEB_NAME.match(path) and self._beside(path) is None:
            return self._report("link-without-https", url)
        found = self._attachment(path if written else url, self.line(url), "")
        return self._settings.url(handed_out(found)) if found else None

    def _from_root(self, url: str) -> str:
        """`/gioi-thieu/` on a site that lives below a path; an address copied with the path stays as it is."""
        root = self._settings.root
        full = url if url.startswith(root) else root + url.lstrip("/")
        self.site.append(SiteLink("/" + full.removeprefix(root), url, self.line(url)))
        return full

    def pictures(self, clean: str) -> str:
        """The HTML with each `<img>` in its true size, in several widths, loaded when the reader gets near it; it
        enlarges, unless it is part of a link.
        """

        def shown(found: re.Match[str]) -> str:
            return (
                self._shown_as(found, enlarges=True)
                if found[1]
                else _IMAGE.sub(lambda image: self._shown_as(image, enlarges=False), found[0])
            )

        return _IMAGE_OR_LINK.sub(shown, clean) if "<img " in clean else clean

    def _shown_as(self, tag: re.Match[str], enlarges: bool) -> str:
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
        shown = element(self._settings, picture, attributes.get("alt", ""))
        html_element = shown.html(BODY_SIZES, further=further)
        return shown.enlarging(html_element) if enlarges else html_element

    def photo(self) -> Picture | None:
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
        found = self._picture(image.src, self._post.line("image", "src"), "image.src")
        self.lead_photo = found.file if found else None
        return found

    def attachments(self) -> tuple[AttachedFile, ...]:
        result = []
        for index, item in enumerate(self._post.front.attachments):
            found = self._attachment(
                item.file, self._post.line("attachments", index, "file"), f"attachments.{index + 1}.file"
            )
            if found:
                title = item.title or posixpath.basename(found.file)
                result.append(AttachedFile(found, title, found.file.rpartition(".")[2].upper()))
        return tuple(result)

    def _as_written(self, url: str) -> tuple[str, str] | None:
        """The path and the anchor of a link to a file that is there. Its name may hold the signs that divide an
        address: `anh#1.jpg`.
        """
        ends = [len(url), *(sign.start() for sign in _DIVIDING.finditer(url))]
        for end in sorted(ends[:_MOST_SIGNS], reverse=True):
            if end and self._beside(url[:end]):
                return url[:end], url[end:].rpartition("#")[2]
        return None

    def _beside(self, path: str) -> str | None:
        """The name of the file that a relative path means, as it is written or percent-decoded; the answer is noted,
        since the text depends on it.
        """
        for form in dict.fromkeys((path, unquote(path))):
            for name in self._folder.candidates(self._post.name, form):
                self.depends_on[name] = self._states.state(name)
                if self.depends_on[name] is not None:
                    return name
        return None

    def _other_post(self, path: str, url: str, anchor: str) -> str | None:
        name = self._beside(path)
        if name is None:
            return self._report("dead-link", url, nearest=self._folder.nearest(self._post.name, unquote(path)))
        identifier = _identifier(anchor) if anchor else ""
        self.posts.append(PostLink(name, url, self.line(url), identifier))
        return f"post:{quote(name)}" + (f"#{identifier}" if identifier else "")

    def _picture(self, path: str, line: int, key: str) -> Picture | None:
        found = self._file(path, line, key, "missing-picture", media.picture)
        if not isinstance(found, Picture):
            return None
        if found.file not in self._shown:
            self._shown.add(found.file)
            if found.in_ink:
                self.problems.append(problem("picture-cmyk", self._post.file, line, key, value=path))
            if found.moves:
                self.problems.append(problem("picture-animated", self._post.file, line, key, value=path))
        return found

    def _attachment(self, path: str, line: int, key: str) -> Media | None:
        found = self._file(path, line, key, "missing-file", media.attachment)
        if found:
            self._whole.add(found.file)
        return found

    def _shape(self, item: Media) -> Shape | None:
        """What becomes of a picture, by the places where it was asked for."""
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
        self, path: str, line: int, key: str, missing: str, read: Callable[[str, str, bytes], Media]
    ) -> Media | None:
        name = self._beside(path)
        if name is None:
            path = unquote(path)
            nearest = self._folder.nearest(self._post.name, path)
            self.problems.append(
                problem(
                    missing,
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

    def line(self, text: str) -> int:
        """The line of the body where a link stands, as it was written or percent-decoded."""
        if lines := self.lines.get(text):
            return lines.pop(0) if len(lines) > 1 else lines[0]
        body = self._post.body
        for form in (f"]({text}", f"]({unquote(text)}", text, unquote(text)):
            at = body.find(form)
            if at >= 0:
                return self._post.body_line + body.count("\n", 0, at)
        return self._post.body_line

    def _report(self, code: str, url: str, **facts: str) -> str | None:
        """Notes the problem of a link, which is then left out."""
        self.problems.append(problem(code, self._post.file, self.line(url), value=url, **facts))
        return None


def _identifier(anchor: str) -> str:
    """The id of a heading of another post, also as GitHub spells it: `mục-hai`."""
    anchor = unquote(anchor).removeprefix(addresses.HEADING_PREFIX)
    return addresses.HEADING_PREFIX + (anchor if anchor.isascii() else addresses.heading_id(anchor))


def element(settings: Settings, picture: Picture, alt: str) -> PictureElement:
    """A picture as a text shows it."""
    return PictureElement(settings.url(picture.address), picture.shape.width, picture.shape.height, alt, picture.tone)


def handed_out(item: Media) -> str:
    """The address of an attachment. A picture is handed out in full, but never as the camera wrote it."""
    return item.address + renditions.whole(item.shape).suffix if isinstance(item, Picture) else item.address


def closed(text: str, targets: Mapping[str, str]) -> str:
    """HTML with its links to other posts led to their pages. `targets` maps post name to URL; a post that is not in it
    has no page, and the link's words stay.
    """

    def lead(link: re.Match[str]) -> str:
        url = targets.get(unquote(html.unescape(link[2])))
        return f'{link[1]} href="{html.escape(url + (link[3] or ""))}"' if url else link[1]

    return _OPEN_LINK.sub(lead, text) if "post:" in text else text
