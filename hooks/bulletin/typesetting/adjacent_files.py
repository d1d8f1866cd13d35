"""The files beside one post that it uses: found by their paths, looked into, and reported when they can't be used."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

import msgspec

from ..articles.facts import MediaUse
from ..pictures import media
from ..pictures.media import AttachedFile, Media, Picture
from ..pictures.renditions import CENTRE, Shape
from ..posts import file_states
from ..posts.file_states import FileStates
from ..posts.post import Post
from ..posts.post_folder import PostFolder
from ..problems import Problem, problem
from ..stylebook import numbers, words


class AdjacentFiles:
    """Finds the files of one post. It fills `media` with the files that the post uses, `depends_on` with those that its
    text depends on and their states, and `problems`.
    """

    def __init__(self, post: Post, folder: PostFolder, states: FileStates):
        self._post = post
        self._folder = folder
        self._states = states
        self.media: dict[str, Media] = {}
        self._shown: set[str] = set()
        self._whole: set[str] = set()
        self._lead_photo: str | None = None
        """The file of the lead photo."""
        self.depends_on: dict[str, bytes | None] = {}
        self.problems: list[Problem] = []

    def uses(self) -> tuple[MediaUse, ...]:
        """Returns the files to publish with the article. Call `photo` and `attachments` first: they decide what becomes
        of each picture.
        """
        return tuple(
            MediaUse(name, item.address, self.depends_on[name] or b"", self._shape(item))
            for name, item in self.media.items()
        )

    def photo(self) -> Picture | None:
        """Returns the lead photo and remembers its file."""
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
        picture = self.picture(image.src, self._post.line("image", "src"), "image.src")
        self._lead_photo = picture.file if picture else None
        return picture

    def attachments(self) -> tuple[AttachedFile, ...]:
        """Returns the attachments of the front matter; a missing one is reported and left out."""
        attached_files = []
        for index, item in enumerate(self._post.front.attachments):
            file = self.attachment(
                item.file, self._post.line("attachments", index, "file"), f"attachments.{index + 1}.file"
            )
            if file:
                title = item.title or posixpath.basename(file.file)
                attached_files.append(AttachedFile(file, title, file.file.rpartition(".")[2].upper()))
        return tuple(attached_files)

    def find(self, path: str) -> str | None:
        """Returns the name of the file that a relative path means, as written or percent-decoded. Notes the state of
        each candidate in `depends_on`, since the text depends on it.
        """
        for spelling in dict.fromkeys((path, unquote(path))):
            for name in self._folder.candidates(self._post.name, spelling):
                self.depends_on[name] = self._states.state(name)
                if self.depends_on[name] is not None:
                    return name
        return None

    def picture(self, path: str, line: int, key: str) -> Picture | None:
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

    def attachment(self, path: str, line: int, key: str) -> Media | None:
        file = self._file(path, line, key, "missing-file", media.attachment)
        if file:
            self._whole.add(file.file)
        return file

    def _shape(self, item: Media) -> Shape | None:
        """Returns the shape of a picture with the uses that the post makes of it."""
        if not isinstance(item, Picture):
            return None
        image = self._post.front.image
        is_lead = image is not None and self._lead_photo == item.file
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
        name = self.find(path)
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
