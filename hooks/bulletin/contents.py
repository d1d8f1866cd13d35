"""What lies in the files beside the posts: a digest of each, read once and kept with the file's stamp."""

from . import archive, digest
from .archive import Archive

THERE = b"post"
"""Of a post that another one links to, only its being there matters."""


class Contents:
    """`known` holds stamp and digest of files by name, as an earlier build left them; what is asked for is added."""

    def __init__(self, files: Archive, known: dict[str, tuple[int, bytes]]):
        self._archive = files
        self.known = known

    def state(self, name: str) -> bytes | None:
        """None for a file that isn't there, THERE for a post, else the digest of the file's bytes."""
        stamp = self._archive.files.get(name)
        if stamp is None:
            return None
        if archive.is_post(name):
            return THERE
        known = self.known.get(name)
        if known and known[0] == stamp != archive.UNSETTLED:
            return known[1]
        found = digest.of(self._archive.read(name))
        self.known[name] = (stamp, found)
        return found
