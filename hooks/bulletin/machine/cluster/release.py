"""The release: what must be alike on two machines, so that both make the same bytes of the same picture."""

import platform
from functools import cache

from .. import digest, version

_CODECS = ("jpg", "libjpeg_turbo", "webp", "avif", "zlib", "zlib_ng", "littlecms2", "freetype2")
"""The libraries inside Pillow, which a system may have built in other versions."""
_PREFIX = "bulletin-"


@cache
def current() -> str:
    """The number of the software and a digest of sources, libraries, codecs and the kind of processor.

    It stays what it was at the first call, since a process goes on with the sources that it has loaded.
    """
    from PIL import features  # takes long to load

    codecs = [str(features.version(name)) for name in _CODECS]
    return f"{version.NUMBER}-{digest.of_values(version.current(), codecs, platform.machine()).hex()}"


def resource(release: str) -> str:
    """The resource that workers of a release offer, and that its jobs ask for: so a scheduler brings them together."""
    return f"{_PREFIX}{release}"


def of_resource(name: str) -> str | None:
    """The release that a resource stands for; None for a resource of something else."""
    return name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else None
