"""What lies in the files beside the posts: a digest of each, read once and kept with the file's stamp."""

from . import post_folder, walk
from .post_folder import PostFolder

THERE = b"post"
"""Of a post that another one links to, only its being there matters."""
UNREADABLE, TOO_LARGE = b"unreadable", b"too large"
"""Of a file that can't be published, since it can't be read or isn't worth it."""
LARGEST_FILE = 256 << 20
"""Bytes; a film is better shown by those who show films."""


class FileStates:
    """`known` are stamp and digest of files by name, from earlier builds; every file that is looked at is added.
    `faults` says why a file is UNREADABLE.
    """

    def __init__(self, folder: PostFolder, known: dict[str, tuple[int, bytes]]):
        self._folder = folder
        self.known = known
        self.faults: dict[str, OSError] = {}

    def state(self, name: str) -> bytes | None:
        """None for a file that isn't there, THERE for a post, else the digest of the file's bytes, or UNREADABLE or
        TOO_LARGE.
        """
        stamp = self._folder.files.get(name)
        if stamp is None:
            return None
        if post_folder.is_post(name):
            return THERE
        known = self.known.get(name)
        if known and known[0] == stamp != walk.TOO_NEW:
            return known[1]
        try:
            found = TOO_LARGE if self._folder.size(name) > LARGEST_FILE else self._folder.digest(name)
        except OSError as error:
            self.faults[name] = error
            return UNREADABLE
        self.known[name] = (stamp, found)
        return found
