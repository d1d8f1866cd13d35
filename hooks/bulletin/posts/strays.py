"""Strays: files below `posts/` that an editor takes for posts and the bulletin does not, and what to name them."""

import os
import re

from ..pictures import media

_ENDINGS = r"(?:md|mdown|mdwn|mkdn?|markdn|markdown|mdtxt|mdtext)"
_MARKDOWN = re.compile(rf"(?P<name>.+?)\s*\.\s*{_ENDINGS}(?:\s*\.\s*(?:te?xt|{_ENDINGS}))*[\s.]*", re.IGNORECASE)
_COPY = re.compile(rf"(?P<name>.+?)\.{_ENDINGS}(?:[\s._()\d-]|bak|backup|old|orig|copy|save|tmp)+", re.IGNORECASE)
_OF_AN_EDITOR = re.compile(r".*~|#.*#|.*\.sw[a-z]|~\$.*", re.DOTALL)
"""What text editors lay beside a file while it is open, and keep of it."""
_OTHER_KINDS = frozenset(media.ATTACHMENT_ENDINGS) - {"txt"} | {
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
_BEGINNING = 4096
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n(?:.*\r?\n)*?(?:title|date|category)[ \t]*:")


def may_be_one(name: str) -> bool:
    """A quick look, for the tens of thousands of pictures."""
    return ".m" in name or name.rpartition(".")[2] not in _OTHER_KINDS


def is_markdown(name: str) -> bool:
    """Whether a file says by its name that it is a post, if not with the right ending."""
    return _MARKDOWN.fullmatch(name) is not None


def is_copy(name: str) -> bool:
    """Whether a file is a copy that somebody kept of a post: `bai.md.bak`."""
    return _COPY.fullmatch(name) is not None


def holds_post(name: str, path: str) -> bool:
    """Whether a file of another name begins like a post. Raises OSError."""
    ending = name.rpartition(".")[2].strip().lower() if "." in name else ""
    if ending in _OTHER_KINDS or _OF_AN_EDITOR.fullmatch(name):
        return False
    with open(path, "rb") as file:
        return _FRONT_MATTER.match(file.read(_BEGINNING)) is not None


def right_name(name: str) -> str:
    """What a post should be called instead."""
    found = _MARKDOWN.fullmatch(name) or _COPY.fullmatch(name)
    stem = found["name"] if found else os.path.splitext(name)[0]
    return f"{stem.strip()}.md"
