"""The states of the files beside the posts: a digest of each file, computed once and kept with the file's stamp."""

from . import post_folder, walk
from .post_folder import PostFolder

EXISTS = b"post"
"""The state of a post that another post links to: only its existence matters."""
UNREADABLE, TOO_LARGE = b"unreadable", b"too large"
"""The states of files that can't be published: reading failed, or the file is larger than LARGEST_FILE."""
LARGEST_FILE = 256 << 20
"""Bytes. A film is better left to a video site."""


class FileStates:
    """The states of files, remembered from build to build.

    `known` maps a file's name to its stamp and digest, as earlier builds left them; every file that is examined is
    added. `faults` maps the name of an UNREADABLE file to the error.
    """

    def __init__(self, folder: PostFolder, known: dict[str, tuple[int, bytes]]):
        self._folder = folder
        self.digests = known
        self.faults: dict[str, OSError] = {}

    def state(self, name: str) -> bytes | None:
        """None for a missing file, EXISTS for a post, else the digest of the file's bytes, UNREADABLE or TOO_LARGE."""
        stamp = self._folder.files.get(name)
        if stamp is None:
            return None
        if post_folder.is_post(name):
            return EXISTS
        entry = self.digests.get(name)
        if entry and entry[0] == stamp != walk.TOO_NEW:
            return entry[1]
        try:
            state = TOO_LARGE if self._folder.size(name) > LARGEST_FILE else self._folder.digest(name)
        except OSError as error:
            self.faults[name] = error
            return UNREADABLE
        self.digests[name] = (stamp, state)
        return state
