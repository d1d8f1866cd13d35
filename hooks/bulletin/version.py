"""The version of the bulletin's software: what shapes its output besides posts, templates and settings."""

import sys
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

from . import digest

_LIBRARIES = ("feedgen", "jinja2", "lxml", "markdown", "msgspec", "nh3", "pagefind", "pagefind-bin", "pillow", "pydantic", "python-slugify", "pyyaml", "text-unidecode", "tinytag", "tzdata", "viparse", "zxing-cpp")


PAGEFIND = installed("pagefind")


@cache
def current() -> bytes:
    """The digest of the engine's own sources and its font, its libraries and Python."""
    here = Path(__file__).parent
    sources = [path.read_bytes() for path in sorted([*here.rglob("*.py"), *here.glob("*.yml"), *here.glob("fonts/*.ttf")])]
    libraries = [f"{name} {installed(name)}" for name in _LIBRARIES]
    return digest.of_values(sys.version, libraries, sources)
