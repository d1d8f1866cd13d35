"""What lies in the files beside the posts: a digest of each, read once and kept with the file's stamp."""

from . import archive
from .archive import Archive

THERE = b"post"
"""Of a post that another one links to, only its being there matters."""
UNREADABLE, TOO_LARGE = b"unreadable", b"too large"
"""Of a file that can't be published, since it can't be read or isn't worth it."""
LARGEST_FILE = 256 << 20
"""Bytes; a film is better shown by those who show films."""


class Contents:
    """`known` holds stamp and digest of files by name, as an earlier build left them; what is asked for is added. `faults` says why a file is UNREADABLE."""

    def __init__(self, files: Archive, known: dict[str, tuple[int, bytes]]):
        self._archive = files
        self.known = known
        self.faults: dict[str, OSError] = {}

    def state(self, name: str) -> bytes | None:
        """None for a file that isn't there, THERE for a post, else the digest of the file's bytes, or UNREADABLE or TOO_LARGE."""
        stamp = self._archive.files.get(name)
        if stamp is None:
            return None
        if archive.is_post(name):
            return THERE
        known = self.known.get(name)
        if known and known[0] == stamp != archive.UNSETTLED:
            return known[1]
        try:
            found = TOO_LARGE if self._archive.size(name) > LARGEST_FILE else self._archive.digest(name)
        except OSError as error:
            self.faults[name] = error
            return UNREADABLE
        self.known[name] = (stamp, found)
        return found
