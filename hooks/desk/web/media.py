"""Pictures and attachments of one article. The desk has no library of all: a file belongs to its article."""

import base64
import re
from typing import Any

from ..git.repository import MAIN
from ..manuscripts import paths
from ..person import Person
from ..refusal import Refusal
from . import verbs
from .desk import Desk

_FOLDER = re.compile(r"posts/[0-9]{4}/[0-9]{2}/[^/]+")


def all_of(desk: Desk, person: Person, asked: verbs.MediaFolder) -> Any:
    """The published files of one article; of any other folder none, as Decap asks for its general one at the start."""
    folder = asked.mediaFolder.strip("/")
    tip = desk.repository.tip(MAIN)
    if not _FOLDER.fullmatch(folder) or tip is None:
        return []
    paths.key(f"{folder}.md")
    return [file(desk, tip, path) for path, _ in desk.repository.blobs(tip, folder) if path.count("/") == 4]


def one(desk: Desk, person: Person, asked: verbs.AtPath) -> Any:
    tip = desk.repository.tip(MAIN)
    if tip is None:
        raise Refusal(404, "web_file")
    return file(desk, tip, asked.path)


def upload(desk: Desk, person: Person, asked: verbs.MediaUpload) -> Any:
    """Decap sends a file by itself only from its general library. Files of an article come with the article."""
    raise Refusal(403, "web_upload")


def file(desk: Desk, commit: str, path: str) -> Any:
    """A file of an article as the protocol has it. Raises Refusal if there is none, or if a path is that of no such
    file.
    """
    paths.asset(path, f"{path.rpartition('/')[0]}.md")
    paths.key(f"{path.rpartition('/')[0]}.md")
    content = desk.repository.read(commit, path)
    if content is None:
        raise Refusal(404, "web_file")
    return {
        "id": f"{commit}:{path}",
        "content": base64.b64encode(content).decode(),
        "encoding": "base64",
        "path": path,
        "name": path.rpartition("/")[2],
    }
