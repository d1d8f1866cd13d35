"""Where the desk may write: `posts/YYYY/MM/name.md`, and files in the folder beside it that is named like it."""

import posixpath
import re
from collections.abc import Mapping

from bulletin.pictures import media

from ..refusal import Refusal

ROOT = "posts"
_KEY = re.compile(r"(?P<month>(?:19|20|21)\d{2}/(?:0[1-9]|1[0-2]))/(?P<name>[a-z0-9]+(?:-+[a-z0-9]+)*)")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_~-]*(?:\.[A-Za-z0-9_~-]+)*\.(?P<ending>[A-Za-z0-9]+)")
_LONGEST_NAME = 120
_EXECUTABLE = re.compile(
    r"\.(?:php\d?|phtml|phar|s?html?|js|mjs|svgz?|xml|cgi|pl|py|sh|exe|bat|cmd|asp|aspx|jsp)(?:\.|\Z)"
)


def is_key(text: str) -> bool:
    """Whether a text is a key such as `2026/12/ten-bai`."""
    match = _KEY.fullmatch(text)
    return match is not None and len(match["name"]) <= _LONGEST_NAME


def check_key(key: str) -> str:
    """The key. Raises Refusal for anything else."""
    if not is_key(key):
        raise Refusal(422, "manuscripts_bad_key", path=_shown(key))
    return key


def post(key: str) -> str:
    """`posts/2026/12/ten-bai.md`"""
    return f"{ROOT}/{check_key(key)}.md"


def key(path: str) -> str:
    """The key of a post's path. Raises Refusal for a path that is none."""
    if not is_post(path):
        raise Refusal(422, "manuscripts_bad_path", path=_shown(path))
    return path[len(ROOT) + 1 : -len(".md")]


def is_post(path: str) -> bool:
    return path.startswith(f"{ROOT}/") and path.endswith(".md") and is_key(path[len(ROOT) + 1 : -len(".md")])


def folder(path: str) -> str:
    """The folder of a post's own files, with a slash at its end."""
    return f"{path.removesuffix('.md')}/"


def asset(path: str, of_post: str) -> str:
    """The name of a file in the folder of a post. Raises Refusal for a path outside of it, and for a name or a kind of
    file that the bulletin does not hand out.
    """
    name = posixpath.basename(path)
    if path != folder(of_post) + name:
        raise Refusal(422, "manuscripts_bad_path", path=_shown(path))
    match = _FILE.fullmatch(name)
    if match is None or len(name) > _LONGEST_NAME:
        raise Refusal(422, "manuscripts_bad_name", name=_shown(name))
    if match["ending"].lower() not in media.ATTACHMENT_ENDINGS or _EXECUTABLE.search(name.lower()):
        raise Refusal(422, "manuscripts_bad_ending", name=_shown(name), endings=", ".join(media.ATTACHMENT_ENDINGS))
    return name


def in_month(path: str, month: str) -> str:
    """The path of the same post in another month, which is `2026/12`."""
    return f"{ROOT}/{month}/{posixpath.basename(path)}"


def moved(changes: Mapping[str, bytes | None], path: str, new_path: str) -> dict[str, bytes | None]:
    """The files of a post at its new path, without those that were deleted."""
    old_folder, new_folder = folder(path), folder(new_path)
    return {
        new_path if file == path else new_folder + file.removeprefix(old_folder): content
        for file, content in changes.items()
        if content is not None
    }


def _shown(text: str) -> str:
    visible = "".join(letter if letter.isprintable() else "�" for letter in text)
    return visible if len(visible) <= 80 else f"{visible[:77]}…"
