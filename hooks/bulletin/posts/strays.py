"""Strays: files below `posts/` that an editor takes for posts but the bulletin does not, and the names they should
have.
"""

import os
import re

from ..pictures import media

_ENDINGS = r"(?:md|mdown|mdwn|mkdn?|markdn|markdown|mdtxt|mdtext)"
_MARKDOWN = re.compile(rf"(?P<name>.+?)\s*\.\s*{_ENDINGS}(?:\s*\.\s*(?:te?xt|{_ENDINGS}))*[\s.]*", re.IGNORECASE)
_COPY = re.compile(rf"(?P<name>.+?)\.{_ENDINGS}(?:[\s._()\d-]|bak|backup|old|orig|copy|save|tmp)+", re.IGNORECASE)
_EDITOR_FILE = re.compile(r".*~|#.*#|.*\.sw[a-z]|~\$.*", re.DOTALL)
"""A file that a text editor puts beside an open one, or leaves there as a backup."""
_OTHER_ENDINGS = frozenset(media.ATTACHMENT_ENDINGS) - {"txt"} | {
    "svg",
    "heic",
    "heif",
    "tif",
    "tiff",
    "bmp",
    "html",
    "htm",
    "eps",
    "ai",
    "psd",
}
_HEAD_SIZE = 4096
"""Bytes at the beginning of a file that are searched for front matter."""
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n(?:.*\r?\n)*?(?:title|date|category)[ \t]*:")


def may_be_one(name: str) -> bool:
    """Whether a file may be a stray, going by its name alone. Most of the tens of thousands of pictures need no closer
    look.
    """
    return ".m" in name or name.rpartition(".")[2] not in _OTHER_ENDINGS


def is_markdown(name: str) -> bool:
    """Whether a file's name claims to be a post, though perhaps with the wrong ending: `bai.markdown`, `bai.md.txt`."""
    return _MARKDOWN.fullmatch(name) is not None


def is_copy(name: str) -> bool:
    """Whether a file is somebody's copy of a post: `bai.md.bak`."""
    return _COPY.fullmatch(name) is not None


def holds_post(name: str, path: str) -> bool:
    """Whether a file begins like a post though its name does not say so. Raises OSError."""
    ending = name.rpartition(".")[2].strip().lower() if "." in name else ""
    if ending in _OTHER_ENDINGS or _EDITOR_FILE.fullmatch(name):
        return False
    with open(path, "rb") as file:
        return _FRONT_MATTER.match(file.read(_HEAD_SIZE)) is not None


def right_name(name: str) -> str:
    """The name that a stray should have as a post."""
    match = _MARKDOWN.fullmatch(name) or _COPY.fullmatch(name)
    stem = match["name"] if match else os.path.splitext(name)[0]
    return f"{stem.strip()}.md"
