"""The sizes of photos in bytes, as feeds tell them. The cache file keeps them: a machine that doesn't have the pictures
of earlier builds need not make them only to learn how large they are.
"""

from ..machine.cache import Cache
from . import darkroom
from .darkroom import Negative
from .renditions import Rendition


class PhotoSizes:
    """The known sizes of renditions. Every method raises CacheError when the cache is broken."""

    def __init__(self, cache: Cache):
        self._table = cache.table("photo sizes")

    def get(self, negative: Negative, rendition: Rendition) -> int | None:
        content = self._table.get(darkroom.shelf_name(negative, rendition))
        return int.from_bytes(content) if content else None

    def measure(self, negative: Negative, rendition: Rendition) -> None:
        """Records the size of a rendition, which is made if need be. Raises PictureError."""
        size = len(darkroom.rendition(negative, rendition))
        self._table.put(darkroom.shelf_name(negative, rendition), size.to_bytes(4))
